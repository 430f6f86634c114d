import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { givenBlobStore, type GivenBlobStore } from './given-blob-store.ts';
import { aPdf, inParts, organizationId, otherOrganizationId, readAll } from './given-content.ts';
import { chunkLength, headerLength } from './seal-stream.ts';

const noSuchFile = { name: 'ProblemError', code: 'not-found' };

async function leavesNothing(
  { store, files }: GivenBlobStore,
  content: AsyncIterable<Buffer>,
  failure: object,
): Promise<void> {
  await assert.rejects(store.put(organizationId, content), failure);
  assert.deepEqual(files(), []);
}

function pathOf({ dataDir }: GivenBlobStore, key: string, organization = organizationId): string {
  return join(dataDir, 'blobs', organization, key.slice(0, 2), key);
}

async function* breaking(content: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(content);
  throw new Error('broke off');
}

describe('a store of files in a folder', () => {
  it('gives back what was put, and says what it is', async (test) => {
    const { store } = await givenBlobStore(test);
    for (const length of [9, 4_096, 4_097, chunkLength, 3 * chunkLength + 5]) {
      const content = aPdf(length);
      const { key, ...facts } = await store.put(organizationId, inParts(content));
      const sha256 = createHash('sha256').update(content).digest('hex');
      assert.deepEqual(facts, { bytes: length, sha256, mediaType: 'application/pdf' });
      assert.match(key, /^[0-9a-f]{32}$/);
      assert.ok((await readAll(await store.get(organizationId, key))).equals(content));
    }
  });

  it('keeps files sealed, closed to others, and equal ones apart', async (test) => {
    const given = await givenBlobStore(test);
    const content = aPdf(100_000);
    const one = await given.store.put(organizationId, Readable.from(inParts(content)));
    const two = await given.store.put(organizationId, Readable.from(inParts(content)));
    assert.notEqual(one.key, two.key);
    assert.equal(one.sha256, two.sha256);
    const path = pathOf(given, one.key);
    assert.equal(statSync(path).mode & 0o777, 0o600);
    for (let folder = dirname(path); folder !== given.dataDir; folder = dirname(folder))
      assert.equal(statSync(folder).mode & 0o777, 0o700);
    const kept = readFileSync(path);
    assert.ok(!kept.includes('patient') && !kept.includes('%PDF'));
    assert.ok(
      !kept
        .subarray(headerLength)
        .equals(readFileSync(pathOf(given, two.key)).subarray(headerLength)),
    );
    assert.equal(given.files().length, 2);
  });

  it('takes a file of the most bytes and refuses one more while it still streams', async (test) => {
    const blobMaxBytes = 2 * chunkLength;
    const given = await givenBlobStore(test, { blobMaxBytes });
    let sent = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) {
        sent += 1_000;
        yield await Promise.resolve(sent === 1_000 ? aPdf(1_000) : Buffer.alloc(1_000));
      }
    }
    await leavesNothing(given, endless(), { code: 'invalid-input', message: /larger than 0 MB/ });
    assert.ok(sent <= blobMaxBytes + 2 * chunkLength, `${sent} bytes were read`);
    await leavesNothing(given, inParts(aPdf(blobMaxBytes + 1)), { code: 'invalid-input' });
    await given.store.put(organizationId, inParts(aPdf(blobMaxBytes)));
    assert.equal(given.files().length, 1);
  });

  it('keeps what the server makes itself, however large and of whatever kind, sealed too', async (test) => {
    const { store, dataDir, files } = await givenBlobStore(test);
    const content = Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(2 * store.maxBytes)]);
    const key = 'ab'.repeat(16);
    const { sha256, ...facts } = await store.putOwn(organizationId, inParts(content), key);
    assert.deepEqual(facts, { bytes: content.length, key });
    assert.equal(sha256, createHash('sha256').update(content).digest('hex'));
    assert.ok((await readAll(await store.get(organizationId, key))).equals(content));
    assert.equal(files().length, 1);
    assert.equal(
      readFileSync(join(dataDir, files()[0] ?? '')).includes(content.subarray(0, 64)),
      false,
    );
    const broken = store.putOwn(organizationId, breaking(content), 'cd'.repeat(16));
    await assert.rejects(broken, /broke off/);
    assert.equal(files().length, 1);
  });

  it('answers 413 to what is too large, and 400 to what is refused', async (test) => {
    const { store } = await givenBlobStore(test, { blobMaxBytes: 1024 * 1024 });
    const refusals = [
      [aPdf(1024 * 1024 + 1), 413, 'is larger than 1 MB'],
      [Buffer.alloc(0), 400, 'is empty'],
      [Buffer.from('PK\x03\x04'), 400, 'is of a kind that is not accepted'],
    ] as const;
    for (const [content, status, message] of refusals) {
      await assert.rejects(store.put(organizationId, inParts(content)), (error) => {
        const told = (error as { toProblem(id: string): object }).toProblem('an-id');
        assert.deepEqual(
          { ...told, title: '' },
          {
            type: 'urn:daysheet:problem:invalid-input',
            code: 'invalid-input',
            status,
            title: '',
            requestId: 'an-id',
            fields: [{ path: '', message }],
          },
        );
        return true;
      });
    }
  });

  it('leaves nothing of a text that turns out to be none', async (test) => {
    const given = await givenBlobStore(test);
    const text = Buffer.alloc(200_000, 'a fax in words ');
    const failure = { code: 'invalid-input' };
    await leavesNothing(given, inParts(Buffer.concat([text, Buffer.of(0)])), failure);
    await leavesNothing(given, inParts(Buffer.concat([text, Buffer.of(0xff)])), failure);
    await leavesNothing(given, inParts(Buffer.concat([text, Buffer.of(0xc3)])), failure);
    const accented = Buffer.from('é'.repeat(50_001));
    const { mediaType } = await given.store.put(organizationId, inParts(accented, 333));
    assert.equal(mediaType, 'text/plain');
  });

  it('leaves nothing of a stream that breaks, and passes its error on', async (test) => {
    const given = await givenBlobStore(test);
    async function* broken(): AsyncGenerator<Buffer> {
      yield* inParts(aPdf(300_000));
      throw new TypeError('the scanner went away');
    }
    await leavesNothing(given, broken(), { name: 'TypeError' });
    await leavesNothing(given, Readable.from(broken()), { name: 'TypeError' });
    assert.deepEqual(given.logged, []);
  });

  it('knows no file of another organization, and no path that is not a key', async (test) => {
    const { store, dataDir, files } = await givenBlobStore(test);
    writeFileSync(join(dataDir, 'secret.key'), 'not to be read');
    const { key } = await store.put(organizationId, inParts(aPdf(10)));
    const strangers = [
      [otherOrganizationId, key],
      [organizationId, '../../secret.key'],
      [organizationId, `../${key}`],
      [organizationId, key.toUpperCase().replace(/^\d*$/, 'A')],
      [organizationId, `${key}\0`],
      [organizationId, ''],
      ['..', key],
      [`${organizationId}/..`, key],
    ] as const;
    for (const [organization, name] of strangers) {
      await assert.rejects(store.get(organization, name), noSuchFile);
      if (organization !== otherOrganizationId)
        await assert.rejects(store.remove(organization, name), noSuchFile);
    }
    await assert.rejects(store.put('../elsewhere', inParts(aPdf(10))), noSuchFile);
    await store.remove(otherOrganizationId, key);
    assert.equal(files().length, 2);
  });

  it('removes a file once and for all', async (test) => {
    const { store, files } = await givenBlobStore(test);
    const { key } = await store.put(organizationId, inParts(aPdf(10)));
    await store.remove(organizationId, key);
    await store.remove(organizationId, key);
    await assert.rejects(store.get(organizationId, key), noSuchFile);
    assert.deepEqual(files(), []);
  });

  it('refuses a file that was moved to another organization or in the place of another', async (test) => {
    const given = await givenBlobStore(test);
    const { store, logged } = given;
    const { key } = await store.put(organizationId, inParts(aPdf(10)));
    const other = await store.put(organizationId, inParts(aPdf(10)));
    mkdirSync(dirname(pathOf(given, key, otherOrganizationId)), { recursive: true });
    cpSync(pathOf(given, key), pathOf(given, key, otherOrganizationId));
    cpSync(pathOf(given, key), pathOf(given, other.key));
    await assert.rejects(store.get(otherOrganizationId, key), { name: 'SealBroken' });
    await assert.rejects(store.get(organizationId, other.key), { name: 'SealBroken' });
    assert.equal(logged.length, 2);
    assert.ok(!logged.join('').includes(key) && !logged.join('').includes(given.dataDir));
  });

  it('breaks off where a file is damaged, having given out nothing but what was put', async (test) => {
    const given = await givenBlobStore(test);
    const content = Buffer.concat([aPdf(9), randomBytes(4 * chunkLength)]);
    const { key } = await given.store.put(organizationId, inParts(content));
    const kept = readFileSync(pathOf(given, key));
    kept[3 * chunkLength]! ^= 1;
    writeFileSync(pathOf(given, key), kept);
    const told: Buffer[] = [];
    await assert.rejects(
      async () => {
        const stream = await given.store.get(organizationId, key);
        for await (const bytes of stream as AsyncIterable<Buffer>) told.push(bytes);
      },
      { name: 'SealBroken' },
    );
    assert.ok(content.subarray(0, 2 * chunkLength).equals(Buffer.concat(told)));
  });

  it('says without a word of where that the storage failed, and leaves nothing', async (test) => {
    const given = await givenBlobStore(test);
    writeFileSync(join(given.dataDir, 'blobs', organizationId), 'no folder');
    await assert.rejects(given.store.put(organizationId, inParts(aPdf(10))), (error: Error) => {
      assert.equal((error as Error & { code: string }).code, 'unavailable');
      assert.ok(!error.message.includes(given.dataDir) && !error.message.includes('blobs'));
      return true;
    });
    assert.deepEqual(given.files(), [join('blobs', organizationId)]);
    assert.match(given.logged.join(''), /"fault":"(ENOTDIR|EEXIST)"/);
    assert.ok(!given.logged.join('').includes(given.dataDir));
  });
});
