// A stand-in for an S3-compatible service: checks each signature by itself, keeps bodies, fails when told to.
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { S3Place } from '../config/config.ts';

export interface TestS3Server {
  place: S3Place;
  /** By path, as they arrived. */
  objects: Map<string, Buffer>;
  /** `PUT 200`, one for each request. */
  answers: string[];
  /** What the next requests are answered with, instead of what they ask for; 0 breaks off in the middle. */
  failures: number[];
}

export async function givenS3Server(test: TestContext): Promise<TestS3Server> {
  const objects = new Map<string, Buffer>();
  const answers: string[] = [];
  const failures: number[] = [];
  const keys = { accessKeyId: 'an-id', secretAccessKey: 'a-secret/with+signs=' };
  const place: S3Place = { endpoint: '', bucket: 'files-of-clinics', region: 'eu-test-1', ...keys };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts);
    const failure = failures.shift();
    const status = failure ?? statusOf(request, body);
    answers.push(`${String(request.method)} ${status}`);
    const kept = objects.get(String(request.url));
    if (request.method === 'GET' && failure === 0) breakOff(response, kept);
    else if (failure === 0) response.destroy();
    else if (status >= 400) response.writeHead(status).end(codeOf(status, failure));
    else if (status >= 300) response.writeHead(status, { location: place.endpoint }).end();
    else if (request.method === 'GET') response.writeHead(200).end(kept);
    else response.writeHead(status).end();
  }

  function statusOf(request: IncomingMessage, body: Buffer): number {
    const { method = '', url = '' } = request;
    if (!isSigned(request, body, place)) return 403;
    if (!url.startsWith(`/${place.bucket}/`)) return 404;
    if (method === 'PUT') {
      if (request.headers['content-length'] !== String(body.length)) return 411;
      objects.set(url, body);
    } else if (method === 'DELETE') return objects.delete(url) ? 204 : 404;
    return objects.has(url) ? 200 : 404;
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(place, { endpoint });
  return { place, objects, answers, failures };
}

function breakOff(response: ServerResponse, kept: Buffer = Buffer.alloc(0)): void {
  response.writeHead(200, { 'content-length': kept.length });
  response.write(kept.subarray(0, kept.length - 10), () => response.destroy());
}

function codeOf(status: number, told: number | undefined): string {
  const code = status !== 404 ? 'Refused' : told === undefined ? 'NoSuchKey' : 'NoSuchBucket';
  return `<Error><Code>${code}</Code><BucketName>files-of-clinics</BucketName></Error>`;
}

/** Signature Version 4, for requests without a query. */
function isSigned({ method, url, headers }: IncomingMessage, body: Buffer, at: S3Place): boolean {
  const form = /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=(\w{64})$/;
  const [, credential = '', names = '', signature] = form.exec(headers.authorization ?? '') ?? [];
  const hash = String(headers['x-amz-content-sha256']);
  const time = String(headers['x-amz-date']);
  const scope = [time.slice(0, 8), at.region, 's3', 'aws4_request'];
  if (method === 'PUT' && hash !== createHash('sha256').update(body).digest('hex')) return false;
  const values = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
  const canonical = [method, url, '', values.join(''), names, hash].join('\n');
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${at.secretAccessKey}`);
  const signed = hmac(key, ['AWS4-HMAC-SHA256', time, scope.join('/'), hashed].join('\n'));
  return (
    credential === [at.accessKeyId, ...scope].join('/') && signed.toString('hex') === signature
  );
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
