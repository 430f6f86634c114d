// Files over HTTP: how their bytes go in and come out, and that what is refused leaves nothing.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { request as send } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { Attachment } from '#contract/attachment';
import { callQueue, type Call } from '#contract/calls';
import { givenCall, givenCallClinic, type CallClinic } from './calls/given-call.ts';
import { givenApp, type GivenApp } from './given-app.ts';
import { countRows } from './given-two-clinics.ts';
import type { BlobStore } from './platform/blob-store/blob-store.ts';
import { aPdf } from './platform/blob-store/given-content.ts';
import { testBlobBytes, testBlobs, type TestBlobs } from './platform/blob-store/test-blobs.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { csrfHeader } from './platform/http/same-origin.ts';
import type { TestCall, TestConsole } from './platform/http/test-http.ts';
import { until } from './platform/test-until.ts';

const headersOf = (name: string, kind = 'letter'): Record<string, string> => ({
  'X-Daysheet-File-Name': encodeURIComponent(name),
  'X-Daysheet-Attachment-Kind': kind,
});

describe('files over HTTP', () => {
  let t: TestDatabase;
  let blobs: TestBlobs;
  let app: GivenApp;
  before(async () => {
    t = await testDatabase();
    blobs = await testBlobs();
    app = await givenApp(t);
  });
  after(async () => {
    await app.stop();
    await t.close();
  });

  interface Desk {
    clinic: CallClinic;
    call: Call;
    console: TestConsole;
  }
  async function givenDesk(at: GivenApp = app): Promise<Desk> {
    const clinic = await givenCallClinic(t);
    const call = await givenCall(t, clinic);
    return { clinic, call, console: await at.signedIn(clinic.ana) };
  }
  const attach = ({ console, call }: Desk, over: TestCall = {}) =>
    console.call(callQueue.attach, {
      params: { itemId: call.id },
      headers: headersOf('letter.pdf'),
      file: aPdf(500),
      ...over,
    });
  const pathOf = (call: Call, { id }: Pick<Attachment, 'id'>): string =>
    callQueue.getAttachment.path.replace(':itemId', call.id).replace(':attachmentId', id);
  const download = ({ console, call }: Desk, attachment: Pick<Attachment, 'id'>) =>
    fetch(app.url + pathOf(call, attachment), { headers: { cookie: console.cookie } });
  const keysOf = ({ clinic }: Desk): string[] => blobs.keysOf(clinic.organizationId);
  async function leavesNothing(desk: Desk, act: () => Promise<unknown>): Promise<void> {
    const before = await countRows(t);
    await act();
    assert.deepEqual(await countRows(t), before);
    assert.deepEqual(keysOf(desk), []);
  }

  it('come back as they went in, to be saved under their name and kept by nobody', async () => {
    const desk = await givenDesk();
    const name = "Müller's (2) *zürich* – 胸部.pdf";
    const { status, body } = await attach(desk, { headers: headersOf(name, 'scan') });
    assert.equal(status, 200);
    assert.deepEqual(
      [body.attachment.name, body.attachment.kind, body.attachment.bytes],
      [name, 'scan', 500],
    );
    const answer = await download(desk, body.attachment);
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals(aPdf(500)));
    assert.deepEqual(
      ['content-type', 'content-length', 'x-content-type-options', 'cache-control'].map((header) =>
        answer.headers.get(header),
      ),
      ['application/pdf', '500', 'nosniff', 'no-store'],
    );
    assert.equal(
      answer.headers.get('content-disposition'),
      "attachment; filename*=UTF-8''M%C3%BCller%27s%20%282%29%20%2Az%C3%BCrich%2A%20%E2%80%93%20%E8%83%B8%E9%83%A8.pdf",
    );
  });

  it('are what their bytes are, whatever the sender calls them', async () => {
    const desk = await givenDesk();
    const file = Buffer.from('{"a":"page <script>alert(1)</script>"}');
    const headers = { ...headersOf('page.html', 'other'), 'content-type': 'application/json' };
    const { body } = await attach(desk, { headers, file });
    assert.equal(body.attachment.mediaType, 'text/plain');
    const answer = await download(desk, body.attachment);
    assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8');
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment;/);
    assert.equal(await answer.text(), file.toString());
  });

  it('are downloaded with one read entry that names the file and the patient', async () => {
    const desk = await givenDesk();
    const { attachment } = (await attach(desk)).body;
    const { organizationId, clinicId, ana } = desk.clinic;
    await download(desk, attachment);
    const entries = await t
      .owner('audit_entry')
      .where({ organization_id: organizationId, act: 'getCallAttachment' })
      .select<object[]>('kind', 'actor_id', 'clinic_id', 'entity_id', 'detail');
    const patientId = desk.call.patient.id;
    const params = { itemId: desk.call.id, attachmentId: attachment.id };
    assert.deepEqual(entries, [
      {
        kind: 'export',
        actor_id: ana.staffId,
        clinic_id: clinicId,
        entity_id: patientId,
        detail: { params, patients: [patientId] },
      },
    ]);
  });

  it('are not there for another clinic, under another item, or once removed', async () => {
    const desk = await givenDesk();
    const { item, attachment } = (await attach(desk)).body;
    const stranger = await givenDesk();
    const sibling = await givenCall(t, desk.clinic);
    for (const asked of [
      { ...stranger, call: desk.call },
      { ...desk, call: sibling },
    ]) {
      const answer = await download(asked, attachment);
      const text = await answer.text();
      assert.equal(answer.status, 404);
      assert.ok(!text.includes('letter'), text);
    }
    const removed = await desk.console.call(callQueue.removeAttachment, {
      params: { itemId: desk.call.id, attachmentId: attachment.id },
      body: { expectedVersion: item.version, reason: 'Of another patient' },
    });
    assert.equal(removed.status, 200);
    assert.equal((await download(desk, attachment)).status, 404);
  });

  it('of a kind that is not accepted, empty or too large leave nothing', async () => {
    const desk = await givenDesk();
    const refusals: [Buffer<ArrayBuffer> | undefined, number, RegExp][] = [
      [Buffer.from('PK\x03\x04 an archive'), 400, /kind that is not accepted/],
      [Buffer.concat([Buffer.from('words'), Buffer.alloc(100_000)]), 400, /not accepted/],
      [Buffer.alloc(0), 400, /is empty/],
      [undefined, 400, /is empty/],
      [aPdf(testBlobBytes + 1), 413, /is larger than/],
      [aPdf(20 * testBlobBytes), 413, /is larger than/],
    ];
    await leavesNothing(desk, async () => {
      for (const [file, status, message] of refusals) {
        const answer = await attach(desk, { file });
        assert.deepEqual([answer.status, answer.problem.code], [status, 'invalid-input']);
        assert.match(answer.problem.fields?.[0]?.message ?? '', message);
      }
    });
    assert.equal((await attach(desk, { file: aPdf(testBlobBytes) })).status, 200);
  });

  /** A request that is written by hand; answers its status. */
  function sendParts(
    { console, call }: Desk,
    headers: Record<string, string>,
    write: (upload: ReturnType<typeof send>) => void,
  ): Promise<number> {
    return new Promise((resolve, reject) => {
      const upload = send(app.url + callQueue.attach.path.replace(':itemId', call.id), {
        method: 'POST',
        headers: {
          ...headersOf('letter.pdf'),
          cookie: console.cookie,
          [csrfHeader]: '1',
          ...headers,
        },
      });
      upload.on('error', reject);
      upload.on('response', (answer) => {
        resolve(answer.statusCode ?? 0);
        upload.destroy();
      });
      write(upload);
    });
  }

  it('that say that they are too large are refused before they are read', async () => {
    const desk = await givenDesk();
    await leavesNothing(desk, async () => {
      const headers = { 'content-length': String(testBlobBytes + 1) };
      const status = await sendParts(desk, headers, (upload) => upload.flushHeaders());
      assert.equal(status, 413);
    });
  });

  it('that do not say how large they are are refused while they come', async () => {
    const desk = await givenDesk();
    await leavesNothing(desk, async () => {
      const status = await sendParts(desk, { 'transfer-encoding': 'chunked' }, (upload) => {
        upload.write(aPdf(testBlobBytes));
        upload.end(Buffer.alloc(100_000));
      });
      assert.equal(status, 413);
    });
  });

  it('whose sender goes away leave nothing', async () => {
    const desk = await givenDesk();
    await leavesNothing(desk, async () => {
      const due = () =>
        t.owner('blob_due').where({ organization_id: desk.clinic.organizationId }).pluck('key');
      const left = sendParts(desk, { 'content-length': '200000' }, (upload) => {
        upload.write(aPdf(100_000));
        void until('the upload is under way', async () => (await due()).length === 1).then(() =>
          upload.destroy(),
        );
      });
      await assert.rejects(left);
      await until('the upload is given up', async () => (await due()).length === 0);
    });
  });

  it('have a name that can be shown and is no path', async () => {
    const desk = await givenDesk();
    const names: [string, RegExp][] = [
      ['../../etc/passwd', /without a path/],
      ['C:\\scans\\letter.pdf', /without a path/],
      ['..', /without a path/],
      ['letter\u202Efdp.exe', /cannot be shown/],
      ['letter\u0000.pdf', /cannot be shown/],
      ['letter\r\nX-Evil: 1.pdf', /cannot be shown/],
      [' ', /./],
      ['x'.repeat(201), /./],
    ];
    await leavesNothing(desk, async () => {
      for (const [name, message] of names) {
        const { status, problem } = await attach(desk, { headers: headersOf(name) });
        assert.equal(status, 400, JSON.stringify(name));
        assert.equal(problem.fields?.[0]?.path, 'X-Daysheet-File-Name');
        assert.match(problem.fields[0].message, message);
      }
      for (const headers of [
        { ...headersOf('a.pdf'), 'X-Daysheet-File-Name': '%E0%A4%A' },
        { ...headersOf('a.pdf'), 'X-Daysheet-File-Name': '%ED%A0%80' },
        headersOf('a.pdf', 'selfie'),
        {},
      ])
        assert.equal((await attach(desk, { headers })).status, 400);
    });
  });

  it('that come at the same time are all kept', async () => {
    const desk = await givenDesk();
    const answers = await Promise.all(
      ['one.pdf', 'two.pdf', 'three.pdf'].map((name) => attach(desk, { headers: headersOf(name) })),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    const { body } = await desk.console.call(callQueue.get, { params: { itemId: desk.call.id } });
    assert.equal(body.item.work.attachments, 3);
    assert.equal(body.item.version, desk.call.version + 3);
    assert.deepEqual(body.attachments.map(({ name }) => name).sort(), [
      'one.pdf',
      'three.pdf',
      'two.pdf',
    ]);
    assert.equal(keysOf(desk).length, 3);
  });

  it('that are sent again under the same key are kept once', async () => {
    const desk = await givenDesk();
    const headers = { ...headersOf('letter.pdf'), 'idempotency-key': randomUUID() };
    const first = await attach(desk, { headers });
    const again = await attach(desk, { headers });
    assert.deepEqual([again.status, again.body], [200, first.body]);
    const other = await attach(desk, { headers, file: aPdf(501) });
    assert.deepEqual([other.status, other.problem.fields?.[0]?.path], [400, 'Idempotency-Key']);
    assert.equal(keysOf(desk).length, 1);
    const due = await t.owner('blob_due').where({ organization_id: desk.clinic.organizationId });
    assert.deepEqual(due, []);
  });

  it('that were kept but could not be written down are removed', async (test) => {
    let afterPut = (): Promise<unknown> => Promise.resolve();
    const put: BlobStore['put'] = async (...file) => {
      const kept = await blobs.store.put(...file);
      await afterPut();
      return kept;
    };
    const other = await givenApp(t, { blobs: { ...blobs.store, put } });
    test.after(() => other.stop());
    const desk = await givenDesk(other);
    const { organizationId } = desk.clinic;
    const before = await countRows(t);
    afterPut = async () => {
      assert.equal(keysOf(desk).length, 1);
      await t.owner('work_item').where({ id: desk.call.id }).update({ attachments: 200 });
    };
    const refused = await attach(desk);
    assert.deepEqual([refused.status, refused.problem.rule], [422, 'too-many-files']);
    afterPut = () => Promise.reject(new Error('broken'));
    await t.owner('work_item').where({ id: desk.call.id }).update({ attachments: 0 });
    assert.equal((await attach(desk)).status, 500);
    assert.deepEqual(await countRows(t), before);
    assert.deepEqual(blobs.keysOf(organizationId), []);
  });
});
