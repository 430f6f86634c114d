// What was acknowledged is applied once, in order, or put aside with a reason.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { labReport } from '../../interop/hl7/given-hl7.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { until } from '../test-until.ts';
import { applyOnce } from './apply-messages.ts';
import {
  givenLaboratory,
  givenListener,
  hl7MessagesOf,
  type GivenLaboratory,
} from './given-hl7-inbox.ts';
import { MessageRefused, type Hl7Applier } from './hl7-applier.ts';
import { answersTo } from './given-hl7-inbox.ts';
import { framed } from '../mllp/frame-reader.ts';
import { takeMessages } from './take-messages.ts';

const log = pino({ level: 'silent' });
const kind = 'ORU^R01';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

/** Kept as if they had come by the port. */
async function givenTaken(sender: string, ...controlIds: string[]): Promise<void> {
  const take = takeMessages({ database: t.database, takes: () => true, unknown: () => undefined });
  await take(
    controlIds.map((controlId) => ({ bytes: labReport({ sender, controlId }), isTooLarge: false })),
  );
}

function apply({ organizationId }: GivenLaboratory, applier: Hl7Applier): Promise<number> {
  return applyOnce({ database: t.database, appliers: { [kind]: applier }, log }, organizationId);
}

async function statesOf({
  row,
}: GivenLaboratory): Promise<[string | null, string, string | null][]> {
  return (await hl7MessagesOf(t, row)).map((each) => [
    each.control_id,
    each.state,
    each.problem_code,
  ]);
}

/** Writes something that a roll-back takes away again. */
const mark: Hl7Applier = async (ctx, { row }) => {
  await ctx
    .db('clinic')
    .where({ id: row.clinic_id })
    .update({ name: `after ${row.control_id}` });
};

async function nameOf({ clinicId }: GivenLaboratory): Promise<string> {
  return (await t.owner('clinic').where({ id: clinicId }).pluck<string[]>('name'))[0] ?? '';
}

describe('a message that was acknowledged', () => {
  it('is applied once, in the order in which it came', async () => {
    const laboratory = await givenLaboratory(t);
    await givenTaken(laboratory.sender, '1', '2', '3');
    const seen: (string | null)[] = [];
    const applied = await apply(laboratory, (ctx, { row, message }) => {
      assert.equal(ctx.scope.kind, 'system');
      assert.equal(message.segments[0].id, 'MSH');
      seen.push(row.control_id);
      return Promise.resolve();
    });
    assert.deepEqual([applied, seen], [3, ['1', '2', '3']]);
    assert.equal(await apply(laboratory, () => Promise.reject(new Error('again'))), 0);
    assert.deepEqual(await statesOf(laboratory), [
      ['1', 'applied', null],
      ['2', 'applied', null],
      ['3', 'applied', null],
    ]);
    const details = await t
      .owner('audit_entry')
      .where({ organization_id: laboratory.organizationId, act: 'interface.apply-message' })
      .pluck<object[]>('detail');
    assert.deepEqual(details, Array(3).fill({ state: 'applied', problem: null }));
  });

  it('that cannot count is put aside with its reason, and holds up nobody', async () => {
    const laboratory = await givenLaboratory(t);
    await givenTaken(laboratory.sender, '1', '2');
    await apply(laboratory, async (ctx, taken) => {
      await mark(ctx, taken);
      if (taken.row.control_id === '1')
        throw new MessageRefused({
          place: 2,
          code: 'unknown-patient',
          reason: 'PID-3 names nobody',
        });
    });
    assert.deepEqual(await statesOf(laboratory), [
      ['1', 'quarantined', 'unknown-patient'],
      ['2', 'applied', null],
    ]);
    assert.equal(await nameOf(laboratory), 'after 2');
  });

  it('that meets a fault of ours is tried again later, three times, and undone each time', async () => {
    const laboratory = await givenLaboratory(t);
    await givenTaken(laboratory.sender, '1', '2');
    const before = await nameOf(laboratory);
    let tries = 0;
    const faulty: Hl7Applier = async (ctx, taken) => {
      if (taken.row.control_id === '2') return;
      tries += 1;
      await mark(ctx, taken);
      throw new Error('a bug');
    };
    assert.equal(await apply(laboratory, faulty), 2);
    assert.deepEqual(await statesOf(laboratory), [
      ['1', 'taken', null],
      ['2', 'applied', null],
    ]);
    assert.equal(await apply(laboratory, faulty), 0);
    for (const seconds of [10, 60]) {
      t.clock.advance({ seconds });
      await apply(laboratory, faulty);
    }
    assert.equal(tries, 3);
    assert.deepEqual(await statesOf(laboratory), [
      ['1', 'quarantined', 'unexpected'],
      ['2', 'applied', null],
    ]);
    assert.equal(await nameOf(laboratory), before);
  });

  it('waits for as long as it takes where the database is away', async () => {
    const laboratory = await givenLaboratory(t);
    await givenTaken(laboratory.sender, '1');
    const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    await assert.rejects(apply(laboratory, () => Promise.reject(away)));
    assert.deepEqual(
      (await hl7MessagesOf(t, laboratory.row)).map(({ state, tries }) => [state, tries]),
      [['taken', 0]],
    );
  });

  it('is applied by one server at a time, and still in order', async () => {
    const laboratory = await givenLaboratory(t);
    await givenTaken(laboratory.sender, ...Array.from({ length: 30 }, (_, at) => String(at)));
    const seen: (string | null)[] = [];
    const slow: Hl7Applier = async (ctx, { row }) => {
      await ctx.db.raw('select pg_sleep(0.002)');
      seen.push(row.control_id);
    };
    const counts = await Promise.all([
      apply(laboratory, slow),
      apply(laboratory, slow),
      apply(laboratory, slow),
    ]);
    assert.equal(
      counts.reduce((sum, each) => sum + each, 0),
      30,
    );
    assert.deepEqual(
      seen,
      Array.from({ length: 30 }, (_, at) => String(at)),
    );
  });

  it('is applied at once', async () => {
    const laboratory = await givenLaboratory(t);
    const running = await givenListener(t, { [kind]: mark });
    const sent = framed(labReport({ sender: laboratory.sender, controlId: '7' }));
    assert.deepEqual(await answersTo(running.port, sent), [['AA', '7']]);
    await until('it is applied', async () => (await nameOf(laboratory)) === 'after 7');
    await running.stop();
  });
});
