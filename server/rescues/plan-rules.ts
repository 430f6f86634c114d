// Where each visit of a provider who is out goes instead: pure. Instants are epoch milliseconds.
import type { PlanReason, RescueAct } from '#contract/rescues';
import type { ResourceNeed } from '#contract/resources';
import { isEnoughFor, type Placed } from './resource-plan-rules.ts';

const minute = 60_000;

export interface Span {
  from: number;
  until: number;
}

export interface Place {
  providerId: string;
  from: number;
}

/** A visit of the provider who is out, with everything that decides where it may go. */
export interface VisitToPlace extends Span {
  id: string;
  patientId: string;
  providerId: string;
  visitTypeId: string;
  /** 0 = the most urgent. */
  urgency: number;
  bufferBefore: number;
  bufferAfter: number;
  /** Why it is left out of the plan; `null` = it is not. */
  leftBecause: 'here' | 'held' | 'may-not-come' | null;
  mayBeCalled: boolean;
  isNew: boolean;
  /** Rooms, devices and interpreters. */
  needs: readonly ResourceNeed[];
  /** The first and the last start that its visit type allows. */
  earliest: number;
  latest: number;
  /** Who may see the patient: those who are licensed where the patient is. */
  providerIds: readonly string[];
  /** When the patient can come, as they said themselves. */
  suits: (place: Place & { until: number }) => boolean;
}

/** One local day of one provider. */
export interface ProviderDay {
  providerId: string;
  date: string;
  /** How many more visits it takes, and of new patients; `null` = as many as there is time for. */
  visitsLeft: number | null;
  newPatientsLeft: number | null;
  /** On the grid, inside hours that are open to the visit's type, past what is taken. */
  startsOf: (visit: VisitToPlace, taken: readonly Span[]) => number[];
}

export interface Chosen {
  act: RescueAct;
  to: Place | null;
}

export interface PlanFacts {
  visits: readonly VisitToPlace[];
  /** In the order of their dates. */
  days: readonly ProviderDay[];
  dateOf: (moment: number) => string;
  /** Minute of the local day. */
  wallMinute: (moment: number) => number;
  /** Provider → what is taken of their time, and by which visit. */
  taken: ReadonlyMap<string, readonly (Span & { appointmentId: string })[]>;
  /** Patient → their other visits. */
  busy: ReadonlyMap<string, readonly (Span & { appointmentId: string })[]>;
  /** How many of a type of room, device or interpreter are free for a visit from a start on. */
  freeOf: (visit: VisitToPlace, from: number, type: string) => number;
  now: number;
  /** What starts sooner is never moved without asking, and nothing is moved to a time that is sooner. */
  noticeMinutes: number;
  chosen: ReadonlyMap<string, Chosen>;
}

export interface PlannedLine {
  visit: VisitToPlace;
  act: RescueAct;
  to: Place | null;
  because: PlanReason;
  acts: RescueAct[];
  others: Place[];
  isRefused: boolean;
}

/** Weighs minutes away from the old time against another provider. */
const otherProvider = 90;
const mostOthers = 3;
/** Two places closer than this are the same to somebody who chooses. */
const apart = 30 * minute;

/**
 * What was chosen by hand has its place first; then the most urgent, then who comes first. Two lines never take the
 * same time, of a provider or of a patient.
 */
export function planVisits(facts: PlanFacts): PlannedLine[] {
  const plan = new PlanInProgress(facts);
  const ordered = facts.visits.toSorted(inTurn);
  const byHand = ordered.filter(({ id }) => facts.chosen.get(id)?.act === 'move');
  const lines = new Map<string, PlannedLine>();
  for (const visit of byHand) {
    const line = keepChoice(plan, visit);
    if (line) lines.set(visit.id, line);
  }
  for (const visit of ordered) if (!lines.has(visit.id)) lines.set(visit.id, plan.lineOf(visit));
  return facts.visits.toSorted(byStart).flatMap(({ id }) => lines.get(id) ?? []);
}

