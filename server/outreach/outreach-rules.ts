// Whether, which way and when a message leaves: pure.
import { mayContact, type ContactFacts, type ContactPurpose } from '#contract/contact';
import type { MessageChannel, QueueRefusal } from '#contract/message-workflow';
import type { Reach } from '../patients/reach-queries.ts';
import { plusSeconds } from '../platform/clock/instants.ts';
import { afterQuietHours, type QuietHours } from '../platform/clock/quiet-hours.ts';

export type Way =
  | { channel: MessageChannel; address: string }
  | { refused: Exclude<QueueRefusal, 'budget-spent' | 'too-late'> };

/** The best way of those that would do; what the patient asked for goes before what the chart has. */
export function chooseWay(
  facts: ContactFacts,
  reach: Pick<Reach, 'text' | 'email' | 'preferredChannel'>,
  wanted: { purpose: ContactPurpose; channels?: readonly MessageChannel[] },
): Way {
  const { purpose, channels = inOrder(reach.preferredChannel) } = wanted;
  const asked = mayContact(facts, { purpose, channels });
  if (!asked.allowed) return { refused: asked.because };
  const only = facts.confidential;
  const reachable = channels.filter((way) => only?.channel === way || reach[way] !== null);
  if (reachable.length === 0) return { refused: 'no-address' };
  const verdict = mayContact(facts, { purpose, channels: reachable });
  if (!verdict.allowed) return { refused: verdict.because };
  const channel = reachable.find((way) => way === verdict.channel);
  const address = channel && (verdict.address ?? reach[channel]);
  return channel && address ? { channel, address } : { refused: 'no-address' };
}

function inOrder(preferred: Reach['preferredChannel']): readonly MessageChannel[] {
  return preferred === 'email' ? ['email', 'text'] : ['text', 'email'];
}

/** Undo first, then the hours in which nobody is woken where the patient is. */
export function messageLeavesAt(options: {
  now: string;
  delaySeconds: number;
  quiet: QuietHours;
  zone: string;
}): string {
  const { now, delaySeconds, quiet, zone } = options;
  return afterQuietHours(plusSeconds(now, delaySeconds), quiet, zone);
}
