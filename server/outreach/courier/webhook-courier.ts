// A carrier of one's own: a signed POST of JSON. Its 2xx means that it has taken the message.
import { createHmac } from 'node:crypto';
import type { WebhookSettings } from '../../platform/config/config.ts';
import type { Courier } from './courier.ts';
import { post, refusalOf } from './post.ts';

export function webhookCourier({ url, secret }: WebhookSettings, withinMs?: number): Courier {
  return {
    async carry({ messageId, channel, to, subject, body: text, attempt }) {
      const email = channel === 'email' ? { subject } : {};
      const body = JSON.stringify({ messageId, channel, to, ...email, text, attempt });
      const headers = {
        'Content-Type': 'application/json',
        'Idempotency-Key': messageId,
        'X-Daysheet-Signature': signatureOf(secret, body),
      };
      const answer = await post(url, { headers, body }, withinMs);
      if ('kind' in answer) return answer;
      const isTaken = answer.status >= 200 && answer.status < 300;
      return isTaken ? { kind: 'taken', carrierRef: null } : refusalOf(answer.status);
    },
  };
}

/** `sha256=` and the HMAC of the body's bytes, in hexadecimal digits. */
export function signatureOf(secret: string, body: string | Buffer): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}