function keepChoice(plan: PlanInProgress, visit: VisitToPlace): PlannedLine | null {
  const to = plan.facts.chosen.get(visit.id)?.to;
  const acts = plan.actsOf(visit);
  if (!to || !acts.includes('move') || !plan.isPossible(visit, to)) return null;
  const others = plan.placesFor(visit, mostOthers, to);
  plan.take(visit, to);
  return { visit, act: 'move', to, because: 'chosen', acts, others, isRefused: false };
}

class PlanInProgress {
  readonly facts: PlanFacts;
  readonly #placed: { visit: VisitToPlace; to: Place }[] = [];

  constructor(facts: PlanFacts) {
    this.facts = facts;
  }

  /** What may be done with a visit at all. */
  actsOf(visit: VisitToPlace): RescueAct[] {
    if (visit.leftBecause !== null) return ['leave'];
    const called: RescueAct[] = visit.mayBeCalled ? ['waitlist', 'call'] : [];
    return this.#isImminent(visit)
      ? [...called.filter((act) => act === 'call'), 'leave']
      : ['move', ...called, 'leave'];
  }

  lineOf(visit: VisitToPlace): PlannedLine {
    const acts = this.actsOf(visit);
    const chosen = this.facts.chosen.get(visit.id);
    const isKept = chosen !== undefined && chosen.act !== 'move' && acts.includes(chosen.act);
    const isRefused = chosen !== undefined && !isKept;
    const found = acts.includes('move') ? this.placesFor(visit, mostOthers + 1) : [];
    const rest = { visit, acts, isRefused };
    if (isKept) {
      const because = acts.length === 1 ? this.#leftBecause(visit) : 'chosen';
      return { ...rest, act: chosen.act, to: null, because, others: found.slice(0, mostOthers) };
    }
    const [to, ...others] = found;
    if (to) {
      this.take(visit, to);
      const because = to.providerId === visit.providerId ? 'another-time' : 'another-provider';
      return { ...rest, act: 'move', to, because, others };
    }
    return { ...rest, ...this.#withoutPlace(visit, acts), to: null, others: [] };
  }

  #withoutPlace(
    visit: VisitToPlace,
    acts: readonly RescueAct[],
  ): Pick<PlannedLine, 'act' | 'because'> {
    if (acts.includes('waitlist')) return { act: 'waitlist', because: 'no-place' };
    if (acts.includes('call')) return { act: 'call', because: 'imminent' };
    return { act: 'leave', because: this.#leftBecause(visit) };
  }

  #leftBecause(visit: VisitToPlace): PlanReason {
    return visit.leftBecause ?? (visit.mayBeCalled ? 'imminent' : 'may-not-call');
  }

