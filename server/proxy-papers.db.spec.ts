// Papers of proxies over HTTP: how their bytes go in and come out, and that what is refused leaves nothing.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { attachProxyPaper, getProxyPaper, type ProxyPaper } from '#contract/proxy-paper';
import { givenApp, type GivenApp } from './given-app.ts';
import { countRows } from './given-two-clinics.ts';
import { givenPatient } from './patients/given-patient.ts';
import { givenProxy } from './patients/given-proxy.ts';
import type { BlobStore } from './platform/blob-store/blob-store.ts';
import { aPdf } from './platform/blob-store/given-content.ts';
import { testBlobBytes, testBlobs, type TestBlobs } from './platform/blob-store/test-blobs.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import type { TestCall } from './platform/http/test-http.ts';
import { givenOrganization, givenStaff } from './staff/given-organization.ts';

describe('papers of proxies over HTTP', () => {
  let t: TestDatabase;
  let blobs: TestBlobs;
  let app: GivenApp;
  /** What happens between the two transactions of an upload. */
  let afterPut = (): Promise<unknown> => Promise.resolve();
  before(async () => {
    t = await testDatabase();
    blobs = await testBlobs();
    const put: BlobStore['put'] = async (...file) => {
      const kept = await blobs.store.put(...file);
      await afterPut();
      return kept;
    };
    app = await givenApp(t, { blobs: { ...blobs.store, put } });
  });
  after(async () => {
    await app.stop();
    await t.close();
  });

  async function givenDesk() {
    const { organizationId, clinicIds, clinicId } = await givenOrganization(t);
    const ana = await givenStaff(t, { organizationId, clinicIds });
    const patientId = await givenPatient(t, { organizationId });
    const proxyId = await givenProxy(t, { organizationId, patientId });
    const console = await app.signedIn(ana);
    return { organizationId, clinicId, patientId, proxyId, ana, console };
  }
  type Desk = Awaited<ReturnType<typeof givenDesk>>;
  const attach = ({ console, clinicId, proxyId }: Desk, over: TestCall = {}) =>
    console.call(attachProxyPaper, {
      params: { proxyId },
      query: { clinicId },
      headers: { 'X-Daysheet-File-Name': 'order.pdf', 'X-Daysheet-Paper-Kind': 'court-order' },
      file: aPdf(500),
      ...over,
    });
  const download = ({ console, clinicId, proxyId }: Desk, { id }: ProxyPaper) => {
    const path = getProxyPaper.path.replace(':proxyId', proxyId).replace(':paperId', id);
    return fetch(`${app.url}${path}?clinicId=${clinicId}`, { headers: { cookie: console.cookie } });
  };

  it('come back as they went in; one read entry names the paper and the patient', async () => {
    const desk = await givenDesk();
    const { organizationId, clinicId, patientId, proxyId, ana } = desk;
    const { status, body } = await attach(desk);
    assert.deepEqual([status, body.kind, body.bytes], [200, 'court-order', 500]);
    const answer = await download(desk, body);
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(aPdf(500)));
    assert.equal(
      answer.headers.get('content-disposition'),
      "attachment; filename*=UTF-8''order.pdf",
    );
    const entries = await t
      .owner('audit_entry')
      .where({ organization_id: organizationId, act: 'getProxyPaper' })
      .select<object[]>('kind', 'actor_id', 'clinic_id', 'entity_id', 'detail');
    assert.deepEqual(entries, [
      {
        kind: 'export',
        actor_id: ana.staffId,
        clinic_id: clinicId,
        entity_id: patientId,
        detail: { params: { proxyId, paperId: body.id }, patients: [patientId] },
      },
    ]);
  });

  it('are not there for another organization, which is told nothing of them', async () => {
    const desk = await givenDesk();
    const { body } = await attach(desk);
    const stranger = await givenDesk();
    const answer = await download({ ...stranger, proxyId: desk.proxyId }, body);
    const text = await answer.text();
    assert.equal(answer.status, 404);
    assert.ok(!text.includes('order'), text);
  });

  it('of a kind that is not accepted, empty, too large, or of no kind leave nothing', async () => {
    const desk = await givenDesk();
    const before = await countRows(t);
    for (const [call, status] of [
      [{ file: Buffer.from('PK\x03\x04 an archive') }, 400],
      [{ file: Buffer.alloc(0) }, 400],
      [{ file: aPdf(testBlobBytes + 1) }, 413],
      [{ headers: { 'X-Daysheet-File-Name': 'order.pdf' } }, 400],
      [{ headers: { 'X-Daysheet-File-Name': '../a.pdf', 'X-Daysheet-Paper-Kind': 'other' } }, 400],
    ] as [TestCall, number][]) {
      const refused = await attach(desk, call);
      assert.deepEqual([refused.status, refused.problem.code], [status, 'invalid-input']);
    }
    assert.deepEqual(await countRows(t), before);
    assert.deepEqual(blobs.keysOf(desk.organizationId), []);
  });

  it('whose proxy was ended while they were on their way leave no byte and no row', async (test) => {
    const desk = await givenDesk();
    const { organizationId, proxyId } = desk;
    const before = await countRows(t);
    test.after(() => (afterPut = () => Promise.resolve()));
    afterPut = async () => {
      assert.equal(blobs.keysOf(organizationId).length, 1);
      const revoked = { revoked_at: t.clock.now, revoke_reason: 'Custody order' };
      await t.owner('patient_proxy').where({ id: proxyId }).update(revoked);
    };
    const refused = await attach(desk);
    assert.deepEqual([refused.status, refused.problem.rule], [422, 'proxy-revoked']);
    assert.deepEqual(await countRows(t), before);
    assert.deepEqual(blobs.keysOf(organizationId), []);
    assert.deepEqual(await t.owner('blob_due').where({ organization_id: organizationId }), []);
  });
});
