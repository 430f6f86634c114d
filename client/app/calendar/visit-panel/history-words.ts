// The versions of a visit as sentences, newest first: what changed, by whom, when.
import type { AppointmentHistoryEntry } from '#contract/calendar';
import { lengthWords } from '../length-words';

export interface HistoryLine {
  version: number;
  words: string;
  by: string;
  at: string;
}

interface Speech {
  when: (iso: string) => string;
  /** When a visit is, or by when it is due. */
  placed: (iso: string) => string;
  providerName: (id: string) => string;
}

export function historyWords(
  entries: readonly AppointmentHistoryEntry[],
  speech: Speech,
): HistoryLine[] {
  return entries.map((entry, at) => ({
    version: entry.version,
    words: wordsOf(entry, entries[at + 1], speech),
    by: entry.actor ?? 'Patient or system',
    at: speech.when(entry.at),
  }));
}

function wordsOf(
  entry: AppointmentHistoryEntry,
  before: AppointmentHistoryEntry | undefined,
  { placed, providerName }: Speech,
): string {
  switch (entry.act) {
    case 'held':
      return `Held for ${placed(entry.startsAt)} with ${providerName(entry.providerId)}`;
    case 'booked':
      return `Booked for ${placed(entry.startsAt)} with ${providerName(entry.providerId)}`;
    case 'walked-in':
      return `Came without a booking, for ${providerName(entry.providerId)}`;
    case 'timed':
      return `Given ${placed(entry.startsAt)} with ${providerName(entry.providerId)}`;
    case 'moved':
      return [
        'Moved',
        ...(before && before.startsAt !== entry.startsAt
          ? [`from ${placed(before.startsAt)} to ${placed(entry.startsAt)}`]
          : []),
        ...(before?.providerId === entry.providerId
          ? []
          : [`to ${providerName(entry.providerId)}`]),
      ].join(' ');
    case 'moved-back':
      return `Move undone: back to ${placed(entry.startsAt)} with ${providerName(entry.providerId)}`;
    case 'resized':
      return before
        ? `Now ${lengthWords(entry)} instead of ${lengthWords(before)}`
        : `Now ${lengthWords(entry)}`;
    case 'described':
      return 'Reason or note written anew';
    case 'told':
      return 'Patient told';
    case 'told-late':
      return 'Told that it begins late';
    case 'confirmed':
      return 'Patient says that they come';
    case 'assigned':
      return 'Room or device changed';
    case 'interpreter-confirmed':
      return 'Interpreter confirmed';
    case 'interpreter-declined':
      return 'Interpreter declined';
    case 'interpreter-asked':
      return 'Interpreter asked again';
    case 'cancelled':
      return 'Cancelled';
    case 'reinstated':
      return 'Cancellation undone';
    case 'imported':
      return `Taken over for ${placed(entry.startsAt)} with ${providerName(entry.providerId)}`;
    case 'arrived':
      return 'Arrived';
    case 'checked-in':
      return 'Checked in';
    case 'roomed':
      return 'Taken into a room';
    case 'started':
      return 'Provider with the patient';
    case 'fulfilled':
      return 'Checked out';
    case 'left':
      return 'Left without being seen';
    case 'marked-no-show':
      return 'Marked as a no-show';
    case 'no-show-reversed':
      return 'No-show taken back';
    case 'reset':
      return `Put back to ${entry.status.replace('-', ' ')}`;
    case 'marked-in-error':
      return 'Marked as entered in error';
    case 'undo-closed':
      return 'Freed time offered to the waitlist: no undo from here on';
    default:
      return entry.act;
  }
}
