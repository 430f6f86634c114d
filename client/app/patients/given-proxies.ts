// Builders for specs: who acts for a patient.
import { aPatient } from './given-patients';
import type { ListedProxy } from './proxy-api';

/** The mother of a minor, told of less than agreed at the patient's age. */
export function aListedProxy(): ListedProxy {
  return {
    proxy: {
      id: '018f0000-0000-7000-8000-000000000900',
      patientId: aPatient().id,
      personId: null,
      family: 'Diaz',
      given: 'Rosa',
      relation: 'mother',
      ground: 'parent',
      phone: '+16175550144',
      told: ['visits', 'clinical'],
      mayDecide: true,
      startsOn: '2020-01-01',
      endsOn: null,
      evidence: 'Birth certificate seen',
      addedAt: '2026-11-23T15:00:00.000Z',
      addedBy: 'Reyes, Ana',
      revoked: null,
      version: 1,
    },
    state: 'in-force',
    told: ['visits'],
    narrowed: true,
    endsWithBirthdayOn: '2030-03-14',
    papers: [],
  };
}
