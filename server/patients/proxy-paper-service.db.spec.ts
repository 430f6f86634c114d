import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mostProxyPapers, type ProxyPaper } from '#contract/proxy-paper';
import { sweepBlobs } from '../platform/blob-store/due-blobs.ts';
import type { StoredBlob } from '../platform/blob-store/blob-store.ts';
import { newBlobKey } from '../platform/blob-store/blob-place.ts';
import { testBlobs, type TestBlobs } from '../platform/blob-store/test-blobs.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { givenOrganization, givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { givenPatient } from './given-patient.ts';
import { givenProxy, givenProxyPaper } from './given-proxy.ts';
import {
  attachProxyPaper,
  openProxyPaper,
  removeProxyPaper,
  takeForPaper,
} from './proxy-paper-service.ts';
import { listProxies } from './proxy-queries.ts';

const blobOf = (key: string): StoredBlob => ({
  key,
  sha256: 'a'.repeat(64),
  bytes: 500,
  mediaType: 'application/pdf',
});

describe('papers of who acts for a patient', () => {
  let t: TestDatabase;
  let blobs: TestBlobs;
  before(async () => {
    t = await testDatabase();
    blobs = await testBlobs();
  });
  after(() => t.close());

  async function givenDesk(held?: Parameters<typeof givenProxy>[2]) {
    const { organizationId, clinicIds, clinicId } = await givenOrganization(t);
    const ana = await givenStaff(t, { organizationId, clinicIds, family: 'Reyes', given: 'Ana' });
    const patientId = await givenPatient(t, { organizationId, birthOn: '2015-03-14' });
    const proxyId = await givenProxy(t, { organizationId, patientId }, held);
    return { organizationId, clinicIds, clinicId, patientId, proxyId, ana };
  }
  type Desk = Awaited<ReturnType<typeof givenDesk>>;

  const run = <T>({ scope }: GivenStaff, act: (ctx: Ctx) => Promise<T>): Promise<T> =>
    t.database.inTransaction(scope, act);
  const papersOf = async (desk: Desk): Promise<ProxyPaper[]> =>
    (await run(desk.ana, (ctx) => listProxies(ctx, desk))).flatMap(({ papers }) => papers);
  const attach =
    ({ clinicId, proxyId }: Pick<Desk, 'clinicId' | 'proxyId'>, key = newBlobKey()) =>
    (ctx: Ctx): Promise<ProxyPaper> =>
      attachProxyPaper(ctx, {
        clinicId,
        proxyId,
        kind: 'power-of-attorney',
        name: 'Díaz, Rosa.pdf',
        blob: blobOf(key),
      });
  const givenPaper = async (desk: Desk) => {
    const { clinicId, proxyId } = desk;
    const paper = await givenProxyPaper(t, { scope: desk.ana.scope, clinicId, proxyId });
    return { paper, ofPaper: { clinicId, proxyId, paperId: paper.id } };
  };

  async function changes(
    desk: Desk,
    type: string,
    act: (ctx: Ctx) => Promise<ProxyPaper>,
  ): Promise<ProxyPaper> {
    let fresh: ProxyPaper[] = [];
    const { answer, changes } = await expectChange({
      t,
      organizationId: desk.organizationId,
      snapshot: () => papersOf(desk),
      fold: () => fresh,
      action: async () => {
        const changed = await run(desk.ana, act);
        fresh = await papersOf(desk);
        return changed;
      },
      types: [type],
    });
    assert.deepEqual(
      changes.map(({ feed, payload }) => [feed, payload]),
      [['patients:organization', { patientId: desk.patientId }]],
    );
    return answer;
  }

  const refuses = (
    desk: Desk,
    refusal: string,
    act: (ctx: Ctx) => Promise<unknown>,
    staff = desk.ana,
  ): Promise<void> =>
    expectNoChange({
      t,
      organizationId: desk.organizationId,
      snapshot: () => papersOf(desk),
      action: () => run(staff, act),
      refusal,
    });

  it('are attached, listed with who and when, and told of without a name', async () => {
    const desk = await givenDesk();
    const paper = await changes(desk, 'patients.proxy-paper-attached', attach(desk));
    assert.deepEqual(paper, {
      id: paper.id,
      proxyId: desk.proxyId,
      kind: 'power-of-attorney',
      name: 'Díaz, Rosa.pdf',
      mediaType: 'application/pdf',
      bytes: 500,
      addedAt: t.clock.now,
      addedBy: 'Reyes, Ana',
      removed: null,
    });
    assert.deepEqual(await papersOf(desk), [paper]);
    const audited = await t
      .owner('audit_entry')
      .where({ act: 'proxy.paper-attached', entity_id: paper.id })
      .first<{ clinic_id: string; detail: Record<string, unknown> }>('clinic_id', 'detail');
    assert.equal(audited.clinic_id, desk.clinicId);
    assert.equal(audited.detail['patientId'], desk.patientId);
    assert.ok(!JSON.stringify(audited).includes('Rosa'));
  });

  it('are attached also to who may not be told today, as long as nobody ended it', async () => {
    const desk = await givenDesk({ starts_on: '2020-01-01', ends_on: '2020-12-31' });
    await changes(desk, 'patients.proxy-paper-attached', attach(desk));
  });

  it('are removed: who, when and why stays, the bytes go', async () => {
    const desk = await givenDesk();
    const { paper, ofPaper } = await givenPaper(desk);
    const { blobKey, patientId } = await run(desk.ana, (ctx) => openProxyPaper(ctx, ofPaper));
    assert.deepEqual(blobs.keysOf(desk.organizationId), [blobKey]);
    assert.equal(patientId, desk.patientId);
    t.clock.advance({ minutes: 1 });
    const removed = await changes(desk, 'patients.proxy-paper-removed', (ctx) =>
      removeProxyPaper(ctx, { ...ofPaper, reason: 'Of her sister' }),
    );
    assert.deepEqual(removed, {
      ...paper,
      removed: { at: t.clock.now, by: 'Reyes, Ana', reason: 'Of her sister' },
    });
    await refuses(desk, 'not-found', (ctx) => openProxyPaper(ctx, ofPaper));
    await refuses(desk, 'rule-broken already-removed', (ctx) =>
      removeProxyPaper(ctx, { ...ofPaper, reason: 'Twice' }),
    );
    const home = { database: t.database, blobs: blobs.store };
    assert.equal(await sweepBlobs(home, desk.organizationId), 1);
    assert.deepEqual(blobs.keysOf(desk.organizationId), []);
  });

  it('stay readable and can be removed, but none is attached, once it was ended', async () => {
    const desk = await givenDesk();
    const { ofPaper } = await givenPaper(desk);
    await t
      .owner('patient_proxy')
      .where({ id: desk.proxyId })
      .update({ revoked_at: t.clock.now, revoke_reason: 'Custody order' });
    await refuses(desk, 'rule-broken proxy-revoked', attach(desk));
    await refuses(desk, 'rule-broken proxy-revoked', (ctx) => takeForPaper(ctx, ofPaper));
    assert.equal((await run(desk.ana, (ctx) => openProxyPaper(ctx, ofPaper))).bytes, 500);
    await changes(desk, 'patients.proxy-paper-removed', (ctx) =>
      removeProxyPaper(ctx, { ...ofPaper, reason: 'Of her sister' }),
    );
  });

  it('are not attached to a retired chart, in words and by the database', async () => {
    const desk = await givenDesk();
    const { ofPaper } = await givenPaper(desk);
    const { organizationId, patientId } = desk;
    const row = await t.owner('proxy_paper').where({ id: ofPaper.paperId }).first<object>();
    await t.owner('retired_chart').insert({
      organization_id: organizationId,
      patient_id: patientId,
      survivor_id: await givenPatient(t, { organizationId }),
      reason: 'Registered twice',
      retired_at: t.clock.now,
    });
    await refuses(desk, 'rule-broken chart-retired', attach(desk));
    await assert.rejects(
      t.owner('proxy_paper').insert({ ...row, id: newId(), blob_key: newBlobKey() }),
      /nothing attaches to a retired chart/,
    );
    await changes(desk, 'patients.proxy-paper-removed', (ctx) =>
      removeProxyPaper(ctx, { ...ofPaper, reason: 'Of her sister' }),
    );
  });

  it('are kept by who keeps proxies, and there for nobody of another organization', async () => {
    const desk = await givenDesk();
    const { ofPaper } = await givenPaper(desk);
    const { organizationId, clinicIds, patientId } = desk;
    const biller = await givenStaff(t, { organizationId, clinicIds, role: 'biller' });
    const remove = (ctx: Ctx) => removeProxyPaper(ctx, { ...ofPaper, reason: 'Wrong' });
    for (const act of [attach(desk), remove]) await refuses(desk, 'not-allowed', act, biller);
    assert.equal((await run(biller, (ctx) => openProxyPaper(ctx, ofPaper))).bytes, 500);
    const elsewhere = await givenDesk();
    const inClinic = { clinicId: elsewhere.clinicId };
    for (const act of [
      attach({ ...desk, ...inClinic }),
      (ctx: Ctx) => openProxyPaper(ctx, { ...ofPaper, ...inClinic }),
      (ctx: Ctx) => removeProxyPaper(ctx, { ...ofPaper, ...inClinic, reason: 'Wrong' }),
    ])
      await refuses(desk, 'not-found', act, elsewhere.ana);
    const proxyId = await givenProxy(t, { organizationId, patientId });
    const ofOther = { ...ofPaper, proxyId };
    await refuses(desk, 'not-found', (ctx) => openProxyPaper(ctx, ofOther));
    await refuses(desk, 'not-found', (ctx) =>
      removeProxyPaper(ctx, { ...ofOther, reason: 'Wrong' }),
    );
  });

  it('are so many at most; those that were removed do not count', async () => {
    const desk = await givenDesk();
    const { ofPaper } = await givenPaper(desk);
    for (let n = 1; n < mostProxyPapers; n += 1) await run(desk.ana, attach(desk));
    await refuses(desk, 'rule-broken too-many-files', attach(desk));
    await run(desk.ana, (ctx) => removeProxyPaper(ctx, { ...ofPaper, reason: 'Wrong' }));
    await changes(desk, 'patients.proxy-paper-attached', attach(desk));
  });
});
