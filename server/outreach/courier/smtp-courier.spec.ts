import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { SmtpSettings } from '../../platform/config/config.ts';
import type { Delivery } from './courier.ts';
import { aParcel, listening } from './given-carrier.ts';
import { smtpCourier } from './smtp-courier.ts';

const parcel = aParcel({ channel: 'email', to: 'ana@example.org' });

function settingsFor(port: number, over: Partial<SmtpSettings> = {}): SmtpSettings {
  const from = 'Riverside Clinic <visits@clinic.example.org>';
  return { host: '127.0.0.1', port, secure: false, user: null, password: '', from, ...over };
}

/** A real mail server of this spec; what it took. */
async function carriedBy(
  options: SMTPServerOptions,
  over: Partial<SmtpSettings> = {},
): Promise<{ delivery: Delivery; took: string[] }> {
  const took: string[] = [];
  const server = new SMTPServer({
    ...{ disabledCommands: ['STARTTLS', ...(over.user ? [] : ['AUTH'])], closeTimeout: 10 },
    allowInsecureAuth: true,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        took.push(Buffer.concat(chunks).toString());
        done(null);
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const delivery = await smtpCourier(settingsFor(port, over), 400).carry(parcel);
  await new Promise<void>((resolve) => server.close(resolve));
  return { delivery, took };
}

function replies(code: number): Error {
  return Object.assign(new Error('as the spec wants it'), { responseCode: code });
}

describe('the courier by SMTP', () => {
  it('hands a plain mail over under the id of the message', async () => {
    const { delivery, took } = await carriedBy({});
    assert.deepEqual(delivery, { kind: 'taken', carrierRef: null });
    const [mail] = took;
    assert.match(mail ?? '', new RegExp(`Message-ID: <${parcel.messageId}@clinic.example.org>`));
    assert.match(mail ?? '', /Subject: Riverside Clinic: your visit/);
    assert.match(mail ?? '', /To: ana@example\.org/);
  });

  it('signs in where the server asks for it', async () => {
    const onAuth: SMTPServerOptions['onAuth'] = ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(replies(535));
    const right = await carriedBy({ onAuth }, { user: 'clinic', password: 'right' });
    assert.equal(right.delivery.kind, 'taken');
    const wrong = await carriedBy({ onAuth }, { user: 'clinic', password: 'wrong' });
    assert.deepEqual(wrong.delivery, {
      ...{ kind: 'refused', because: 'carrier-settings', again: true },
    });
  });

  it('tells a mailbox that is not there from a server that asks to come later', async () => {
    for (const [code, delivery] of [
      [421, { kind: 'refused', because: 'carrier-busy', again: true }],
      [450, { kind: 'refused', because: 'carrier-busy', again: true }],
      [550, { kind: 'refused', because: 'address-refused', again: false }],
      [554, { kind: 'refused', because: 'carrier-refused', again: false }],
    ] as const) {
      const atRecipient = await carriedBy({
        onRcptTo: (_address, _session, done) => done(replies(code)),
      });
      assert.deepEqual(atRecipient, { delivery, took: [] });
      const afterData = await carriedBy({
        onData(stream, _session, done) {
          stream.resume();
          stream.on('end', () => done(replies(code)));
        },
      });
      assert.deepEqual(afterData.delivery, delivery);
    }
  });

  it('that finds nobody there has surely sent nothing', async () => {
    const { port, close } = await listening(createServer());
    await close();
    assert.deepEqual(await smtpCourier(settingsFor(port), 400).carry(parcel), {
      ...{ kind: 'refused', because: 'carrier-away', again: true },
    });
  });

  /** Says its part until the named command, then does as it is told. */
  async function carriedUntil(last: string, then: (socket: Socket) => void): Promise<Delivery> {
    const server = createServer((socket) => {
      let inData = false;
      socket.on('error', () => undefined);
      if (last === 'connect') {
        then(socket);
        return;
      }
      socket.write('220 here\r\n');
      socket.on('data', (chunk) => {
        const said = chunk.toString();
        if (inData) {
          if (said.includes('\r\n.\r\n')) then(socket);
        } else if (said.startsWith(last) && last !== 'DATA') then(socket);
        else if (said.startsWith('DATA')) {
          inData = true;
          socket.write('354 go on\r\n');
        } else socket.write('250 ok\r\n');
      });
    });
    const carrier = await listening(server);
    const delivery = await smtpCourier(settingsFor(carrier.port), 300).carry(parcel);
    server.unref();
    return delivery;
  }

  it('never thinks that a mail has not left when its bytes may have been taken', async () => {
    const silence = (): void => undefined;
    const breakOff = (socket: Socket): void => void socket.destroy();
    const away = { kind: 'refused', because: 'carrier-away', again: true };
    const unknown = { kind: 'unknown', because: 'connection-lost' };
    for (const then of [silence, breakOff]) {
      for (const before of ['connect', 'EHLO', 'MAIL', 'RCPT'])
        assert.deepEqual(await carriedUntil(before, then), away, before);
      assert.deepEqual(await carriedUntil('DATA', then), unknown);
    }
  });
});
