// The list of a series in hand: judged by the server, decided about line by line, and sent whole. For a booking and a
// move, which differ in what they ask and in what they send.
import { computed, linkedSignal, resource, signal, type Signal } from '@angular/core';
import type { Problem } from '#contract/problem';
import type { RefusedLines } from '#contract/visit-series';
import { problemOf } from '../platform/api';
import { newCommandId } from '../platform/command-id';
import { messageOf } from '../platform/problem-message';
import { chosenOf, countOf, type DecidableLine, type Decisions } from './series-decisions';

type Chosen = ReturnType<typeof chosenOf>;

interface Series<P, L, D> {
  /** What is asked about; another one is judged anew. */
  place: Signal<P>;
  load: (place: P, chosen: Chosen) => Promise<L[]>;
  lineOf: (line: L) => D;
  /** Has to be said why a visit is left out. */
  whyOut: boolean;
}

/** Called where things are injected. */
export function decideSeries<P, L, D extends DecidableLine>(series: Series<P, L, D>) {
  const decisions = signal<Decisions>({});
  const chosen = computed(() => chosenOf(decisions()), { equal: isSame });
  const preview = resource({
    params: () => ({ place: series.place(), chosen: chosen() }),
    loader: ({ params }) => series.load(params.place, params.chosen),
  });
  /** While they are judged again the last ones stay. */
  const lines = linkedSignal<L[] | null, L[] | null>({
    source: () => (preview.hasValue() ? preview.value() : null),
    computation: (loaded, before) => loaded ?? before?.value ?? null,
  });
  const shown = computed(() => lines()?.map(series.lineOf) ?? []);
  const counts = computed(() => countOf(shown(), decisions(), { whyOut: series.whyOut }));
  const isSending = signal(false);
  const problem = signal<Problem | null>(null);
  const refused = signal<ReadonlySet<number>>(new Set());
  const message = computed(() => {
    const error = preview.error();
    const told = problem() ?? (error ? problemOf(error) : null);
    return told ? messageOf(told) : '';
  });
  /** Not while the visits are judged again: what is pressed then would be for a list that is not on show yet. */
  const maySend = computed(() => {
    const { open, going } = counts();
    const isJudged = lines() !== null && !preview.isLoading();
    return isJudged && open === 0 && going > 0 && !isSending();
  });
  let commandId = newCommandId();

  /** What was decided stays; the visits are judged as they stand now. */
  function lookAgain(told: Problem): void {
    problem.set(told);
    if (told.rule !== 'lines-refused' && told.rule !== 'series-changed') return;
    const { items } = told.current as RefusedLines;
    refused.set(new Set(items.map(({ place }) => place)));
    preview.reload();
  }

  async function send(act: (commandId: string) => Promise<void>): Promise<void> {
    if (!maySend()) return;
    // Without an answer it may have been done: the same under the same name is done only once.
    if (problem()?.code !== 'unavailable') commandId = newCommandId();
    isSending.set(true);
    problem.set(null);
    refused.set(new Set());
    try {
      await act(commandId);
    } catch (error) {
      lookAgain(problemOf(error));
    } finally {
      isSending.set(false);
    }
  }

  return { decisions, preview, lines, shown, counts, refused, message, maySend, send };
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
