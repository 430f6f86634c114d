// E-mails by SMTP. What matters is how far a conversation came: until the message's bytes are asked for, it has surely
// not been taken; from then on only the server's own answer tells.
import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SmtpSettings } from '../../platform/config/config.ts';
import { answerWithinMs, type Courier, type Delivery, type Parcel } from './courier.ts';

export function smtpCourier(settings: SmtpSettings, withinMs = answerWithinMs): Courier {
  return {
    async carry(parcel) {
      const bytes = await composed(settings, parcel);
      return converse(settings, parcel, bytes, withinMs);
    },
  };
}

/** The message's id makes the Message-ID, so that a mailbox that gets it twice can show it once. */
function composed(
  { from }: SmtpSettings,
  { messageId, to, subject, body }: Parcel,
): Promise<Buffer> {
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '');
  return new MailComposer({
    from,
    to,
    subject,
    text: body,
    messageId: `<${messageId}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
}

function converse(
  settings: SmtpSettings,
  { to }: Parcel,
  bytes: Buffer,
  withinMs: number,
): Promise<Delivery> {
  const { host, port, secure, user, password, from } = settings;
  return new Promise((resolve) => {
    let asked = false;
    const message = new Readable({
      read() {
        // Pulled only once the server has asked for the bytes.
        asked = true;
        this.push(bytes);
        this.push(null);
      },
    });
    const connection = new SMTPConnection({
      ...{ host, port, secure },
      ...{ connectionTimeout: withinMs, greetingTimeout: withinMs, socketTimeout: withinMs },
    });
    const ended = (delivery: Delivery): void => {
      // First, because closing tells of an end as well.
      resolve(delivery);
      connection.close();
    };
    connection.on('error', (error) => ended(faultOf(error, asked)));
    // The library tells of the end before it tells what the server said last.
    connection.once('end', () => setImmediate(() => ended(faultOf(null, asked))));
    const send = (): void =>
      connection.send({ from: addressOf(from), to }, message, (error) =>
        ended(error ? faultOf(error, asked) : { kind: 'taken', carrierRef: null }),
      );
    connection.connect(() => {
      if (user === null) send();
      else
        connection.login({ credentials: { user, pass: password } }, (error) => {
          if (error) ended({ kind: 'refused', because: 'carrier-settings', again: true });
          else send();
        });
    });
  });
}

function faultOf(error: unknown, asked: boolean): Delivery {
  const status = (error as { responseCode?: unknown } | null)?.responseCode;
  if (typeof status === 'number' && status >= 500)
    return { kind: 'refused', because: permanent(status), again: false };
  if (typeof status === 'number' && status >= 400)
    return { kind: 'refused', because: 'carrier-busy', again: true };
  return asked
    ? { kind: 'unknown', because: 'connection-lost' }
    : { kind: 'refused', because: 'carrier-away', again: true };
}

/** 550, 551 and 553 are about the mailbox; the rest about the message or us. */
function permanent(status: number): 'address-refused' | 'carrier-refused' {
  return [550, 551, 553].includes(status) ? 'address-refused' : 'carrier-refused';
}

/** `Name <a@b>` → `a@b`. */
function addressOf(from: string): string {
  return /<([^>]+)>$/.exec(from)?.[1] ?? from;
}
