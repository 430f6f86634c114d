// One HTTP request to another system, told by how far it surely came.

export interface Answered {
  status: number;
  text: string;
}

/** `away` = it has surely not arrived; of the others nobody knows. */
export type Unanswered = 'away' | 'no-answer' | 'connection-lost';

/** Of answers; longer ones are none of ours. */
const longestAnswer = 20_000;

/** Never throws and follows no redirect: what is posted is for that address alone. */
export async function postOnce(
  url: string,
  request: { headers: Record<string, string>; body: string },
  withinMs: number,
): Promise<Answered | { unanswered: Unanswered }> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      ...request,
      redirect: 'manual',
      signal: AbortSignal.timeout(withinMs),
    });
    return { status: answer.status, text: (await answer.text()).slice(0, longestAnswer) };
  } catch (error) {
    return { unanswered: unansweredBy(error) };
  }
}

/** Only what failed before a connection stood is known not to have arrived. */
function unansweredBy(error: unknown): Unanswered {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'no-answer';
  const cause =
    error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' && neverConnected.has(cause.code)
    ? 'away'
    : 'connection-lost';
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
