import { Component, computed, inject, input, model } from '@angular/core';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { localDateOf } from '../../platform/wall-time';
import type { Permission } from '#contract/permission';
import {
  isDecided,
  isLiftable,
  startOf,
  type DecidableLine,
  type Decisions,
  type LineDecision,
} from '../series-decisions';

/** The visits of a series, each with what stands against it and what becomes of it. */
@Component({
  selector: 'app-series-lines',
  templateUrl: './series-lines.html',
  styleUrl: './series-lines.scss',
})
export class SeriesLines {
  readonly lines = input.required<readonly DecidableLine[]>();
  readonly count = input.required<number>();
  readonly zone = input.required<string>();
  /** How to say that a visit does not take part. */
  readonly outWords = input.required<string>();
  /** It is asked why. */
  readonly asksWhyOut = input(false);
  /** Those that were refused a moment ago. */
  readonly refused = input<ReadonlySet<number>>(new Set());
  readonly decisions = model.required<Decisions>();

  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  protected readonly rows = computed(() => this.lines().map((line) => this.#rowOf(line)));

  #rowOf(line: DecidableLine) {
    const decision = this.decisions()[line.key];
    const { place, key, problems } = line;
    const when = this.#format.dayAndTime(startOf(line, decision) ?? line.plannedAt);
    const isOpen = !isDecided(line, decision, { whyOut: this.asksWhyOut() });
    return {
      ...{ key, place, when, isOpen, line },
      isOut: decision?.kind === 'out',
      isElsewhere: decision?.kind === 'at',
      was: this.#format.dayAndTime(line.plannedAt),
      isRefused: this.refused().has(place),
      problems: decision?.kind === 'out' ? [] : problems,
      choices: this.#choicesOf(line, decision),
      chosen: decision ? keyOf(decision) : problems.length > 0 ? '' : 'planned',
      because: decision && decision.kind !== 'at' ? decision.because : null,
      asksWhy: decision?.kind === 'anyway' || (decision?.kind === 'out' && this.asksWhyOut()),
    };
  }

  /** A time that was chosen stays in the list, also when others are near now. */
  #choicesOf(line: DecidableLine, decision: LineDecision | undefined) {
    const isPlannedFree = line.problems.length === 0 || decision !== undefined;
    const times = line.alternatives.map(({ startsAt }) => startsAt);
    const chosen = decision?.kind === 'at' ? [decision.startsAt] : [];
    const all = [...new Set([...chosen, ...times])].sort();
    return [
      ...(isPlannedFree ? [{ key: 'planned', words: this.#plannedWords(line) }] : []),
      ...all.map((at) => ({ key: at, words: this.#timeWords(at, line.plannedAt) })),
      ...(this.#mayLift(line) ? [{ key: 'anyway', words: 'As planned, for a reason' }] : []),
      { key: 'out', words: this.outWords() },
    ];
  }

  #plannedWords({ plannedAt }: DecidableLine): string {
    return `As planned, ${this.#format.time(plannedAt)}`;
  }

  /** The day is said where it is another one. */
  #timeWords(at: string, planned: string): string {
    const isSameDay = localDateOf(at, this.zone()) === localDateOf(planned, this.zone());
    return isSameDay ? this.#format.time(at) : this.#format.dayAndTime(at);
  }

  #mayLift({ problems, startsAt, plannedAt }: DecidableLine): boolean {
    return (
      problems.length > 0 &&
      startsAt === plannedAt &&
      problems.every((one) => isLiftable(one) && this.#session.can(one.permission as Permission))
    );
  }

  protected choose(line: DecidableLine, key: string): void {
    const { [line.key]: before, ...others } = this.decisions();
    const decision = decisionOf(key, line, before);
    this.decisions.set(decision ? { ...others, [line.key]: decision } : others);
  }

  protected say({ key }: DecidableLine, because: string): void {
    const decision = this.decisions()[key];
    if (!decision || decision.kind === 'at') return;
    this.decisions.set({ ...this.decisions(), [key]: { ...decision, because } });
  }
}

function keyOf(decision: LineDecision): string {
  return decision.kind === 'at' ? decision.startsAt : decision.kind;
}

/** What stands against a visit is why it is left out, unless somebody knows better. */
function decisionOf(
  key: string,
  { problems }: DecidableLine,
  before: LineDecision | undefined,
): LineDecision | null {
  const said = before && before.kind !== 'at' ? before.because : '';
  if (key === 'planned' || key === '') return null;
  if (key === 'anyway') return { kind: 'anyway', because: said };
  if (key === 'out') return { kind: 'out', because: said || (problems[0]?.message ?? '') };
  return { kind: 'at', startsAt: key };
}
