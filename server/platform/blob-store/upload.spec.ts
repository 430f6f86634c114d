// The store behind a real request: a refusal must still be answered, a caller who goes away leaves nothing.
import assert from 'node:assert/strict';
import { createServer, request as send, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { ProblemError } from '../problem.ts';
import { until } from '../test-until.ts';
import { givenBlobStore } from './given-blob-store.ts';
import { aPdf, organizationId } from './given-content.ts';

async function givenServer(test: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an upload', () => {
  it('that is refused half-way is answered', async (test) => {
    const { store, files } = await givenBlobStore(test, { blobMaxBytes: 100_000 });
    const address = await givenServer(test, (request, response) => {
      store.put(organizationId, request).then(
        ({ bytes }) => response.end(String(bytes)),
        (error: unknown) => {
          assert.ok(error instanceof ProblemError);
          request.resume();
          response.writeHead(error.toProblem('').status).end();
        },
      );
    });
    const put = async (body: Buffer<ArrayBuffer>): Promise<number> =>
      (await fetch(address, { method: 'PUT', body })).status;
    assert.equal(await put(aPdf(300_000)), 413);
    assert.equal(await put(Buffer.alloc(300_000)), 400);
    assert.deepEqual(files(), []);
    assert.equal(await put(aPdf(100_000)), 200);
  });

  it('whose sender goes away leaves nothing', async (test) => {
    const { store, files } = await givenBlobStore(test);
    const failures: unknown[] = [];
    const address = await givenServer(test, (request) => {
      store.put(organizationId, request).catch((error: unknown) => failures.push(error));
    });
    const upload = send(address, { method: 'PUT' });
    upload.on('error', () => undefined);
    upload.write(aPdf(200_000));
    await until('the upload is under way', () => files().length === 1);
    upload.destroy();
    await until('the upload has failed', () => failures.length === 1);
    assert.deepEqual(files(), []);
  });
});
