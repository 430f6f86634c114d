// How it stands with the interpreter of a visit, in words; a tone only repeats what they say.
import type { Appointment } from '#contract/calendar';
import {
  interpreterWorkflow,
  requestReasons,
  type InterpreterMode,
} from '#contract/interpreter-workflow';
import type { InterpreterRequest } from '#contract/interpreter-requests';
import { languageWords } from '../platform/language-words';
import type { Tone } from '../ui/status-chip/status-chip';

export const interpreterModeWords: Readonly<Record<InterpreterMode, string>> = {
  'in-person': 'In person',
  video: 'By video',
  phone: 'By phone',
};

/** From then on before the start it is late to find somebody. */
const lateHours = 48;

/** Nobody has said that they interpret, and the visit is near. */
export function lacksInterpreter(visit: Appointment, now: string): boolean {
  const status = visit.interpreterRequest?.status;
  const isOpen = status === 'requested' || status === 'declined';
  const isToCome = visit.status === 'booked' || visit.status === 'arrived';
  const hours = (Date.parse(visit.startsAt) - Date.parse(now)) / 3_600_000;
  return isOpen && isToCome && hours < lateHours;
}

/** What the sign on a visit says; `null` where nobody was asked. */
export function interpreterSign(
  visit: Appointment,
  now: string,
): { words: string; tone: Tone } | null {
  const status = visit.interpreterRequest?.status;
  if (status === undefined) return null;
  const words = `Interpreter ${interpreterWorkflow.states[status].title.toLowerCase()}`;
  return { words, tone: toneOf(status, lacksInterpreter(visit, now)) };
}

/** What is written on a visit that is near and has nobody. */
export function interpreterBadge(
  visit: Appointment,
  now: string,
): { word: string; tone: Tone } | null {
  return lacksInterpreter(visit, now)
    ? { word: 'No interpreter', tone: toneOf(visit.interpreterRequest?.status, true) }
    : null;
}

function toneOf(status: InterpreterRequest['status'] | undefined, isLate: boolean): Tone {
  if (status === 'confirmed') return 'ok';
  if (status === 'declined') return isLate ? 'late' : 'soon';
  return status === 'requested' && isLate ? 'soon' : 'neutral';
}

/** “Spanish · by video · HL-204”, and why it stands as it does. */
export function requestWords(request: InterpreterRequest): { state: string; more: string } {
  const { status, confirmedBy, because, mode, reference } = request;
  const state = interpreterWorkflow.states[status].title.toLowerCase();
  const by = confirmedBy ?? '';
  const isConfirmed = status === 'confirmed';
  return {
    state: `${languageWords(request.language)} · ${isConfirmed ? `confirmed by ${by}` : state}`,
    more: [
      interpreterModeWords[mode],
      ...(because === null ? [] : [requestReasons[because]]),
      ...(by && !isConfirmed ? [`before confirmed by ${by}`] : []),
      ...(reference === null ? [] : [`reference ${reference}`]),
    ].join(' · '),
  };
}
