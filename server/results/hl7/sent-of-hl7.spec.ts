import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hl7, labReportLines, msh, pid } from '../../interop/hl7/given-hl7.ts';
import { readLabOrder } from '../../interop/hl7/read-lab-order.ts';
import { readLabReport } from '../../interop/hl7/read-lab-report.ts';
import { readMessage } from '../../interop/hl7/read-message.ts';
import type { SentOrder, SentReport } from '../sent-report.ts';
import { ordersOfHl7, reportsOfHl7 } from './sent-of-hl7.ts';

const from = { source: 'Valley Lab', sender: 'valley', zone: 'America/New_York' };

function reports(lines: readonly string[]): SentReport[] {
  const message = readMessage(hl7(lines));
  assert.equal(message.kind, 'message');
  const read = readLabReport(message.message);
  assert.equal(read.kind, 'read');
  return reportsOfHl7(read.report, from);
}

function orders(lines: readonly string[]): SentOrder[] {
  const message = readMessage(hl7(lines));
  assert.equal(message.kind, 'message');
  const read = readLabOrder(message.message);
  assert.equal(read.kind, 'read');
  return ordersOfHl7(read.order, from);
}

const changed = (over: Record<number, string>): string[] =>
  labReportLines().map((line, at) => over[at] ?? line);

describe('HL7 reports as they are taken in', () => {
  it('say whose they are, who ordered them, which order they answer, and every value as it was sent', () => {
    const [report] = reports(labReportLines());
    assert.ok(report);
    assert.deepEqual(
      [report.placer, report.filler, report.code, report.system, report.status, report.kind],
      ['PLC-1', 'FIL-1', '24323-8', 'LN', 'final', 'laboratory'],
    );
    assert.deepEqual(report.person, {
      ...{ name: 'Quill, Ada', family: 'Quill', given: ['Ada', 'Ada M'], birthOn: '1985-06-15' },
      ...{ sex: 'F', numbers: ['MRN-1001', '998877'] },
    });
    assert.deepEqual(report.orderedBy, { npi: '1999999984', name: 'Osei, Nana' });
    assert.equal(report.collectedAt, '2026-11-22T13:15:00.000Z');
    assert.deepEqual(
      report.content.values.map(({ text, number, unit, flag, status, notes }) => ({
        ...{ text, number, unit, flag, status, notes },
      })),
      [
        {
          ...{ text: '4.10', number: 4.1, unit: 'mmol/L', flag: 'normal', status: 'final' },
          notes: [],
        },
        {
          ...{ text: '412', number: 412, unit: 'mg/dL', flag: 'critical', status: 'final' },
          notes: ['Repeated and confirmed.'],
        },
      ],
    );
  });

  it('are not final where nobody says so, even when every value is', () => {
    const [line = ''] = labReportLines().filter((each) => each.startsWith('OBR'));
    const [report] = reports(changed({ 3: line.replace(/\|F$/, '|') }));
    assert.equal(report?.status, 'unknown');
    assert.ok(report.content.values.every(({ status }) => status === 'final'));
  });

  it('are taken back where all of their values are', () => {
    const lines = labReportLines().map((line) =>
      line.startsWith('OBX') ? line.replace('|||F|||', '|||W|||') : line,
    );
    assert.equal(reports(lines)[0]?.status, 'entered-in-error');
  });

  it('keep apart two values of the same code, and say why there is none', () => {
    const twice = 'OBX|3|NM|2345-7^Glucose^LN||98|mg/dL|70-99|N|||F';
    const none = 'OBX|4|NM|6298-4^Potassium^LN||||||||X';
    const [report] = reports([...labReportLines(), twice, none]);
    const values = report?.content.values ?? [];
    assert.equal(new Set(values.map(({ key }) => key)).size, 4);
    assert.deepEqual(
      [values[3]?.missing, values[3]?.status],
      ['could not be obtained', 'cancelled'],
    );
  });

  it('take a time without an offset as of the clinic', () => {
    const [line = ''] = labReportLines().filter((each) => each.startsWith('OBR'));
    const [report] = reports(changed({ 3: line.replace('20261122081500-0500', '20260704081500') }));
    assert.equal(report?.collectedAt, '2026-07-04T12:15:00.000Z');
  });
});

describe('HL7 orders as they are taken in', () => {
  const order = (control: string): string[] => [
    msh({ type: 'ORM^O01^ORM_O01' }),
    pid,
    `ORC|${control}|PLC-9^DAYSHEET||||||||||1999999984^Osei^Nana^^^^MD^^NPI^^^^NPI`,
    'OBR|1|PLC-9^DAYSHEET||3016-3^TSH^LN',
  ];

  it('are placed and taken back; what only tells a state asks for nothing', () => {
    assert.deepEqual(
      ['NW', 'CA', 'SC'].map((control) =>
        orders(order(control)).map(({ act, placer }) => [act, placer]),
      ),
      [[['order', 'PLC-9']], [['revoke', 'PLC-9']], []],
    );
  });
});
