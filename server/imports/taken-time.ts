// The time of providers that is taken while a file is weighed line by line. Spans of one provider never overlap here.

interface Span {
  startsAt: string;
  endsAt: string;
}

interface Taken extends Span {
  /** The line that takes it; `null` = a visit on the calendar. */
  line: number | null;
}

export class TakenTime {
  readonly #ofProvider = new Map<string, Taken[]>();

  /** Takes the time for the line, or says what has it. */
  take(providerId: string, span: Span, line: number): 'overlaps-visit' | 'overlaps-file' | null {
    const spans = this.#ofProvider.get(providerId) ?? [];
    const at = placeAmong(spans, span.startsAt);
    const clash = [spans[at - 1], spans[at]].find(
      (other) =>
        other !== undefined && other.startsAt < span.endsAt && other.endsAt > span.startsAt,
    );
    if (clash !== undefined) return clash.line === null ? 'overlaps-visit' : 'overlaps-file';
    this.add(providerId, span, line);
    return null;
  }

  add(providerId: string, span: Span, line: number | null): void {
    const spans = this.#ofProvider.get(providerId) ?? [];
    spans.splice(placeAmong(spans, span.startsAt), 0, { ...span, line });
    this.#ofProvider.set(providerId, spans);
  }
}

/** How many of the spans, sorted by start, begin before. */
function placeAmong(spans: readonly Span[], startsAt: string): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.startsAt ?? '') < startsAt) low = middle + 1;
    else high = middle;
  }
  return low;
}
