// The Claim of a request for prior authorization; of an update, with what is new, changed or no longer wanted.
import { isDeepStrictEqual } from 'node:util';
import type { Claim, ClaimItem } from './claims.ts';
import type { CodeableConcept, Extension, Reference } from './data-types.ts';
import {
  cancelledCertification,
  certificationTypes,
  codeSystems,
  pasExtensions,
  requestTypes,
  urgentService,
} from './pas-words.ts';
import type { PriorAuthorizationRequest, RequestedItem } from './prior-authorization-request.ts';

export function referenceTo({ id }: { id?: string }): Reference {
  return { reference: `urn:uuid:${String(id)}` };
}

export function claimOf(request: PriorAuthorizationRequest): Claim {
  const { careTeam, diagnoses, earlier } = request;
  return {
    resourceType: 'Claim',
    id: request.id,
    ...(request.priority === 'stat' ? { extension: [urgent] } : {}),
    identifier: [request.trace],
    status: 'active',
    type: coded('claimType', request.claimType),
    use: 'preauthorization',
    patient: referenceTo(request.patient),
    created: request.created,
    insurer: referenceTo(request.insurer),
    provider: referenceTo(request.provider),
    priority: coded('priority', request.priority),
    ...relatedTo(earlier[0]),
    ...(careTeam.length === 0
      ? {}
      : {
          careTeam: careTeam.map(({ sequence, practitioner, role }) => ({
            sequence,
            provider: referenceTo(practitioner),
            ...(role === null ? {} : { role }),
          })),
        }),
    ...(diagnoses.length === 0
      ? {}
      : {
          diagnosis: diagnoses.map(({ sequence, code }) => ({
            sequence,
            diagnosisCodeableConcept: coded('icd10cm', code),
          })),
        }),
    insurance: [{ sequence: 1, focal: true, coverage: referenceTo(request.coverage) }],
    item: request.items.map((item) => itemOf(item, earlier[0])),
  };
}

const urgent: Extension = {
  url: pasExtensions.levelOfService,
  valueCodeableConcept: coded('levelOfService', urgentService),
};

function coded(system: keyof typeof codeSystems, code: string): CodeableConcept {
  return { coding: [{ system: codeSystems[system], code }] };
}

function relatedTo(prior: Claim | undefined): Pick<Claim, 'related'> {
  if (prior === undefined) return {};
  const [reference] = prior.identifier ?? [];
  return {
    related: [
      {
        claim: referenceTo(prior),
        relationship: coded('relatedClaim', 'prior'),
        ...(reference === undefined ? {} : { reference }),
      },
    ],
  };
}

function itemOf(item: RequestedItem, prior: Claim | undefined): ClaimItem {
  const { from, until, careTeam, diagnoses, modifiers, quantity } = item;
  const plain: ClaimItem = {
    extension: extensionsOf(item),
    ...(item.isCancelled ? { modifierExtension: [cancelled] } : {}),
    sequence: item.sequence,
    ...(careTeam.length === 0 ? {} : { careTeamSequence: careTeam }),
    ...(diagnoses.length === 0 ? {} : { diagnosisSequence: diagnoses }),
    ...(item.serviceType === null ? {} : { category: coded('serviceType', item.serviceType) }),
    productOrService: coded(item.service.system, item.service.code),
    ...(modifiers.length === 0 ? {} : { modifier: modifiers.map(modifierOf) }),
    ...(until === null || until === from
      ? { servicedDate: from }
      : { servicedPeriod: { start: from, end: until } }),
    ...(item.placeOfService === null
      ? {}
      : { locationCodeableConcept: coded('placeOfService', item.placeOfService) }),
    quantity: {
      value: quantity.value,
      ...(quantity.unit === null ? {} : { unit: quantity.unit }),
    },
  };
  const how = prior === undefined ? null : changeOf(plain, prior);
  if (how === null) return plain;
  const changed: Extension = { url: pasExtensions.infoChanged, valueCode: how };
  return { ...plain, extension: [...(plain.extension ?? []), changed] };
}

const cancelled: Extension = { url: pasExtensions.infoCancelled, valueBoolean: true };

function extensionsOf(item: RequestedItem): Extension[] {
  const certification = item.isCancelled
    ? cancelledCertification
    : certificationTypes[item.certification];
  return [
    ...(item.trace === null ? [] : [{ url: pasExtensions.itemTrace, valueIdentifier: item.trace }]),
    ...word(pasExtensions.authorizationNumber, item.authorizationNumber),
    ...word(pasExtensions.administrationNumber, item.administrationNumber),
    {
      url: pasExtensions.requestType,
      valueCodeableConcept: coded('requestType', requestTypes[item.reviewedAs]),
    },
    {
      url: pasExtensions.certificationType,
      valueCodeableConcept: coded('certificationType', certification),
    },
  ];
}

function word(url: string, valueString: string | null): Extension[] {
  return valueString === null ? [] : [{ url, valueString }];
}

/** Those of CPT begin with a digit, those of HCPCS with a letter. */
function modifierOf(modifier: string): CodeableConcept {
  return coded(/^\d/.test(modifier) ? 'cpt' : 'hcpcs', modifier);
}

/** As against the version before; `null` = it stands as it stood. */
function changeOf(item: ClaimItem, prior: Claim): 'added' | 'changed' | null {
  const before = prior.item?.find(({ sequence }) => sequence === item.sequence);
  if (before === undefined) return 'added';
  return isDeepStrictEqual(item, withoutChange(before)) ? null : 'changed';
}

/** How it had changed in its own time. */
function withoutChange({ extension = [], ...item }: ClaimItem): ClaimItem {
  return {
    ...item,
    extension: extension.filter(({ url }) => url !== pasExtensions.infoChanged),
  };
}
