import assert from 'node:assert/strict';
import { it } from 'node:test';
import { unitWords } from './unit-words.ts';

it('writes units of UCUM as people read them', () => {
  for (const [ucum, words] of [
    ['mL/min/{1.73_m2}', 'mL/min/1.73 m²'],
    ['10*3/uL', '10³/µL'],
    ['10*12/L', '10¹²/L'],
    ['kg/m2', 'kg/m²'],
    ['mm[Hg]', 'mmHg'],
    ['m[IU]/L', 'mIU/L'],
    ['k[iU]/L', 'kIU/L'],
    ['umol/L', 'µmol/L'],
    ['ug{creatinine}', 'µg creatinine'],
    ['{INR}', 'INR'],
  ] as const)
    assert.equal(unitWords(ucum), words);
});

it('leaves what reads well, and what is no UCUM', () => {
  for (const unit of ['%', 'mg/dL', 'mmol/L', 'mU/L', 'units', 'm2x', ''])
    assert.equal(unitWords(unit), unit);
});
