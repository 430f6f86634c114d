import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  changesBetween,
  mattersBetween,
  severityOf,
  type ReportContent,
  type ResultValue,
} from './result-content.ts';
import { resultOrder } from './result-workflow.ts';

function value(over: Partial<ResultValue> = {}): ResultValue {
  return {
    ...{ key: 'k', code: '2823-3', system: 'LN', title: 'Potassium', text: '4.1', number: 4.1 },
    ...{ unit: 'mmol/L', range: '3.5-5.1', flag: 'normal', isCritical: false, status: 'final' },
    ...{ observedAt: null, missing: null, notes: [] },
    ...over,
  };
}

function content(values: ResultValue[], conclusion = ''): ReportContent {
  return { values, notes: [], conclusion, specimen: null };
}

describe('what a report says', () => {
  it('has changed where somebody who acted on it would do otherwise', () => {
    const was = content([value()]);
    const cases: [string, ReportContent, boolean][] = [
      ['the same', content([value()]), false],
      ['another status', content([value({ status: 'corrected' })]), false],
      ['another note', content([value({ notes: ['Repeated'] })]), false],
      ['another value', content([value({ text: '4.2', number: 4.2 })]), true],
      ['another unit', content([value({ unit: 'mg/dL' })]), true],
      ['another range', content([value({ range: '3.0-5.1' })]), true],
      ['another flag', content([value({ flag: 'high' })]), true],
      ['critical now', content([value({ isCritical: true })]), true],
      ['gone', content([]), true],
      ['one more value', content([value(), value({ key: 'l' })]), false],
      ['a conclusion added', content([value()], 'All well'), false],
    ];
    for (const [title, now, matters] of cases)
      assert.equal(mattersBetween(was, now), matters, title);
    assert.equal(mattersBetween(content([], 'Benign'), content([], 'Malignant')), true);
  });

  it('is told in words, value by value, what is gone at the end', () => {
    const was = content([value(), value({ key: 'l', title: 'Sodium', text: '140' })], 'Benign');
    const now = content([value({ text: '7.1', flag: 'critical', isCritical: true })], 'Malignant');
    assert.deepEqual(
      changesBetween(was, now).map(({ title, kind, before, after }) => [
        title,
        kind,
        before,
        after,
      ]),
      [
        ['Potassium', 'changed', '4.1 mmol/L, final', '7.1 mmol/L, critical, final'],
        ['Sodium', 'removed', '140 mmol/L, final', null],
        ['Conclusion', 'changed', 'Benign', 'Malignant'],
      ],
    );
  });

  it('is as bad as its worst value; what nobody flags has to be read', () => {
    assert.equal(severityOf(content([value(), value({ isCritical: true })])), 'critical');
    assert.equal(severityOf(content([value(), value({ flag: 'low' })])), 'abnormal');
    assert.equal(severityOf(content([value(), value({ flag: null })])), 'unknown');
    assert.equal(severityOf(content([value()])), 'normal');
    assert.equal(severityOf(content([])), 'unknown');
    const gone = value({ flag: 'high', status: 'entered-in-error' });
    assert.equal(severityOf(content([value(), gone])), 'normal');
  });

  it('stands in the list by severity, then by age', () => {
    const order = (['normal', 'abnormal', 'critical'] as const).map((severity) =>
      resultOrder(severity, '2024-02-29T10:00:00.000Z'),
    );
    assert.deepEqual(order.toSorted(), order.toReversed());
    for (const at of order) assert.ok(!Number.isNaN(Date.parse(at)), at);
    assert.ok(
      resultOrder('critical', '2026-11-23T15:00:00.000Z') >
        resultOrder('critical', '2026-11-22T15:00:00.000Z'),
    );
  });
});
