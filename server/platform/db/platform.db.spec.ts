import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import * as z from 'zod/mini';
import { recordAudit } from '../audit/record-audit.ts';
import { loggedChanges } from '../change-log/expect-change.ts';
import { recordChange } from '../change-log/record-change.ts';
import type { Ctx, Scope } from '../context.ts';
import { newId } from '../ids.ts';
import { changeRule, ruleInForce, type RuleDefinition } from '../rules/dated-rules.ts';
import { givenOrganization, givenStaff } from '../../staff/given-organization.ts';
import { connectOwner, type Connection } from './connect.ts';
import { recordVersion } from './record-version.ts';
import { migrate, rollBackAll } from './migrate.ts';
import { testCluster } from './test-cluster.ts';
import { testDatabase, testStart, type TestDatabase } from './test-database.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const system = (organizationId: string): Scope => ({
  kind: 'system',
  organizationId,
  reason: 'test',
});

/** Beyond any policy in code: what the connection itself can see. */
async function visible(scope: Scope, table: string): Promise<number> {
  return t.database.inTransaction(scope, async ({ db }) => {
    const row = await db(table).count<{ count: number }[]>('* as count').first();
    return row?.count ?? 0;
  });
}

function touch(ctx: Ctx, clinicId: string): void {
  const entityId = newId();
  recordChange(ctx, { type: 'calendar.touched', clinicId, entityId, version: 1, payload: null });
}

describe('migrations', () => {
  it('go up, all the way down, and up to the same schema again', async (test) => {
    const { owner } = await testCluster();
    const name = `migrations_${randomUUID().replaceAll('-', '')}`;
    const admin = connectOwner(owner);
    const connection = { ...owner, database: name };
    test.after(async () => {
      await admin.raw('drop database ?? with (force)', [name]);
      await admin.destroy();
    });
    await admin.raw('create database ??', [name]);

    const applied = await migrate(connection, undefined);
    const first = await describeSchema(connection);
    await rollBackAll(connection);
    const bottom = await describeSchema(connection);
    await migrate(connection, undefined);

    assert.ok(applied.length > 0);
    assert.ok(first.length > 0);
    assert.deepEqual(bottom, []);
    assert.deepEqual(await describeSchema(connection), first);
    assert.deepEqual(await migrate(connection, undefined), [], 'a second start has nothing to do');
  });
});

describe('the scope of a transaction', () => {
  it("hides another organization's rows and refuses to write them", async () => {
    const ours = await givenOrganization(t);
    const theirs = await givenOrganization(t, { clinics: [{}, {}] });
    const { scope } = await givenStaff(t, ours);
    assert.equal(await visible(scope, 'clinic'), 1);
    assert.equal(await visible(system(theirs.organizationId), 'clinic'), 2);
    await assert.rejects(
      t.database.inTransaction(scope, ({ db }) =>
        db('staff_member').insert({
          organization_id: theirs.organizationId,
          id: newId(),
          given: 'Eve',
          family: 'Elsewhere',
        }),
      ),
      { code: '42501' },
    );
    assert.equal(await visible(system(theirs.organizationId), 'staff_member'), 0);
  });

  it("hides the rows of clinics in which the person holds no grant, also in the organization's own", async () => {
    const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
    const [here = '', there = ''] = clinicIds;
    const { scope } = await givenStaff(t, { organizationId, clinicIds: [here] });
    await t.database.inTransaction(system(organizationId), async (ctx) => {
      await Promise.resolve();
      touch(ctx, here);
      touch(ctx, there);
    });
    assert.equal(await visible(scope, 'change_log'), 1);
    assert.equal(await visible(system(organizationId), 'change_log'), 2);
  });

  it('sees nothing while nobody is known', async () => {
    await givenOrganization(t);
    for (const table of ['organization', 'clinic', 'staff_member', 'patient', 'audit_entry'])
      assert.equal(await visible({ kind: 'lookup' }, table), 0, table);
  });

  it('leaves nothing behind on the connection: without a scope no row is visible', async () => {
    const { organizationId } = await givenOrganization(t);
    await visible(system(organizationId), 'clinic');
    const counts = await Promise.all(
      Array.from({ length: 12 }, () => t.database.pool('clinic').select('id')),
    );
    assert.deepEqual(counts.flat(), []);
  });
});

