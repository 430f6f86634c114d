// What is answered to a laboratory, and what is kept by then.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { hl7, labReport, labReportLines, msh, pid } from '../../interop/hl7/given-hl7.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { framed } from '../mllp/frame-reader.ts';
import type { Hl7MessageRow } from './hl7-message-row.ts';
import {
  answersTo,
  givenHl7Interface,
  givenLaboratory,
  givenListener,
  hl7MessagesOf,
} from './given-hl7-inbox.ts';
import type { RunningMllp } from './start-mllp.ts';

let t: TestDatabase;
let running: RunningMllp;
before(async () => {
  t = await testDatabase();
  running = await givenListener(t, { 'ORU^R01': () => Promise.resolve() });
});
after(async () => {
  await running.stop();
  await t.close();
});

function answers(...messages: Uint8Array[]): Promise<[string, string][]> {
  return answersTo(running.port, Buffer.concat(messages.map((each) => framed(each))));
}

describe('a message of a laboratory', () => {
  it('is kept whole before it is acknowledged', async () => {
    const { row, sender, clinicId, organizationId } = await givenLaboratory(t);
    const bytes = labReport({ sender, controlId: 'A-1' });
    assert.deepEqual(await answers(bytes), [['AA', 'A-1']]);
    const [kept, ...others] = await t
      .owner('hl7_message')
      .where({ interface_id: row.id })
      .select<(Hl7MessageRow & { content: Buffer })[]>('*');
    assert.equal(others.length, 0);
    assert.deepEqual(
      [kept?.control_id, kept?.type, kept?.answer, kept?.clinic_id, kept?.received_at],
      ['A-1', 'ORU^R01', 'accepted', clinicId, t.clock.now],
    );
    assert.deepEqual(kept?.content, bytes);
    const details = await t
      .owner('audit_entry')
      .where({ organization_id: organizationId, act: 'interface.take-messages' })
      .where({ entity_id: row.id })
      .pluck<object[]>('detail');
    assert.deepEqual(details, [{ taken: 1, quarantined: 0 }]);
    const changes = await t
      .owner('change_log')
      .where({ organization_id: organizationId, entity_id: row.id })
      .select<{ payload: unknown; feed: string }[]>('payload', 'feed');
    assert.ok(
      changes.every(({ payload, feed }) => payload === null && feed === 'interfaces:organization'),
    );
    assert.ok(changes.length > 0);
  });

  it('counts once however often it comes, at once or later', async () => {
    const { row, sender } = await givenLaboratory(t);
    const bytes = labReport({ sender, controlId: 'B-1' });
    assert.deepEqual(await answers(bytes, bytes), [
      ['AA', 'B-1'],
      ['AA', 'B-1'],
    ]);
    assert.deepEqual(await answers(bytes), [['AA', 'B-1']]);
    assert.deepEqual(
      (await hl7MessagesOf(t, row)).map(({ copies, state }) => [copies, state === 'quarantined']),
      [[3, false]],
    );
  });

  it('with the number of another is put aside, and its copies too', async () => {
    const { row, sender } = await givenLaboratory(t);
    const first = labReport({ sender, controlId: 'C-1' });
    const other = labReport({ sender, controlId: 'C-1', placer: 'OTHER' });
    assert.deepEqual(await answers(first, other), [
      ['AA', 'C-1'],
      ['AE', 'C-1'],
    ]);
    assert.deepEqual(await answers(other, first), [
      ['AE', 'C-1'],
      ['AA', 'C-1'],
    ]);
    const rows = await hl7MessagesOf(t, row);
    assert.deepEqual(
      rows.map(({ answer, copies, problem_code }) => [answer, copies, problem_code]),
      [
        ['accepted', 2, null],
        ['error', 2, 'bad-value'],
      ],
    );
  });

  it('that cannot be read, or is of another type, is kept aside and told so; mended, it is taken', async () => {
    const { row, sender } = await givenLaboratory(t);
    const broken = hl7([msh({ sender, controlId: 'D-1' }), pid, 'Quill: see above']);
    const noNumber = hl7([msh({ sender, controlId: '' }), pid]);
    const other = hl7([msh({ sender, controlId: 'D-2', type: 'ADT^A08' }), pid]);
    assert.deepEqual(await answers(broken, noNumber, other, broken), [
      ...[
        ['AE', 'D-1'],
        ['AE', ''],
        ['AR', 'D-2'],
        ['AE', 'D-1'],
      ],
    ]);
    assert.deepEqual(await answers(labReport({ sender, controlId: 'D-1' })), [['AA', 'D-1']]);
    const rows = await hl7MessagesOf(t, row);
    assert.deepEqual(
      rows.map(({ answer, control_id, problem_code }) => [answer, control_id, problem_code]),
      [
        ['error', 'D-1', 'no-segment-name'],
        ['error', null, 'missing'],
        ['rejected', 'D-2', 'other-type'],
        ['accepted', 'D-1', null],
      ],
    );
    assert.doesNotMatch(JSON.stringify(rows.map(({ problems }) => problems)), /Quill/);
    assert.deepEqual(rows[0]?.problems, [
      { place: 3, code: 'no-segment-name', reason: 'has no name of a segment' },
    ]);
  });

  it('of test is kept apart from production, both ways', async () => {
    const real = await givenLaboratory(t);
    const test = await givenLaboratory(t, { is_test: true });
    const of = (sender: string, processing: string): Buffer =>
      labReport({ sender, processing, controlId: processing });
    assert.deepEqual(
      await answers(of(real.sender, 'T'), of(real.sender, 'D'), of(real.sender, 'P')),
      [
        ['AR', 'T'],
        ['AR', 'D'],
        ['AA', 'P'],
      ],
    );
    assert.deepEqual(await answers(of(test.sender, 'P'), of(test.sender, 'T')), [
      ['AR', 'P'],
      ['AA', 'T'],
    ]);
    assert.deepEqual(
      (await hl7MessagesOf(t, test.row)).map(({ state }) => state === 'quarantined'),
      [true, false],
    );
  });

  it('of nobody whom we know is refused, counted, and kept nowhere', async () => {
    const before = running.health().unknownSenders;
    const off = await givenLaboratory(t, { enabled: false });
    const { sender } = await givenLaboratory(t);
    const rows = await t.owner('hl7_message').count();
    assert.deepEqual(
      await answers(
        labReport({ sender: 'NOBODY', controlId: '1' }),
        labReport({ sender, facility: 'ELSEWHERE', controlId: '2' }),
        labReport({ sender: off.sender, controlId: '3' }),
        Buffer.from('no message at all'),
      ),
      [
        ['AR', '1'],
        ['AR', '2'],
        ['AR', '3'],
        ['AE', ''],
      ],
    );
    assert.deepEqual(await t.owner('hl7_message').count(), rows);
    assert.equal(running.health().unknownSenders, before + 4);
  });

  it('is never guessed to be of one of two organizations', async () => {
    const one = await givenLaboratory(t, { their_application: 'SHARED', our_facility: 'NORTH' });
    const other = await givenLaboratory(t, { their_application: 'SHARED', our_facility: 'SOUTH' });
    const to = (controlId: string, facility: string): Buffer =>
      Buffer.from(
        labReport({ sender: 'SHARED', controlId })
          .toString()
          .replace('|DAYSHEET|NORTH|', `|DAYSHEET|${facility}|`),
      );
    assert.deepEqual(await answers(to('1', 'NORTH'), to('2', 'SOUTH'), to('3', 'WEST')), [
      ['AA', '1'],
      ['AA', '2'],
      ['AR', '3'],
    ]);
    assert.deepEqual(
      (await hl7MessagesOf(t, one.row)).map(({ control_id }) => control_id),
      ['1'],
    );
    assert.deepEqual(
      (await hl7MessagesOf(t, other.row)).map(({ control_id }) => control_id),
      ['2'],
    );
    // A third that takes whatever comes makes none of them certain.
    await givenLaboratory(t, { their_application: 'SHARED2', our_facility: null });
    await givenLaboratory(t, { their_application: 'SHARED2', our_facility: 'NORTH' });
    assert.deepEqual(await answers(labReport({ sender: 'SHARED2', controlId: '4' })), [
      ['AR', '4'],
    ]);
  });

  it('goes to that interface of an organization which names us most exactly', async () => {
    const { organizationId, clinicId, row, sender } = await givenLaboratory(t);
    const exact = await givenHl7Interface(t, organizationId, {
      ...{
        clinic_id: clinicId,
        their_application: sender,
        our_facility: 'NORTH',
        folder: 'hl7-north',
      },
    });
    assert.deepEqual(await answers(labReport({ sender, controlId: '1' })), [['AA', '1']]);
    assert.equal((await hl7MessagesOf(t, exact)).length, 1);
    assert.equal((await hl7MessagesOf(t, row)).length, 0);
  });

  it('is answered in the mode that it asks for', async () => {
    const { sender } = await givenLaboratory(t);
    const of = (controlId: string, acks: string): Buffer =>
      hl7(labReportLines({ sender, controlId, acks }));
    assert.deepEqual(await answers(of('1', 'AL|NE'), of('2', 'NE|NE'), of('3', 'NE|AL')), [
      ['CA', '1'],
      ['AA', '3'],
    ]);
  });

  it('waits, unanswered, where the database cannot keep it', async () => {
    const { row, sender } = await givenLaboratory(t);
    await t.owner.raw('alter table hl7_message rename to hl7_message_away');
    try {
      assert.deepEqual(await answers(labReport({ sender, controlId: '1' })), []);
    } finally {
      await t.owner.raw('alter table hl7_message_away rename to hl7_message');
    }
    assert.deepEqual(await answers(labReport({ sender, controlId: '1' })), [['AA', '1']]);
    assert.equal((await hl7MessagesOf(t, row)).length, 1);
  });
});
