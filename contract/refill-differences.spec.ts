import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { MedicationOrder } from './prescription.ts';
import { differencesOf } from './refill-differences.ts';

const active: MedicationOrder = {
  rxnorm: null,
  name: 'Sertraline',
  form: 'tablet',
  strength: '25 mg',
  sig: 'Take 1 tablet daily',
  quantity: 30,
  unit: 'tablet',
  daysSupply: 30,
  repeats: 0,
};

function differences(
  requested: Partial<MedicationOrder> | null,
  dispensed: Partial<MedicationOrder> | null = null,
): string[] {
  const side = (over: Partial<MedicationOrder> | null) => over && { ...active, ...over };
  return differencesOf({ requested: side(requested), active, dispensed: side(dispensed) }).map(
    ({ words }) => words,
  );
}

describe('what is asked, ordered and given out', () => {
  it('names a dose that changed from 25 to 50 mg', () => {
    assert.deepEqual(differences({ strength: '50 mg' }), [
      'Strength: 50 mg is asked for, 25 mg is ordered',
    ]);
  });

  it('names what the pharmacy gave out otherwise', () => {
    assert.deepEqual(differences({}, { strength: '50 mg', quantity: 15 }), [
      'Strength: 50 mg was given out last, 25 mg is ordered',
      'Quantity: 15 tablet was given out last, 30 tablet is ordered',
    ]);
  });

  it('names a drug and directions that changed', () => {
    assert.equal(differences({ name: 'Fluoxetine', sig: 'Take 2 tablets daily' }).length, 2);
  });

  it('takes another way of writing for the same, and silence for no difference', () => {
    assert.deepEqual(
      differences({ strength: '25MG', form: 'Tablets', sig: 'take 1 tablet  daily.' }),
      [],
    );
    assert.deepEqual(differences({ sig: '', quantity: null, daysSupply: null }), []);
  });

  it('leaves two amounts in different units to a person', () => {
    assert.equal(differences({ strength: '0.025 g' }).length, 1);
  });

  it('says nothing where nothing is ordered', () => {
    assert.deepEqual(differencesOf({ requested: active, active: null, dispensed: null }), []);
  });
});