describe('the change log', () => {
  it('numbers a feed without a gap while twenty transactions write at once', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    const told: string[] = [];
    const stopListening = t.database.doorbell.onRing((rung) =>
      told.push(...rung.map(({ feed }) => feed)),
    );
    const writers = Array.from({ length: 20 }, (_, writer) =>
      t.database.inTransaction(system(organizationId), async (ctx) => {
        await ctx.db.raw('select 1');
        touch(ctx, clinicId);
        if (writer % 2 === 0) touch(ctx, clinicId);
        if (writer % 5 === 0) throw new Error('rolled back');
      }),
    );
    const ended = await Promise.allSettled(writers);
    stopListening();
    const committed = ended.filter(({ status }) => status === 'fulfilled').length;
    const seqs = (await loggedChanges(t, organizationId)).map(({ seq }) => seq);
    assert.equal(committed, 16);
    assert.deepEqual(
      seqs,
      Array.from({ length: 24 }, (_, at) => at + 1),
    );
    assert.equal(told.length, committed, 'one ring for each commit, none for a roll-back');
  });

  it('keeps no row, change or audit entry of a transaction that was rolled back', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    await assert.rejects(
      t.database.inTransaction(system(organizationId), async (ctx) => {
        await ctx
          .db('staff_member')
          .insert({ organization_id: organizationId, id: newId(), given: 'A', family: 'B' });
        touch(ctx, clinicId);
        recordAudit(ctx, { act: 'staff.add', clinicId, entityId: newId() });
        throw new Error('changed their mind');
      }),
      { message: 'changed their mind' },
    );
    for (const table of ['staff_member', 'change_log', 'feed_head', 'audit_entry'])
      assert.equal(await visible(system(organizationId), table), 0, table);
  });

  it('writes the change, its audit entry and the row together', async () => {
    const { organizationId, clinicId } = await givenOrganization(t);
    const { scope, staffId } = await givenStaff(t, { organizationId, clinicIds: [clinicId] });
    const [commandId, entityId] = [newId(), newId()];
    const change = { type: 'calendar.touched', clinicId, entityId, version: 3 };
    await t.database.inTransaction(
      scope,
      async (ctx) => {
        await Promise.resolve();
        recordChange(ctx, { ...change, payload: { a: 1 } });
        recordAudit(ctx, { act: 'appointment.touch', clinicId, entityId, detail: { why: 'test' } });
      },
      { commandId },
    );
    const [logged] = await loggedChanges(t, organizationId);
    const entries = await t
      .owner('audit_entry')
      .where({ organization_id: organizationId })
      .select('act', 'kind', 'actor_kind', 'actor_id', 'entity_id', 'detail', 'at');
    assert.deepEqual(
      { ...logged },
      {
        ...logged,
        feed: `calendar:${clinicId}`,
        seq: 1,
        type: 'calendar.touched',
        entity_id: entityId,
        version: 3,
        payload: { a: 1 },
        clinic_id: clinicId,
        actor_id: staffId,
        command_id: commandId,
      },
    );
    assert.deepEqual(entries, [
      {
        act: 'appointment.touch',
        kind: 'act',
        actor_kind: 'staff',
        actor_id: staffId,
        entity_id: entityId,
        detail: { why: 'test' },
        at: testStart,
      },
    ]);
  });
});