  #isImminent(visit: VisitToPlace): boolean {
    return visit.from < this.#soonest();
  }

  #soonest(): number {
    return this.facts.now + this.facts.noticeMinutes * minute;
  }

  take(visit: VisitToPlace, to: Place): void {
    this.#placed.push({ visit, to });
  }

  isPossible(visit: VisitToPlace, to: Place): boolean {
    const day = this.#daysFor(visit).find(
      ({ providerId, date }) => providerId === to.providerId && date === this.facts.dateOf(to.from),
    );
    return day !== undefined && this.#startsOn(visit, day).includes(to.from);
  }

  /** The best first: the same day before others, and the same provider before one at the same time. */
  placesFor(visit: VisitToPlace, most: number, besides?: Place): Place[] {
    const found: Place[] = [];
    const known = besides ? [besides] : [];
    for (const days of Map.groupBy(this.#daysFor(visit), ({ date }) => date).values()) {
      if (found.length >= most) break;
      const places = days
        .flatMap((day) =>
          this.#startsOn(visit, day).map((from) => ({ providerId: day.providerId, from })),
        )
        .map((place) => ({ place, cost: this.#cost(visit, place) }))
        .sort((a, b) => a.cost - b.cost || inOrder(a.place, b.place));
      for (const { place } of places)
        if (found.length < most && ![...known, ...found].some((other) => isLike(place, other)))
          found.push(place);
    }
    return found;
  }

  /** From the visit's own day on, of who may see the patient and has room for one more. */
  #daysFor(visit: VisitToPlace): ProviderDay[] {
    const own = this.facts.dateOf(visit.from);
    return this.facts.days.filter(
      (day) =>
        day.date >= own && visit.providerIds.includes(day.providerId) && this.#hasRoom(visit, day),
    );
  }

  #hasRoom(visit: VisitToPlace, day: ProviderDay): boolean {
    const isThere =
      day.providerId === visit.providerId && day.date === this.facts.dateOf(visit.from);
    if (isThere) return true;
    const more = this.#placed.filter(
      ({ to }) => to.providerId === day.providerId && this.facts.dateOf(to.from) === day.date,
    );
    const moreNew = more.filter((one) => one.visit.isNew).length;
    const isFull = day.visitsLeft !== null && more.length >= day.visitsLeft;
    const isFullOfNew =
      visit.isNew && day.newPatientsLeft !== null && moreNew >= day.newPatientsLeft;
    return !isFull && !isFullOfNew;
  }

  #startsOn(visit: VisitToPlace, day: ProviderDay): number[] {
    const length = visit.until - visit.from;
    const busy = this.#busyOf(visit);
    return day.startsOf(visit, this.#takenOf(visit, day.providerId)).filter((from) => {
      const until = from + length;
      return (
        from >= Math.max(this.#soonest(), visit.earliest) &&
        from <= visit.latest &&
        !busy.some((other) => other.from < until && other.until > from) &&
        visit.suits({ providerId: day.providerId, from, until }) &&
        this.#hasResources(visit, from)
      );
    });
  }

  #hasResources(visit: VisitToPlace, from: number): boolean {
    if (visit.needs.length === 0) return true;
    const placed = this.#placed.map((other) => this.#needing(other.visit, other.to.from));
    return isEnoughFor(this.#needing(visit, from), placed);
  }

  #needing(visit: VisitToPlace, from: number): Placed {
    return {
      ...{ needs: visit.needs, from, occupied: occupiedFrom(visit, from) },
      freeOf: (type) => this.facts.freeOf(visit, from, type),
    };
  }

  /** A visit never stands in its own way. */
  #takenOf(visit: VisitToPlace, providerId: string): Span[] {
    const there = this.facts.taken.get(providerId) ?? [];
    return [
      ...there.filter(({ appointmentId }) => appointmentId !== visit.id),
      ...this.#placed
        .filter(({ to }) => to.providerId === providerId)
        .map(({ visit: other, to }) => occupiedFrom(other, to.from)),
    ];
  }

  #busyOf(visit: VisitToPlace): Span[] {
    const others = this.facts.busy.get(visit.patientId) ?? [];
    return [
      ...others.filter(({ appointmentId }) => appointmentId !== visit.id),
      ...this.#placed
        .filter((other) => other.visit.patientId === visit.patientId)
        .map(({ visit: other, to }) => ({
          from: to.from,
          until: to.from + (other.until - other.from),
        })),
    ];
  }

  #cost(visit: VisitToPlace, to: Place): number {
    const { wallMinute } = this.facts;
    const later = Math.abs(wallMinute(to.from) - wallMinute(visit.from));
    return later + (to.providerId === visit.providerId ? 0 : otherProvider);
  }
}

/** The visit with its buffers, were it to start there. */
function occupiedFrom(visit: VisitToPlace, from: number): Span {
  return {
    from: from - visit.bufferBefore * minute,
    until: from + (visit.until - visit.from) + visit.bufferAfter * minute,
  };
}

function inTurn(a: VisitToPlace, b: VisitToPlace): number {
  return a.urgency - b.urgency || byStart(a, b);
}

function byStart(a: VisitToPlace, b: VisitToPlace): number {
  return a.from - b.from || a.id.localeCompare(b.id);
}

function inOrder(a: Place, b: Place): number {
  return a.from - b.from || a.providerId.localeCompare(b.providerId);
}

function isLike(a: Place, b: Place): boolean {
  return a.providerId === b.providerId && Math.abs(a.from - b.from) < apart;
}
