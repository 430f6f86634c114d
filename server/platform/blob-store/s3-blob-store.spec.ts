import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { givenBlobStore, type GivenBlobStore } from './given-blob-store.ts';
import { aPdf, inParts, organizationId, otherOrganizationId, readAll } from './given-content.ts';
import { chunkLength } from './seal-stream.ts';
import { givenS3Server, type TestS3Server } from './test-s3-server.ts';

async function givenBucket(test: TestContext): Promise<GivenBlobStore & TestS3Server> {
  const server = await givenS3Server(test);
  const blobStore = { kind: 's3', ...server.place } as const;
  return { ...server, ...(await givenBlobStore(test, { blobStore })) };
}

/** Says so, and neither to the caller nor in the log where the files are. */
async function isUnavailable(
  { place, logged }: GivenBlobStore & TestS3Server,
  act: () => Promise<unknown>,
): Promise<void> {
  const before = logged.length;
  await assert.rejects(act, (error: Error & { code: string; details: object }) => {
    assert.equal(error.code, 'unavailable');
    const told = [error.message, error.stack, JSON.stringify(error.details), ...logged].join('\n');
    for (const secret of [place.bucket, place.endpoint, place.accessKeyId, organizationId])
      assert.ok(!told.includes(secret), secret);
    return true;
  });
  assert.equal(logged.length, before + 1);
}

describe('a store of files in a bucket', () => {
  it('gives back what was put, and keeps only sealed bytes there', async (test) => {
    const { store, objects, files, answers, logged } = await givenBucket(test);
    const content = aPdf(3 * chunkLength + 5);
    const { key, bytes, mediaType } = await store.put(organizationId, inParts(content));
    assert.deepEqual([bytes, mediaType], [content.length, 'application/pdf']);
    const path = `/files-of-clinics/${organizationId}/${key.slice(0, 2)}/${key}`;
    assert.deepEqual([...objects.keys()], [path]);
    const kept = objects.get(path) ?? Buffer.alloc(0);
    assert.equal(kept.length, 33 + content.length + 4 * 16);
    assert.ok(!kept.includes('patient') && !kept.includes('%PDF'));
    assert.ok((await readAll(await store.get(organizationId, key))).equals(content));
    assert.deepEqual([files(), logged, answers], [[], [], ['PUT 200', 'GET 200']]);
  });

  it('removes a file once and for all', async (test) => {
    const { store, objects } = await givenBucket(test);
    const { key } = await store.put(organizationId, inParts(aPdf(10)));
    await store.remove(organizationId, key);
    await store.remove(organizationId, key);
    assert.equal(objects.size, 0);
    await assert.rejects(store.get(organizationId, key), { code: 'not-found' });
  });

  it('knows no file of another organization, and asks for no path that is not a key', async (test) => {
    const { store, answers } = await givenBucket(test);
    const { key } = await store.put(organizationId, inParts(aPdf(10)));
    await assert.rejects(store.get(otherOrganizationId, key), { code: 'not-found' });
    const asked = answers.length;
    await assert.rejects(store.get(organizationId, `../${key}`), { code: 'not-found' });
    await assert.rejects(store.remove(`${organizationId}?x=`, key), { code: 'not-found' });
    assert.equal(answers.length, asked);
  });

  it('sends nothing of a file that is refused', async (test) => {
    const { store, answers, files } = await givenBucket(test);
    const failure = { code: 'invalid-input' };
    await assert.rejects(store.put(organizationId, inParts(Buffer.alloc(9))), failure);
    assert.deepEqual([answers, files()], [[], []]);
  });

  it('tries again where the service falters for a moment', async (test) => {
    const { store, failures, answers } = await givenBucket(test);
    failures.push(503, 500);
    const { key } = await store.put(organizationId, inParts(aPdf(100_000)));
    failures.push(503);
    assert.equal((await readAll(await store.get(organizationId, key))).length, 100_000);
    assert.deepEqual(answers, ['PUT 503', 'PUT 500', 'PUT 200', 'GET 503', 'GET 200']);
  });

  it('says that it is unavailable when the service refuses, and leaves nothing', async (test) => {
    const given = await givenBucket(test);
    const put = () => given.store.put(organizationId, inParts(aPdf(100_000)));
    for (const refusal of [[403], [307], [404], [0], [500, 500, 500]]) {
      given.failures.push(...refusal);
      await isUnavailable(given, put);
      assert.deepEqual([given.objects.size, given.files()], [0, []]);
    }
    assert.match(given.logged[0] ?? '', /"fault":"S3-403"/);
  });

  it('tells a missing bucket from a missing file', async (test) => {
    const given = await givenBucket(test);
    const { key } = await given.store.put(organizationId, inParts(aPdf(10)));
    given.failures.push(404);
    await isUnavailable(given, () => given.store.get(organizationId, key));
    given.failures.push(403);
    await isUnavailable(given, () => given.store.remove(organizationId, key));
  });

  it('is unavailable where a download breaks off or nobody listens', async (test) => {
    const given = await givenBucket(test);
    const { key } = await given.store.put(organizationId, inParts(aPdf(5 * chunkLength)));
    given.failures.push(0);
    await isUnavailable(given, async () => readAll(await given.store.get(organizationId, key)));
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const endpoint = `http://127.0.0.1:${(nobody.address() as AddressInfo).port}`;
    nobody.close();
    const blobStore = { kind: 's3', ...given.place, endpoint } as const;
    const { store, logged } = await givenBlobStore(test, { blobStore });
    await isUnavailable({ ...given, logged }, () => store.get(organizationId, key));
    assert.match(logged.join(''), /"fault":"ECONNREFUSED"/);
  });

  it('is unavailable with a secret that the service does not know', async (test) => {
    const given = await givenBucket(test);
    const blobStore = { kind: 's3', ...given.place, secretAccessKey: 'another' } as const;
    const { store, logged } = await givenBlobStore(test, { blobStore });
    await isUnavailable({ ...given, logged }, () => store.put(organizationId, inParts(aPdf(10))));
    assert.equal(given.objects.size, 0);
  });

  it('refuses what somebody changed in the bucket', async (test) => {
    const { store, objects } = await givenBucket(test);
    const { key } = await store.put(organizationId, inParts(aPdf(10)));
    for (const kept of objects.values()) kept[40]! ^= 1;
    await assert.rejects(store.get(organizationId, key), { name: 'SealBroken' });
  });
});
