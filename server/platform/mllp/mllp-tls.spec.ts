// Beyond this machine: who shows no certificate that we know of gets no word in.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connect, type ConnectionOptions } from 'node:tls';
import { pino } from 'pino';
import { framed } from './frame-reader.ts';
import { listenForMllp, type MllpListener } from './mllp-listener.ts';

/** Of the machine, where it has one. */
const openssl = process.platform === 'win32' ? 'openssl.exe' : 'openssl';

if (hasOpenssl())
  describe('a listener beyond this machine', () => {
    const dir = mkdtempSync(join(tmpdir(), 'daysheet-tls-'));
    const file = (name: string): string => join(dir, name);
    const pem = (name: string): Buffer => readFileSync(file(name));
    let listener: MllpListener;
    let taken = 0;
    before(async () => {
      authority(dir, 'ours');
      authority(dir, 'strange');
      certificate(dir, 'server', 'ours');
      certificate(dir, 'laboratory', 'ours');
      certificate(dir, 'stranger', 'strange');
      listener = await listenForMllp({
        place: {
          ...{ host: '127.0.0.1', port: 0 },
          tls: { cert: file('server.pem'), key: file('server.key'), ca: file('ours.pem') },
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
      const at = { host: '127.0.0.1', port, ca: pem('ours.pem'), servername: 'server' };
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
      const own = { cert: pem('laboratory.pem'), key: pem('laboratory.key') };
      assert.equal(await answer(own), '\vMSH|1\x1c\r');
    });

    it('answers nobody else', async () => {
      const before = taken;
      assert.equal(await answer({}), '');
      assert.equal(await answer({ cert: pem('stranger.pem'), key: pem('stranger.key') }), '');
      assert.equal(taken, before);
    });
  });
else process.stdout.write('# openssl is not here: nothing of certificates is tested.\n');

function hasOpenssl(): boolean {
  try {
    execFileSync(openssl, ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

function authority(dir: string, name: string): void {
  const to = [
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.pem`,
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
  ];
  execFileSync(openssl, ['req', '-x509', ...newKey, ...to], { cwd: dir, stdio: 'ignore' });
}

function certificate(dir: string, name: string, by: string): void {
  const asked = ['-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`];
  execFileSync(openssl, ['req', ...newKey, ...asked], { cwd: dir, stdio: 'ignore' });
  const signed = ['-in', `${name}.csr`, '-out', `${name}.pem`, '-days', '2', '-CAcreateserial'];
  const signer = ['-CA', `${by}.pem`, '-CAkey', `${by}.key`];
  execFileSync(openssl, ['x509', '-req', ...signed, ...signer], { cwd: dir, stdio: 'ignore' });
}
