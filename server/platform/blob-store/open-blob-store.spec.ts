import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { filesBelow, givenBlobStore, givenFolder } from './given-blob-store.ts';
import { aPdf, inParts, organizationId, readAll } from './given-content.ts';

/** Puts a file whose end never comes, and says when much of it is written. */
const endlessPut = `
  import { openBlobStore } from ${JSON.stringify(new URL('open-blob-store.ts', import.meta.url).href)};
  import { createLog } from ${JSON.stringify(new URL('../logging/log.ts', import.meta.url).href)};
  const config = { ...JSON.parse(process.argv[1]), blobStore: { kind: 'file' }, blobMaxBytes: 1e8 };
  const store = await openBlobStore(config, createLog('silent'));
  async function* content() {
    yield Buffer.from('%PDF-1.7 ');
    for (let part = 0; part < 10; part++) yield Buffer.alloc(65536);
    console.log('half-way');
    await new Promise(() => setInterval(() => {}, 1e8));
  }
  await store.put(${JSON.stringify(organizationId)}, content());
`;

describe('opening the store of files', () => {
  it('sweeps what a server that was killed in the middle of a put left', async (test) => {
    const dataDir = givenFolder(test);
    const kept = await givenBlobStore(test, { dataDir });
    const { key } = await kept.store.put(organizationId, inParts(aPdf(10)));
    const [before] = kept.files();
    const config = JSON.stringify({ dataDir, secretKey: 'of the server that is killed' });
    const child = spawn(process.execPath, ['--input-type=module', '-e', endlessPut, config], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const gone = once(child, 'exit');
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await gone;
    const left = filesBelow(dataDir).filter((path) => path !== before);
    assert.equal(left.length, 1);
    assert.ok(statSync(join(dataDir, left[0] ?? '')).size > 100_000);

    const { store } = await givenBlobStore(test, { dataDir });
    assert.deepEqual(filesBelow(dataDir), [before]);
    assert.equal((await readAll(await store.get(organizationId, key))).length, 10);
  });

  it('fails a put whose beginnings were swept by another server, rather than lose it', async (test) => {
    const { store, dataDir, files } = await givenBlobStore(test);
    async function* content(): AsyncGenerator<Buffer> {
      yield* inParts(aPdf(300_000));
      await givenBlobStore(test, { dataDir });
    }
    await assert.rejects(store.put(organizationId, content()), { code: 'unavailable' });
    assert.deepEqual(files(), []);
  });

  it('reads with the same key what was kept before, and nothing with another', async (test) => {
    const { store, dataDir } = await givenBlobStore(test);
    const { key } = await store.put(organizationId, inParts(aPdf(10)));
    const again = await givenBlobStore(test, { dataDir });
    assert.deepEqual(await readAll(await again.store.get(organizationId, key)), aPdf(10));
    const other = await givenBlobStore(test, { dataDir, secretKey: 'another' });
    await assert.rejects(other.store.get(organizationId, key), { name: 'SealBroken' });
  });

  it('keeps nothing without a secret key', async (test) => {
    const { store, files } = await givenBlobStore(test, { secretKey: '' });
    await assert.rejects(store.put(organizationId, inParts(aPdf(10))), /without a secret key/);
    assert.deepEqual(files(), []);
  });

  it('refuses to start in one sentence where the folder cannot be made', async (test) => {
    const dataDir = givenFolder(test);
    writeFileSync(join(dataDir, 'blobs'), 'no folder');
    await assert.rejects(givenBlobStore(test, { dataDir }), {
      name: 'StartRefused',
      message: /^The folder of files .* cannot be used/,
    });
    assert.ok(!existsSync(join(dataDir, 'blobs', 'incoming')));
  });
});
