// One HTTP request to a carrier, told by what it means for the message.
import { answerWithinMs, type Delivery } from './courier.ts';

export interface Answered {
  status: number;
  text: string;
}

/** Of answers; longer ones are none of ours. */
const longestAnswer = 20_000;

export async function post(
  url: string,
  request: { headers: Record<string, string>; body: string },
  withinMs = answerWithinMs,
): Promise<Answered | Exclude<Delivery, { kind: 'taken' }>> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      ...request,
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    });
    return { status: answer.status, text: (await answer.text()).slice(0, longestAnswer) };
  } catch (error) {
    return faultOf(error);
  }
}

/** Only what failed before a connection stood is known not to have arrived. */
function faultOf(error: unknown): Exclude<Delivery, { kind: 'taken' }> {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return { kind: 'unknown', because: 'no-answer' };
  const cause =
    error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' && neverConnected.has(cause.code)
    ? { kind: 'refused', because: 'carrier-away', again: true }
    : { kind: 'unknown', because: 'connection-lost' };
}

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** What a status means where the carrier says nothing more. A fault of its own leaves open what it has done. */
export function refusalOf(status: number): Exclude<Delivery, { kind: 'taken' }> {
  if (status >= 500 || status === 408) return { kind: 'unknown', because: 'carrier-failed' };
  if (status === 429) return { kind: 'refused', because: 'carrier-busy', again: true };
  // Not the message's fault but the settings': others mend them, and it leaves then.
  if (status < 400 || [401, 403, 404, 405].includes(status))
    return { kind: 'refused', because: 'carrier-settings', again: true };
  return { kind: 'refused', because: 'carrier-refused', again: false };
}
