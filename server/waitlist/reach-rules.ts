// How somebody who waits is asked: by message where that may be, by phone otherwise. Who cannot be reached by message
// is asked in the same wave as everybody else.
import { contactWords, type ContactVerdict } from '#contract/contact';
import type { Entry } from '#contract/waitlist-entry';

export type AskingWay = 'message' | 'call';

/** May the person be asked in this way? */
export type WaysOpen = Record<AskingWay, ContactVerdict>;

export function wayOf(
  entry: Pick<Entry, 'contactConsent'>,
  ways: WaysOpen,
  { callsOnly }: { callsOnly: boolean },
): { way: AskingWay | null; because: string } {
  if (!callsOnly && entry.contactConsent && ways.message.allowed)
    return { way: 'message', because: 'Is asked by message.' };
  if (!ways.call.allowed) return { way: null, because: contactWords(ways.call) };
  return { way: 'call', because: whyCalled(entry, ways, callsOnly) };
}

function whyCalled(
  entry: Pick<Entry, 'contactConsent'>,
  ways: WaysOpen,
  callsOnly: boolean,
): string {
  if (callsOnly) return 'Is called: this visit type is offered by phone.';
  if (!entry.contactConsent) return 'Is called: wants no messages.';
  return `Is called. ${contactWords(ways.message)}`;
}
