// Beyond this machine: who shows no certificate that we know of gets no word in.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connect, type ConnectionOptions } from 'node:tls';
import { pino } from 'pino';
import { framed } from './frame-reader.ts';
import { laboratory, ourAuthority, server, stranger } from './given-certificates.ts';
import { listenForMllp, type MllpListener } from './mllp-listener.ts';

describe('a listener beyond this machine', () => {
  const dir = mkdtempSync(join(tmpdir(), 'daysheet-tls-'));
  const fileOf = (name: string, pem: string): string => {
    const file = join(dir, name);
    writeFileSync(file, pem, { mode: 0o600 });
    return file;
  };
  let listener: MllpListener;
  let taken = 0;
  before(async () => {
    listener = await listenForMllp({
      place: {
        ...{ host: '127.0.0.1', port: 0 },
        tls: {
          ...{ cert: fileOf('cert.pem', server.cert), key: fileOf('key.pem', server.key) },
          ca: fileOf('ca.pem', ourAuthority),
        },
      },
      take: (frames) => {
        taken += frames.length;
        return Promise.resolve(frames.map(({ bytes }) => bytes));
      },
      ...{ mostFrameBytes: 1_000, log: pino({ level: 'silent' }) },
    });
  });
  after(async () => {
    await listener.stop();
    rmSync(dir, { recursive: true });
  });

  async function answer(own: ConnectionOptions): Promise<string> {
    const sent = framed(Buffer.from('MSH|1'));
    const { port } = listener;
    const at = { host: '127.0.0.1', port, ca: ourAuthority, servername: 'server' };
    const socket = connect({ ...at, ...own });
    const closed = new Promise((resolve) => {
      socket.on('error', () => undefined).on('close', resolve);
    });
    const heard: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => {
      heard.push(chunk);
      if (chunk.equals(sent)) socket.end();
    });
    socket.write(sent);
    await closed;
    return Buffer.concat(heard).toString();
  }

  it('answers who shows a certificate that we know of', async () => {
    assert.equal(await answer(laboratory), '\vMSH|1\x1c\r');
  });

  it('answers nobody else', async () => {
    const before = taken;
    assert.equal(await answer({}), '');
    assert.equal(await answer(stranger), '');
    assert.equal(taken, before);
  });
});
