// Requests for prior authorization of our own for specs, in the shapes in which they leave.
import fc from 'fast-check';
import type {
  CareTeamMember,
  PriorAuthorizationRequest,
  RequestedItem,
} from './prior-authorization-request.ts';

export const ids = {
  request: '0190a000-0000-7000-8000-000000000001',
  update: '0190a000-0000-7000-8000-000000000002',
  patient: '0190a000-0000-7000-8000-000000000011',
  coverage: '0190a000-0000-7000-8000-000000000012',
  insurer: '0190a000-0000-7000-8000-000000000013',
  provider: '0190a000-0000-7000-8000-000000000014',
  practitioner: '0190a000-0000-7000-8000-000000000015',
  subscriber: '0190a000-0000-7000-8000-000000000016',
};

export function aRequestedItem(over: Partial<RequestedItem> = {}): RequestedItem {
  return {
    sequence: 1,
    trace: null,
    service: { system: 'cpt', code: '97110' },
    modifiers: [],
    quantity: { value: 12, unit: 'visits' },
    from: '2027-04-01',
    until: '2027-06-30',
    placeOfService: '11',
    serviceType: null,
    reviewedAs: 'health-services',
    certification: 'initial',
    authorizationNumber: null,
    administrationNumber: null,
    diagnoses: [1],
    careTeam: [1],
    isCancelled: false,
    ...over,
  };
}

export function aCareTeamMember(over: Partial<CareTeamMember> = {}): CareTeamMember {
  return {
    sequence: 1,
    practitioner: {
      resourceType: 'Practitioner',
      id: ids.practitioner,
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' }],
      name: [{ family: 'Lee', given: ['Kim'] }],
    },
    role: null,
    ...over,
  };
}

export function aRequest(over: Partial<PriorAuthorizationRequest> = {}): PriorAuthorizationRequest {
  return {
    id: ids.request,
    trace: { system: 'urn:daysheet:authorization', value: 'PA-1' },
    created: '2027-03-14T09:30:00-04:00',
    claimType: 'professional',
    priority: 'normal',
    patient: {
      resourceType: 'Patient',
      id: ids.patient,
      name: [{ family: 'Quill', given: ['Ada'] }],
      gender: 'female',
      birthDate: '1970-02-28',
    },
    coverage: {
      resourceType: 'Coverage',
      id: ids.coverage,
      status: 'active',
      subscriberId: 'MEM-1',
    },
    subscriber: null,
    insurer: { resourceType: 'Organization', id: ids.insurer, name: 'Harbor Health' },
    provider: {
      resourceType: 'Organization',
      id: ids.provider,
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1932102951' }],
      name: 'Harbor Street Clinic',
    },
    careTeam: [aCareTeamMember()],
    diagnoses: [{ sequence: 1, code: 'M54.50' }],
    items: [aRequestedItem()],
    earlier: [],
    ...over,
  };
}

const services = fc.oneof(
  fc.record({ system: fc.constant('cpt' as const), code: fc.stringMatching(/^\d{4}[\dFT]$/) }),
  fc.record({ system: fc.constant('hcpcs' as const), code: fc.stringMatching(/^[A-Z]\d{4}$/) }),
  fc.record({ system: fc.constant('ndc' as const), code: fc.stringMatching(/^\d{11}$/) }),
);

function itemsOf(diagnoses: number, careTeam: number): fc.Arbitrary<RequestedItem[]> {
  const pointers = (of: number) => fc.subarray(Array.from({ length: of }, (_, at) => at + 1));
  const one = fc.record({
    sequence: fc.integer({ min: 1, max: 99 }),
    trace: fc.option(fc.constant({ system: 'urn:daysheet:item', value: 'I-1' })),
    service: services,
    modifiers: fc.array(fc.stringMatching(/^[\dA-Z]{2}$/), { maxLength: 4 }),
    quantity: fc.record({
      value: fc.integer({ min: 1, max: 900 }),
      unit: fc.option(fc.constantFrom('units', 'visits', 'days')),
    }),
    from: fc.constantFrom('2027-03-14', '2028-02-29'),
    until: fc.option(fc.constantFrom('2028-02-29', '2028-12-31')),
    placeOfService: fc.option(fc.stringMatching(/^\d{2}$/)),
    serviceType: fc.option(fc.constantFrom('1', '42', 'AD')),
    reviewedAs: fc.constantFrom('health-services', 'specialty-care', 'admission'),
    certification: fc.constantFrom('initial', 'renewal', 'revised', 'extension'),
    authorizationNumber: fc.option(fc.constant('AUTH-1')),
    administrationNumber: fc.option(fc.constant('ADM-1')),
    diagnoses: pointers(diagnoses),
    careTeam: pointers(careTeam),
    isCancelled: fc.constant(false),
  });
  return fc.uniqueArray(one, {
    selector: ({ sequence }) => sequence,
    minLength: 1,
    maxLength: 6,
  });
}

/** First requests of every kind that can be asked. */
export const anyRequest: fc.Arbitrary<PriorAuthorizationRequest> = fc
  .record({
    codes: fc.array(fc.stringMatching(/^[A-Z]\d[\dA-Z](\.[\dA-Z]{1,4})?$/), { maxLength: 4 }),
    hasTeam: fc.boolean(),
    hasSubscriber: fc.boolean(),
    priority: fc.constantFrom('normal' as const, 'stat' as const),
    claimType: fc.constantFrom(
      'professional' as const,
      'institutional' as const,
      'pharmacy' as const,
    ),
  })
  .chain(({ codes, hasTeam, hasSubscriber, ...rest }) =>
    itemsOf(codes.length, hasTeam ? 1 : 0).map((items) =>
      aRequest({
        ...rest,
        items,
        diagnoses: codes.map((code, at) => ({ sequence: at + 1, code })),
        careTeam: hasTeam ? [aCareTeamMember()] : [],
        subscriber: hasSubscriber ? { resourceType: 'RelatedPerson', id: ids.subscriber } : null,
      }),
    ),
  );
