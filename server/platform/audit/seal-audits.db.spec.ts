import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Knex } from 'knex';
import { givenOrganization } from '../../staff/given-organization.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { recordAudit } from './record-audit.ts';
import { sealAudits } from './seal-audits.ts';
import { listChains, verifyAudits } from './verify-audits.ts';

describe('audit seals', () => {
  let t: TestDatabase;
  const folder = mkdtempSync(join(tmpdir(), 'daysheet-audit-'));
  const headsFile = join(folder, 'audit-heads.jsonl');
  before(async () => {
    t = await testDatabase();
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await t.close();
  });

  async function givenEntries(organizationId: string, count: number): Promise<void> {
    const scope = { kind: 'system', organizationId, reason: 'test' } as const;
    await t.database.inTransaction(scope, (ctx) => {
      for (let at = 0; at < count; at += 1) {
        const detail = { reason: 'patient-asked', at, nested: { b: [1, null], a: 'é' } };
        recordAudit(ctx, { act: 'appointment.cancel', clinicId: null, entityId: null, detail });
      }
      return Promise.resolve();
    });
  }
  async function sealed(count = 6): Promise<string> {
    const { organizationId } = await givenOrganization(t);
    await givenEntries(organizationId, count);
    assert.equal(await sealAudits(t.database, organizationId, { headsFile }), count);
    return organizationId;
  }
  /** As somebody who got past every wall and every constraint. */
  function tamper(act: (db: Knex.Transaction) => Promise<unknown>): Promise<void> {
    return t.owner.transaction(async (db) => {
      await db.raw('set local session_replication_role = replica');
      await act(db);
    });
  }
  async function faultOf(organizationId: string, heads?: string) {
    return (await verifyAudits(t.database, organizationId, heads)).fault;
  }
  async function entryOf(organizationId: string, seq: number): Promise<string> {
    const seal = await t
      .owner('audit_seal')
      .where({ organization_id: organizationId, seq })
      .first<{ entry_id: string }>('entry_id');
    return seal.entry_id;
  }

  it('chain every entry once, batch after batch', async () => {
    const { organizationId } = await givenOrganization(t);
    await givenEntries(organizationId, 2500);
    assert.equal(await sealAudits(t.database, organizationId, { headsFile }), 2500);
    assert.equal(await sealAudits(t.database, organizationId, { headsFile }), 0);
    await givenEntries(organizationId, 3);
    assert.equal(await sealAudits(t.database, organizationId, { headsFile }), 3);
    assert.deepEqual(await verifyAudits(t.database, organizationId, headsFile), {
      organizationId,
      sealed: 2503,
      fault: null,
    });
  });

  it('are made by one server when several try', async () => {
    const { organizationId } = await givenOrganization(t);
    await givenEntries(organizationId, 50);
    const counts = await Promise.all(
      Array.from({ length: 4 }, () => sealAudits(t.database, organizationId)),
    );
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      50,
    );
    assert.equal(await faultOf(organizationId), null);
  });

  it('take in an entry that was committed late, behind what is sealed', async () => {
    const organizationId = await sealed();
    const now = t.clock.now;
    t.clock.advance({ minutes: -5 });
    await givenEntries(organizationId, 1);
    t.clock.advance({ hours: -2 });
    await givenEntries(organizationId, 1);
    t.clock.set(now);
    assert.equal(await sealAudits(t.database, organizationId), 1);
    assert.equal(await sealAudits(t.database, organizationId, { everything: true }), 1);
    assert.equal(await faultOf(organizationId, headsFile), null);
  });

  it('leave the head of each batch outside the database', async () => {
    const organizationId = await sealed();
    const heads = readFileSync(headsFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { organizationId: string; seq: number })
      .filter((head) => head.organizationId === organizationId);
    assert.deepEqual(
      heads.map((head) => head.seq),
      [6],
    );
  });

  it('show a changed entry', async () => {
    const organizationId = await sealed();
    const id = await entryOf(organizationId, 3);
    await tamper((db) => db('audit_entry').where({ id }).update({ act: 'appointment.read' }));
    assert.deepEqual(await faultOf(organizationId), { seq: 3, kind: 'entry-changed' });
  });

  it('show a removed entry, with and without its seal', async () => {
    const organizationId = await sealed();
    const id = await entryOf(organizationId, 4);
    await tamper((db) => db('audit_entry').where({ id }).delete());
    assert.deepEqual(await faultOf(organizationId), { seq: 4, kind: 'entry-missing' });
    await tamper((db) => db('audit_seal').where({ entry_id: id }).delete());
    assert.deepEqual(await faultOf(organizationId), { seq: 4, kind: 'seal-missing' });
  });

  it('show two entries that changed places', async () => {
    const organizationId = await sealed();
    const [two, five] = [await entryOf(organizationId, 2), await entryOf(organizationId, 5)];
    await tamper(async (db) => {
      const seals = () => db('audit_seal').where({ organization_id: organizationId });
      await seals().where({ seq: 2 }).update({ entry_id: '00000000-0000-7000-8000-000000000000' });
      await seals().where({ seq: 5 }).update({ entry_id: two });
      await seals().where({ seq: 2 }).update({ entry_id: five });
    });
    assert.deepEqual(await faultOf(organizationId), { seq: 2, kind: 'entry-changed' });
  });

  it('show a tail that was cut off, by the head outside the database', async () => {
    const organizationId = await sealed();
    await tamper(async (db) => {
      const ids = [await entryOf(organizationId, 5), await entryOf(organizationId, 6)];
      await db('audit_seal').whereIn('entry_id', ids).delete();
      await db('audit_entry').whereIn('id', ids).delete();
    });
    assert.equal(await faultOf(organizationId), null);
    assert.deepEqual(await faultOf(organizationId, headsFile), { seq: 5, kind: 'tail-missing' });
  });

  it('show a chain that was removed with its organization, by the head outside the database', async () => {
    const organizationId = await sealed();
    await tamper(async (db) => {
      for (const table of ['audit_seal', 'audit_entry', 'organization'])
        await db(table).where({ organization_id: organizationId }).delete();
    });
    assert.ok((await listChains(t.database, headsFile)).includes(organizationId));
    assert.deepEqual(await faultOf(organizationId, headsFile), { seq: 1, kind: 'tail-missing' });
  });

  it('show a chain that was rebuilt over a changed entry, by the head outside the database', async () => {
    const organizationId = await sealed();
    const id = await entryOf(organizationId, 1);
    await tamper(async (db) => {
      await db('audit_entry').where({ id }).update({ act: 'nothing.happened' });
      await db('audit_seal').where({ organization_id: organizationId }).delete();
    });
    await sealAudits(t.database, organizationId);
    assert.equal(await faultOf(organizationId), null);
    assert.deepEqual(await faultOf(organizationId, headsFile), { seq: 6, kind: 'head-differs' });
  });
});