describe('dated rules', () => {
  const notice: RuleDefinition<{ minutes: number }> = {
    name: 'calendar.test-notice',
    schema: z.object({ minutes: z.number() }),
    standard: { minutes: 1440 },
  };

  it('give the standard value until a clinic sets its own, and keep what was in force', async () => {
    const { organizationId, clinicId, clinicIds } = await givenOrganization(t, {
      clinics: [{}, {}],
    });
    const inSystem = <T>(fn: (ctx: Ctx) => Promise<T>): Promise<T> =>
      t.database.inTransaction(system(organizationId), fn);
    const change = (minutes: number, expectedVersion: number): Promise<boolean> =>
      inSystem((ctx) =>
        changeRule(ctx, {
          clinicId,
          rule: notice,
          value: { minutes },
          expectedVersion,
          source: 'the clinic',
        }),
      );
    assert.deepEqual(await inSystem((ctx) => ruleInForce(ctx, clinicId, notice)), {
      value: { minutes: 1440 },
      version: 0,
    });
    assert.equal(await change(720, 0), true);
    t.clock.advance({ hours: 1 });
    assert.equal(await change(360, 1), true);
    assert.equal(await change(60, 1), false, 'somebody else changed it first');
    assert.equal(await change(60, 0), false);
    assert.deepEqual(await inSystem((ctx) => ruleInForce(ctx, clinicId, notice)), {
      value: { minutes: 360 },
      version: 2,
    });
    assert.deepEqual(await inSystem((ctx) => ruleInForce(ctx, clinicIds[1] ?? '', notice)), {
      value: { minutes: 1440 },
      version: 0,
    });
    const kept = await t
      .owner('dated_rule')
      .where({ organization_id: organizationId })
      .orderBy('version')
      .select('version', 'value', 'effective_from', 'effective_to');
    assert.deepEqual(kept, [
      {
        version: 1,
        value: { minutes: 720 },
        effective_from: testStart,
        effective_to: t.clock.now,
      },
      { version: 2, value: { minutes: 360 }, effective_from: t.clock.now, effective_to: null },
    ]);
  });
});

describe('versions', () => {
  it('stay in order when a transaction that began earlier gets the row later', async () => {
    const { organizationId } = await givenOrganization(t);
    const row = { organization_id: organizationId, id: newId() };
    const keep = (version: number): Promise<void> =>
      t.database.inTransaction(system(organizationId), (ctx) =>
        recordVersion(ctx, 'staff_member', 'test', { ...row, version }),
      );
    t.clock.set('2026-11-23T15:00:02.000Z');
    await keep(1);
    t.clock.set('2026-11-23T15:00:01.000Z');
    await keep(2);
    t.clock.set('2026-11-23T15:00:03.000Z');
    await keep(3);
    t.clock.set(testStart);
    const kept = await t
      .owner('staff_member_version')
      .where(row)
      .orderBy('version')
      .select<{ valid_from: string; valid_to: string | null }[]>('valid_from', 'valid_to');
    const [second, third] = ['2026-11-23T15:00:02.000Z', '2026-11-23T15:00:03.000Z'];
    assert.deepEqual(kept, [
      { valid_from: second, valid_to: second },
      { valid_from: second, valid_to: third },
      { valid_from: third, valid_to: null },
    ]);
  });
});

/** Tables with their columns, constraints, indexes, policies and functions, as text to compare. */
async function describeSchema(connection: Connection): Promise<string[]> {
  const knex = connectOwner(connection);
  try {
    const { rows } = await knex.raw<{ rows: { line: string }[] }>(
      `with ours as (
         select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname !~ '^schema_migration'
       )
       select 'column ' || o.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
         || case when a.attnotnull then ' not null' else '' end as line
       from ours o join pg_attribute a on a.attrelid = o.oid where a.attnum > 0 and not a.attisdropped
       union all
       select 'constraint ' || o.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
       from ours o join pg_constraint k on k.conrelid = o.oid
       union all
       select 'index ' || pg_get_indexdef(i.indexrelid) from ours o join pg_index i on i.indrelid = o.oid
       union all
       select 'policy ' || o.relname || ' ' || p.polname || ' ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '')
       from ours o join pg_policy p on p.polrelid = o.oid
       union all
       select 'function ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'public' and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       order by 1`,
    );
    return rows.map(({ line }) => line);
  } finally {
    await knex.destroy();
  }
}
