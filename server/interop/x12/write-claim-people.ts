// Who an 837 speaks of, as segments: what `read-claim-people.ts` reads.
import type {
  BillingProvider,
  ClaimPayer,
  ClaimPerson,
  ClaimProvider,
  KeptSegment,
  PostalAddress,
  SubmittedClaim,
} from './claim.ts';
import { writeDate } from './element-values.ts';
import { keptSegments } from './kept-segment.ts';
import { newSegment, type NewSegment } from './write-interchange.ts';

export function billingSegments(billing: BillingProvider): NewSegment[] {
  const { name, npi, taxId, taxonomy, address, given = '', kept } = billing;
  const hasPersonalNumber = kept?.some(
    ({ id, elements }) => id === 'REF' && elements[0]?.[0] === 'SY',
  );
  return [
    ...(taxonomy === '' ? [] : [newSegment('PRV', 'BI', 'PXC', taxonomy)]),
    nameSegment('85', { isPerson: given !== '', family: name, given }, 'XX', npi),
    ...placeSegments(address),
    ...(hasPersonalNumber ? [] : [newSegment('REF', 'EI', taxId)]),
    ...keptSegments(kept),
  ];
}

/** SBR, and who is insured. */
export function subscriberSegments(claim: SubmittedClaim): NewSegment[] {
  const { subscriber, patient, relationship, insuranceType = '' } = claim;
  const own = patient === null ? relationship || '18' : '';
  const { payerResponsibility, filing } = claim;
  const { memberId, group, isOrganization = false } = subscriber;
  return [
    newSegment('SBR', payerResponsibility, own, group, '', insuranceType, '', '', '', filing),
    ...keptSegments(subscriber.kept?.filter(isPatientFact)),
    personName('IL', subscriber, { isPerson: !isOrganization, memberId }),
    ...personTail(subscriber),
  ];
}

/** PAT, and who was treated. */
export function patientSegments(patient: ClaimPerson, relationship: string): NewSegment[] {
  const facts = keptSegments(patient.kept?.filter(isPatientFact));
  return [
    ...(facts.length > 0 ? facts : [newSegment('PAT', relationship)]),
    personName('QC', patient, { isPerson: true, memberId: '' }),
    ...personTail(patient),
  ];
}

export function payerSegments({ name, id, kept }: ClaimPayer): NewSegment[] {
  return [payerName({ name, id }), ...keptSegments(kept)];
}

export function payerName({ name, id }: Pick<ClaimPayer, 'name' | 'id'>): NewSegment {
  return nameSegment('PR', { isPerson: false, family: name, given: '' }, 'PI', id);
}

/** Of 2330A, which has no place for a birth date. */
export function otherInsuredSegments(person: ClaimPerson, memberId: string): NewSegment[] {
  return [
    personName('IL', person, { isPerson: true, memberId }),
    ...placeSegments(person.address),
    ...keptSegments(person.kept),
  ];
}

/** Roles that only a person can have. */
const personal = ['71', '72', '73', 'DK', 'DN', 'DQ', 'P3', 'ZZ'];

export function claimProviderSegments({
  role,
  family,
  given,
  npi,
  kept,
}: ClaimProvider): NewSegment[] {
  const isPerson = given !== '' || personal.includes(role);
  return [nameSegment(role, { isPerson, family, given }, 'XX', npi), ...keptSegments(kept)];
}

export function placeSegments(address: PostalAddress | null): NewSegment[] {
  if (address === null) return [];
  const { lines, city, state, zip } = address;
  return [newSegment('N3', ...lines), newSegment('N4', city, state, zip)];
}

function personName(
  role: string,
  { family, given, middle, suffix = '' }: ClaimPerson,
  { isPerson, memberId }: { isPerson: boolean; memberId: string },
): NewSegment {
  const kind = isPerson ? '1' : '2';
  const idKind = memberId === '' ? '' : 'MI';
  return newSegment('NM1', role, kind, family, given, middle, '', suffix, idKind, memberId);
}

function nameSegment(
  role: string,
  { isPerson, family, given }: { isPerson: boolean; family: string; given: string },
  idKind: string,
  id: string,
): NewSegment {
  const kind = isPerson ? '1' : '2';
  return newSegment('NM1', role, kind, family, given, '', '', '', id === '' ? '' : idKind, id);
}

function personTail({ address, birthDate, sex, kept }: ClaimPerson): NewSegment[] {
  const [format, day] = birthDate === null ? ['', ''] : ['D8', writeDate(birthDate)];
  return [
    ...placeSegments(address),
    ...(birthDate === null && sex === '' ? [] : [newSegment('DMG', format, day, sex)]),
    ...keptSegments(kept?.filter((each) => !isPatientFact(each))),
  ];
}

function isPatientFact({ id }: KeptSegment): boolean {
  return id === 'PAT';
}
