// The same days with somebody at a phone: one call every few minutes in office hours, for the freed time that comes soonest,
// to whoever has waited longest. Pure.
import { minutesPerCall, stopMinutes } from './assumptions.ts';
import { plus, type BusyDays, type FillingVisit } from './busy-days.ts';
import { answerAbout } from './draw.ts';
import type { Filled } from './filled.ts';

/** Who is called answers in the call, or calls back after as many minutes as they would have taken over a message. */
export type Answering = 'at-once' | 'calls-back';

interface Opening {
  provider: number;
  startsAt: string;
  freedAt: string;
  isFirst: boolean;
  called: Set<string>;
  filledAt: string | null;
}

interface Yes {
  at: string;
  who: FillingVisit;
  opening: Opening;
}

export function callByHand(plan: BusyDays, rate: number, answering: Answering): Filled {
  const line = plan.visits
    .filter(({ waits }) => waits)
    .toSorted((a, b) => a.bookedAt.localeCompare(b.bookedAt));
  const moved = new Set<FillingVisit>();
  const openings: Opening[] = [];
  const toFree = plan.visits
    .flatMap((visit) => (visit.calledOffAt === null ? [] : [{ ...visit, at: visit.calledOffAt }]))
    .toSorted((a, b) => a.at.localeCompare(b.at));
  const yeses: Yes[] = [];
  let asked = 0;

  const free = ({ provider, startsAt }: FillingVisit, freedAt: string, isFirst: boolean): void => {
    openings.push({
      ...{ provider, startsAt, freedAt, isFirst },
      called: new Set(),
      filledAt: null,
    });
  };

  function book({ at, who, opening }: Yes): void {
    if (opening.filledAt !== null || moved.has(who) || opening.startsAt <= at) return;
    opening.filledAt = at;
    moved.add(who);
    free(who, at, false);
  }

  function letHappenUntil(now: string): void {
    while ((toFree[0]?.at ?? '9') <= now) {
      const visit = toFree.shift()!;
      free(visit, visit.at, true);
    }
    yeses.sort((a, b) => a.at.localeCompare(b.at));
    while ((yeses[0]?.at ?? '9') <= now) book(yeses.shift()!);
  }

  function callOne(now: string): void {
    const latest = plus(now, stopMinutes);
    const open = openings
      .filter(({ filledAt, startsAt }) => filledAt === null && startsAt >= latest)
      .toSorted(
        (a, b) => a.startsAt.localeCompare(b.startsAt) || a.freedAt.localeCompare(b.freedAt),
      );
    for (const opening of open) {
      const who = line.find(
        (one) =>
          one.bookedAt <= now &&
          one.startsAt > opening.startsAt &&
          !moved.has(one) &&
          !opening.called.has(one.patient),
      );
      if (!who) continue;
      opening.called.add(who.patient);
      asked += 1;
      const answer = answerAbout(who.patient, opening, rate);
      if (answer?.yes) {
        const at = answering === 'at-once' ? now : plus(now, answer.minutes);
        yeses.push({ at, who, opening });
      }
      return;
    }
  }

  for (const { from, until } of plan.openHours) {
    for (let now = from; now < until; now = plus(now, minutesPerCall)) {
      letHappenUntil(now);
      callOne(now);
    }
    letHappenUntil(until);
  }
  const first = openings.filter(({ isFirst }) => isFirst);
  const minutes = first.flatMap(({ freedAt, filledAt }) =>
    filledAt === null ? [] : [(Date.parse(filledAt) - Date.parse(freedAt)) / 60_000],
  );
  const followed = openings.filter((one) => !one.isFirst && one.filledAt !== null).length;
  return { freed: first.length, filled: minutes.length, minutes, followed, asked };
}
