import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HouseholdFacts } from '../patients/household-queries.ts';
import { flagsOf } from './privacy-rules.ts';

const sam = 'sam';

function facts(overrides: Partial<HouseholdFacts> = {}): HouseholdFacts {
  return {
    patientId: 'patient',
    places: [],
    phones: [],
    guarantors: [],
    asGuarantor: 'ana diaz',
    marks: [],
    ...overrides,
  };
}

const own = facts({
  patientId: 'own',
  places: ['1 elm 02118'],
  phones: ['+16175550111'],
  guarantors: ['kim rivera'],
  asGuarantor: 'rivera sam',
});
const flags = (patient: Partial<HouseholdFacts>, chartOf: string | null = null) =>
  flagsOf({ staffId: sam, ownChart: own }, { patient: facts(patient), chartOf });

describe('a look at a chart', () => {
  it('of somebody with whom nothing is shared is not flagged', () => {
    assert.deepEqual(flags({ places: ['2 elm 02118'], phones: ['+16175550112'] }), []);
  });

  it('of oneself is flagged as that alone', () => {
    assert.deepEqual(flags({ ...own, marks: ['employee', 'vip'] }, sam), ['own-chart']);
  });

  it('of the same household is flagged with each thing that is the same', () => {
    assert.deepEqual(flags({ places: own.places }), ['same-address']);
    assert.deepEqual(flags({ phones: ['+16175550100', ...own.phones] }), ['same-phone']);
    assert.deepEqual(flags({ guarantors: ['kim rivera'] }), ['same-guarantor'], 'one for both');
    assert.deepEqual(flags({ guarantors: ['rivera sam'] }), ['same-guarantor'], 'they pay');
    assert.deepEqual(flags({ asGuarantor: 'kim rivera' }), ['same-guarantor'], 'pays for them');
    assert.deepEqual(flags({ places: own.places, phones: own.phones }), [
      'same-address',
      'same-phone',
    ]);
  });

  it('of a co-worker is flagged by the mark and by the link, and a VIP by the mark', () => {
    assert.deepEqual(flags({ marks: ['employee'] }), ['co-worker-mark']);
    assert.deepEqual(flags({}, 'lee'), ['co-worker-chart']);
    assert.deepEqual(flags({ marks: ['do-not-contact', 'vip'] }), ['vip']);
  });

  it('of somebody whose own chart nobody has named has no household', () => {
    const looker = { staffId: sam, ownChart: null };
    assert.deepEqual(flagsOf(looker, { patient: own, chartOf: null }), []);
    assert.deepEqual(flagsOf(looker, { patient: own, chartOf: 'lee' }), ['co-worker-chart']);
  });
});
