import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hl7, msh, pid } from './given-hl7.ts';
import { readLabOrder, type LabOrderRead } from './read-lab-order.ts';
import { readMessage } from './read-message.ts';

function orderIn(lines: readonly string[]): LabOrderRead {
  const read = readMessage(hl7(lines));
  assert.ok(read.kind === 'message');
  return readLabOrder(read.message);
}

describe('an order for a laboratory', () => {
  it('says what is asked for, by whom and how urgently', () => {
    const read = orderIn([
      ...[msh({ type: 'OML^O21^OML_O21' }), pid, 'PV1|1|O|||||||||||||||||V-1'],
      ...[
        'ORC|NW|P-1||||||||||||1^Osei',
        'TQ1|1||||||202611240800||S',
        'OBR|1|P-1||24323-8^CMP^LN||||||||||||77^Osei^Nana',
      ],
      ...['NTE|1||Fasting.', 'OBX|1|ST|Q1^Pregnant?^L||no'],
      ...[
        'ORC|CA|P-2|F-2||CA||^^^^^R||20261123',
        'OBR|2|||718-7^Hemoglobin^LN',
        `OBR|3|P-3||4544-3^Hematocrit^LN${'|'.repeat(23)}^^^^^A`,
      ],
    ]);
    assert.ok(read.kind === 'read');
    const { orders, visit } = read.order;
    assert.deepEqual(visit, { number: 'V-1', patientClass: 'O' });
    assert.deepEqual(
      orders.map(({ control, status, placer, service, priority }) => [
        control,
        status,
        placer?.id,
        service?.id,
        priority,
      ]),
      [
        ['NW', null, 'P-1', '24323-8', 'S'],
        ['CA', 'CA', 'P-2', '718-7', 'R'],
        ['CA', 'CA', 'P-3', '4544-3', 'A'],
      ],
    );
    assert.equal(orders[0]?.wantedAt?.local, '2026-11-24T08:00');
    assert.equal(orders[1]?.orderedAt?.local, '2026-11-23');
    assert.deepEqual([orders[0].notes, orders[0].observations.length], [['Fasting.'], 1]);
  });

  it('may come without ORC, or without OBR', () => {
    const bare = orderIn([msh({ type: 'ORM^O01' }), pid, 'OBR|1|P-1||GLU']);
    assert.ok(bare.kind === 'read');
    assert.deepEqual(
      bare.order.orders.map(({ control, service }) => [control, service?.id]),
      [[null, 'GLU']],
    );
    const other = orderIn([msh({ type: 'ORM^O01' }), pid, 'ORC|DC|P-1', 'RXO|1']);
    assert.ok(other.kind === 'read');
    assert.deepEqual(
      other.order.orders.map(({ control, service }) => [control, service]),
      [['DC', null]],
    );
  });

  it('is refused where there is none, or no one patient', () => {
    const cases: [string, string[]][] = [
      ['missing', [msh({ type: 'ORM^O01' }), pid]],
      ['other-type', [msh(), pid]],
      ['bad-count', [msh({ type: 'ORM^O01' }), pid, 'ORC|NW|1', pid, 'ORC|NW|2']],
    ];
    for (const [code, lines] of cases) {
      const read = orderIn(lines);
      assert.equal(read.kind === 'refused' && read.problem.code, code);
    }
  });
});
