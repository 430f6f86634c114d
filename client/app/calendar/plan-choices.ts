// What may be chosen for a visit of a provider who is out, and what has been decided: pure.
import {
  rescueActs,
  type Decision,
  type PlanLine,
  type RescueAct,
  type RescuePlace,
} from '#contract/rescues';

export interface PlanChoice {
  /** Names it within its line. */
  key: string;
  act: RescueAct;
  to: RescuePlace | null;
  words: string;
}

/** The planned one first, then further places, then what else may be done. */
export function choicesOf(line: PlanLine, placeWords: (to: RescuePlace) => string): PlanChoice[] {
  const places = [...(line.to ? [line.to] : []), ...line.others].map((to) => ({
    key: keyOf('move', to),
    act: 'move' as const,
    to,
    words: placeWords(to),
  }));
  const acts = line.acts
    .filter((act) => act !== 'move')
    .map((act) => ({ key: act, act, to: null, words: rescueActs[act] }));
  return [...places, ...acts];
}

export function keyOf(
  act: RescueAct,
  to: Pick<RescuePlace, 'providerId' | 'startsAt'> | null,
): string {
  return to ? `move ${to.providerId} ${to.startsAt}` : act;
}

export function decide({ appointment }: PlanLine, { act, to }: PlanChoice): Decision {
  return {
    appointmentId: appointment.id,
    expectedVersion: appointment.version,
    act,
    to: to && { providerId: to.providerId, startsAt: to.startsAt },
  };
}

/** The plan as it stands, decided line by line. */
export function decisionsOf(lines: readonly PlanLine[]): Decision[] {
  return lines.map((line) => decide(line, { key: '', act: line.act, to: line.to, words: '' }));
}

export type ActCounts = Readonly<Record<RescueAct, number>>;

export function countActs(lines: readonly { act: RescueAct }[]): ActCounts {
  const counts = { move: 0, waitlist: 0, call: 0, leave: 0 };
  for (const { act } of lines) counts[act] += 1;
  return counts;
}
