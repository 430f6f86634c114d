// A record with something in each of its parts, for specs.
import type { ChangedDetails } from '#contract/patient-record';

export function fullDetails(pharmacyId: string | null): ChangedDetails {
  return {
    preferredName: 'Nic',
    otherNames: ['Nils Erstwhile'],
    genderIdentity: 'non-binary',
    pronouns: 'they/them',
    language: 'es',
    interpreter: true,
    phones: [
      { number: '617 555 0177', use: 'mobile', mayText: true },
      { number: '(617) 555-0178', use: 'work', mayText: false },
    ],
    email: 'nils@example.org',
    preferredChannel: 'sms',
    preferredTimes: ['morning', 'evening'],
    zone: 'America/Chicago',
    addresses: [
      {
        use: 'home',
        line: '12 Elm St',
        line2: 'Apt 3',
        city: 'Boston',
        state: 'MA',
        postalCode: '02118',
        country: 'US',
        fromOn: '2020-01-01',
        untilOn: null,
      },
    ],
    contacts: [
      {
        name: 'Lee, Sam',
        relationship: 'sibling',
        phone: '617 555 0179',
        isEmergency: true,
        isGuarantor: true,
      },
    ],
    careTeam: [{ role: 'pcp', providerId: null, name: 'Dr. Outside' }],
    statements: [
      { kind: 'medication', text: 'Metformin 500 mg', source: 'patient', saidOn: '2026-01-02' },
      { kind: 'allergy', text: 'Penicillin', source: 'outside-record', saidOn: '2025-01-02' },
    ],
    pharmacyId,
  };
}
