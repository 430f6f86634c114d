// A request of ours → what a Bundle of Da Vinci PAS asks.
import { createHash } from 'node:crypto';
import type { Coverage } from '#contract/coverage';
import type { CodeableConcept, Identifier } from '../../interop/fhir/data-types.ts';
import type {
  CareTeamMember,
  PriorAuthorizationRequest,
  RequestedItem,
} from '../../interop/fhir/prior-authorization-request.ts';
import type { AskedFacts } from '../asked-facts-queries.ts';
import type { LineRow } from '../line-repository.ts';

/** Under which what we ask leaves, and what is answered comes back. */
export const ourRequests = 'urn:daysheet:authorization';
export const ourLines = 'urn:daysheet:authorization-line';

const npiSystem = 'http://hl7.org/fhir/sid/us-npi';
const terminology = 'http://terminology.hl7.org/CodeSystem';

export interface ClaimFacts extends AskedFacts {
  now: string;
  /** Under which the payer knows who asks; `null` = no interface says it. */
  requesterNpi: string | null;
}

export function claimRequestOf(of: ClaimFacts): PriorAuthorizationRequest {
  const { request, lines, clinic, insured, now, requesterNpi } = of;
  const { payer, patient } = insured;
  const careTeam = careTeamOf(of);
  return {
    id: request.id,
    trace: { system: ourRequests, value: request.id },
    created: now,
    claimType: lines.every(({ kind }) => kind === 'drug') ? 'pharmacy' : 'professional',
    priority: request.urgency === 'expedited' ? 'stat' : 'normal',
    patient: {
      ...{ resourceType: 'Patient', id: patient.id, gender: patient.sex },
      ...{ name: [{ family: patient.family, given: [patient.given] }], birthDate: patient.birthOn },
    },
    coverage: coverageOf(of),
    subscriber: subscriberOf(of),
    insurer: {
      ...{ resourceType: 'Organization', id: payer.id, name: payer.name },
      ...(payer.payerIdentifier === null ? {} : { identifier: [{ value: payer.payerIdentifier }] }),
    },
    provider: {
      ...{ resourceType: 'Organization', id: clinic.id, name: clinic.name },
      ...(requesterNpi === null ? {} : { identifier: npi(requesterNpi) }),
      ...(clinic.phone === '' ? {} : { telecom: [{ system: 'phone', value: clinic.phone }] }),
    },
    careTeam,
    diagnoses: request.diagnoses.map(({ code }, at) => ({ sequence: at + 1, code })),
    items: lines.map((line) => itemOf(of, line, careTeam)),
    earlier: [],
  };
}

function npi(value: string): Identifier[] {
  return [{ system: npiSystem, value }];
}

const orders: Record<Coverage['order'], number> = { primary: 1, secondary: 2, tertiary: 3 };

function coverageOf({ request, insured }: ClaimFacts): PriorAuthorizationRequest['coverage'] {
  const { relationship, groupNumber } = insured.facts;
  return {
    ...{ resourceType: 'Coverage', id: insured.coverageId, status: 'active' },
    ...{ subscriberId: request.member_id, order: orders[insured.order] },
    relationship: coded('subscriber-relationship', relationship),
    ...(groupNumber === null
      ? {}
      : { class: [{ type: coded('coverage-class', 'group'), value: groupNumber }] }),
  };
}

function coded(list: string, code: string): CodeableConcept {
  return { coding: [{ system: `${terminology}/${list}`, code }] };
}

function subscriberOf({ insured }: ClaimFacts): PriorAuthorizationRequest['subscriber'] {
  const { holder } = insured.facts;
  if (holder === null) return null;
  const { family, given, birthOn } = holder;
  return {
    ...{ resourceType: 'RelatedPerson', id: idFor(`subscriber ${insured.coverageId}`) },
    name: [{ family, given: [given] }],
    ...(birthOn === null ? {} : { birthDate: birthOn }),
  };
}

/** Of who has no row of their own: the same for the same, whenever it is asked for. */
function idFor(what: string): string {
  const digits = createHash('sha256').update(what).digest('hex').slice(0, 32);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** X12 98, as in a 278. */
function roleOf(code: 'DK' | 'SJ'): CodeableConcept {
  return { coding: [{ system: 'https://codesystem.x12.org/005010/98', code }] };
}

/** Who ordered first, then who renders, each once. */
function careTeamOf({ request, lines, providers }: ClaimFacts): CareTeamMember[] {
  const members: Omit<CareTeamMember, 'sequence'>[] = [];
  const ours = providers.get(request.ordering_id ?? '');
  if (ours) members.push({ practitioner: practitionerOf(ours), role: roleOf('DK') });
  else if (request.ordering_name !== '')
    members.push({
      practitioner: {
        ...{ resourceType: 'Practitioner', id: idFor(`ordering ${request.id}`) },
        name: [{ text: request.ordering_name }],
        ...(request.ordering_npi === null ? {} : { identifier: npi(request.ordering_npi) }),
      },
      role: roleOf('DK'),
    });
  for (const id of new Set(lines.map(({ rendering_id }) => rendering_id))) {
    const rendering = providers.get(id ?? '');
    if (rendering) members.push({ practitioner: practitionerOf(rendering), role: roleOf('SJ') });
  }
  return members.map((member, at) => ({ sequence: at + 1, ...member }));
}

function practitionerOf(of: {
  id: string;
  family: string;
  given: string;
  npi: string | null;
}): CareTeamMember['practitioner'] {
  return {
    ...{ resourceType: 'Practitioner', id: of.id },
    name: [{ family: of.family, given: [of.given] }],
    ...(of.npi === null ? {} : { identifier: npi(of.npi) }),
  };
}

function itemOf(
  { request }: ClaimFacts,
  line: LineRow,
  careTeam: readonly CareTeamMember[],
): RequestedItem {
  const { code } = line;
  const renews = request.source === 'renewal' && request.prior_number !== null;
  const isOf = ({ practitioner, role }: CareTeamMember): boolean =>
    role?.coding?.[0]?.code === 'DK' || practitioner.id === line.rendering_id;
  return {
    sequence: line.position,
    trace: { system: ourLines, value: line.id },
    service: { system: code?.system ?? 'cpt', code: code?.code ?? '' },
    modifiers: code?.modifiers ?? [],
    quantity: { value: line.quantity, unit: line.unit },
    ...{ from: line.from_on, until: line.until_on, placeOfService: line.place_of_service },
    serviceType: null,
    reviewedAs: line.kind === 'referral' ? 'specialty-care' : 'health-services',
    certification: renews ? 'renewal' : 'initial',
    ...{ authorizationNumber: renews ? request.prior_number : null, administrationNumber: null },
    diagnoses: request.diagnoses.map((_, at) => at + 1),
    careTeam: careTeam.filter(isOf).map(({ sequence }) => sequence),
    isCancelled: false,
  };
}
