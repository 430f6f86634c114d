import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import { framed, type Frame } from './frame-reader.ts';
import type { TakeFrames } from './mllp-connection.ts';
import { listenForMllp, type MllpListener, type MllpListenerOptions } from './mllp-listener.ts';

const log = pino({ level: 'silent' });

function listening(
  take: TakeFrames,
  over: Partial<MllpListenerOptions> = {},
): Promise<MllpListener> {
  const place = { host: '127.0.0.1', port: 0, tls: null };
  return listenForMllp({ place, take, mostFrameBytes: 1_000, log, ...over });
}

const echo: TakeFrames = (frames) => Promise.resolve(frames.map(({ bytes }) => bytes));

async function connected({ port }: MllpListener): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** Sends it all, says no more, and reads until the other side ends. */
async function conversation(listener: MllpListener, sent: Uint8Array): Promise<string> {
  const socket = await connected(listener);
  const heard: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => heard.push(chunk));
  socket.end(sent);
  await once(socket, 'close');
  return Buffer.concat(heard).toString();
}

const frame = (text: string): Buffer => framed(Buffer.from(text));

describe('a listener for messages', () => {
  it('answers each frame in its order, also after the sender has ended', async () => {
    const listener = await listening(async (frames) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return echo(frames);
    });
    const many = Array.from({ length: 2_000 }, (_, at) => frame(`MSH|${at}`));
    const heard = await conversation(listener, Buffer.concat(many));
    assert.equal(heard, Buffer.concat(many).toString());
    await listener.stop();
  });

  it('says nothing where no answer is wanted', async () => {
    const listener = await listening((frames) =>
      Promise.resolve(frames.map(({ bytes }) => (bytes.length > 4 ? null : bytes))),
    );
    const sent = Buffer.concat([frame('MSH|quiet'), frame('MSH|')]);
    assert.equal(await conversation(listener, sent), frame('MSH|').toString());
    await listener.stop();
  });

  it('closes where nothing could be kept, without an answer', async () => {
    const listener = await listening(() => Promise.reject(new Error('no database')));
    const socket = await connected(listener);
    const heard: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => heard.push(chunk));
    socket.write(frame('MSH|1'));
    await once(socket, 'close');
    assert.deepEqual(heard, []);
    await listener.stop();
  });

  it('answers what is too large, and closes', async () => {
    const taken: Frame[] = [];
    const listener = await listening((frames) => {
      taken.push(...frames);
      return Promise.resolve(frames.map(() => Buffer.from('AR')));
    });
    const socket = await connected(listener);
    const heard: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => heard.push(chunk));
    socket.write(frame('M'.repeat(2_000)));
    await once(socket, 'end');
    socket.end();
    assert.equal(Buffer.concat(heard).toString(), frame('AR').toString());
    assert.deepEqual(
      taken.map(({ isTooLarge }) => isTooLarge),
      [true],
    );
    await listener.stop();
  });

  it('stops when what is being kept is kept and answered', async () => {
    const kept = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    const listener = await listening(async (frames) => {
      begun.resolve(undefined);
      await kept.promise;
      return echo(frames);
    });
    const socket = await connected(listener);
    const heard: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => heard.push(chunk));
    socket.write(frame('MSH|1'));
    await begun.promise;
    const stopped = listener.stop();
    socket.write(frame('MSH|2'));
    kept.resolve(undefined);
    await once(socket, 'end');
    socket.end();
    await stopped;
    assert.equal(Buffer.concat(heard).toString(), frame('MSH|1').toString());
  });

  it('lets go of those who stop within a frame, or say nothing for long', async () => {
    const listener = await listening(echo, { stalledMs: 40, idleMs: 150 });
    const stalled = await connected(listener);
    const idle = await connected(listener);
    const started = performance.now();
    stalled.on('error', () => undefined).write('\vMSH|');
    await once(stalled, 'close');
    await once(idle, 'close');
    assert.ok(performance.now() - started >= 100);
    await listener.stop();
  });

  it('takes no more connections than it may', async () => {
    const listener = await listening(echo, { mostConnections: 1 });
    const first = await connected(listener);
    const second = connect(listener.port, '127.0.0.1').on('error', () => undefined);
    await once(second, 'close');
    assert.equal(listener.connections(), 1);
    first.destroy();
    await listener.stop();
  });

  it('does not start without its certificates, or where the port is taken', async () => {
    const tls = { cert: '/nowhere/cert.pem', key: '/nowhere/key.pem', ca: '/nowhere/ca.pem' };
    await assert.rejects(listening(echo, { place: { host: '127.0.0.1', port: 0, tls } }), {
      ...{ name: 'StartRefused', message: /cert\.pem of the MLLP listener cannot be read/ },
    });
    const listener = await listening(echo);
    const place = { host: '127.0.0.1', port: listener.port, tls: null };
    await assert.rejects(listening(echo, { place }), { name: 'StartRefused' });
    await listener.stop();
  });
});
