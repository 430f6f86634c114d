// One HTTP request to a carrier, told by what it means for the message.
import { postOnce, type Answered } from '../../platform/outgoing/post-once.ts';
import { answerWithinMs, type Delivery } from './courier.ts';

export async function post(
  url: string,
  request: { headers: Record<string, string>; body: string },
  withinMs = answerWithinMs,
): Promise<Answered | Exclude<Delivery, { kind: 'taken' }>> {
  const answer = await postOnce(url, request, withinMs);
  if (!('unanswered' in answer)) return answer;
  const { unanswered } = answer;
  return unanswered === 'away'
    ? { kind: 'refused', because: 'carrier-away', again: true }
    : { kind: 'unknown', because: unanswered };
}

/** What a status means where the carrier says nothing more. A fault of its own leaves open what it has done. */
export function refusalOf(status: number): Exclude<Delivery, { kind: 'taken' }> {
  if (status >= 500 || status === 408) return { kind: 'unknown', because: 'carrier-failed' };
  if (status === 429) return { kind: 'refused', because: 'carrier-busy', again: true };
  // Not the message's fault but the settings': others mend them, and it leaves then.
  if (status < 400 || [401, 403, 404, 405].includes(status))
    return { kind: 'refused', because: 'carrier-settings', again: true };
  return { kind: 'refused', because: 'carrier-refused', again: false };
}
