// Texts by Twilio's API for messages, or by whoever speaks it.
import * as z from 'zod/mini';
import type { MessageReason } from '#contract/message-workflow';
import type { TwilioSettings } from '../../platform/config/config.ts';
import type { Courier, Delivery } from './courier.ts';
import { post, refusalOf } from './post.ts';

const taken = z.object({ sid: z.string().check(z.minLength(1), z.maxLength(200)) });
const fault = z.object({ code: z.number() });

export function twilioCourier(
  settings: TwilioSettings & { statusUrl: string },
  withinMs?: number,
): Courier {
  const { baseUrl, accountSid, authToken, from, statusUrl } = settings;
  const url = `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`;
  const basic = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  return {
    async carry({ messageId, to, body: text }) {
      const sender = from.startsWith('MG') ? { MessagingServiceSid: from } : { From: from };
      const headers = {
        Authorization: `Basic ${basic}`,
        'Content-Type': 'application/x-www-form-urlencoded',
        'Idempotency-Key': messageId,
      };
      const told = { StatusCallback: `${statusUrl}/${messageId}` };
      const body = new URLSearchParams({ To: to, ...sender, Body: text, ...told }).toString();
      const answer = await post(url, { headers, body }, withinMs);
      if ('kind' in answer) return answer;
      if (answer.status < 200 || answer.status > 299) return refused(answer.status, answer.text);
      const { success, data } = taken.safeParse(parsed(answer.text));
      return { kind: 'taken', carrierRef: success ? data.sid : null };
    },
  };
}

/** Codes of numbers that nobody can be reached by; others go by the status. */
const numberFaults: Readonly<Record<number, MessageReason>> = {
  21211: 'address-refused',
  21217: 'address-refused',
  21408: 'address-refused',
  21610: 'opted-out',
  21612: 'address-refused',
  21614: 'address-refused',
  30003: 'address-refused',
  30005: 'address-refused',
  30006: 'address-refused',
};

export function reasonOfTwilio(code: number): MessageReason | null {
  return numberFaults[code] ?? null;
}

function refused(status: number, text: string): Delivery {
  const because =
    status < 500 ? reasonOfTwilio(fault.safeParse(parsed(text)).data?.code ?? 0) : null;
  return because ? { kind: 'refused', because, again: false } : refusalOf(status);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: whatever stands before the carrier has answered, and its status says enough.
    return null;
  }
}
