// What an authorization needs of a 278 response: which decision counts for a service, for which days and how much.
import type { DateRange } from './element-values.ts';
import type { DatedFact } from './eligibility.ts';
import type { ReviewDecision, ReviewedEvent, ReviewedService } from './health-care-review.ts';
import type { ReviewAction } from './review-codes.ts';

export interface ReviewOutcome extends ReviewDecision {
  /** `null` where nothing was certified. */
  certified: Certified | null;
}

export interface Certified {
  /** First and last day, both included; `null` where the payer did not say. */
  from: string | null;
  to: string | null;
  issuedOn: string | null;
  /** `null` where the payer did not say: then it is as asked for, if that was certified in total. */
  quantity: { kind: string; count: string } | null;
}

const certifying: readonly ReviewAction[] = ['A1', 'A2', 'A6'];

/**
 * Of a service of the event, or without one of the event as a whole. Its own decision counts before that of its event;
 * one that was rejected by itself has none, whatever its event says. `null` = nothing was decided.
 */
export function outcomeOf(
  event: ReviewedEvent,
  service: ReviewedService | null,
): ReviewOutcome | null {
  if (service === null) return outcome(event.decision, event);
  if (service.decision === null && service.rejections.length > 0) return null;
  return outcome(service.decision ?? event.decision, event, service);
}

function outcome(
  decision: ReviewDecision | null,
  event: ReviewedEvent,
  service?: ReviewedService,
): ReviewOutcome | null {
  if (decision === null) return null;
  const isCertified = certifying.includes(decision.action);
  const number =
    decision.certification || (isCertified ? (event.decision?.certification ?? '') : '');
  return {
    ...decision,
    certification: number,
    certified: isCertified ? certifiedOf(event, service) : null,
  };
}

function certifiedOf(event: ReviewedEvent, service?: ReviewedService): Certified {
  const items = service ? [service.dates, event.dates] : [event.dates];
  const issued = items.flat().find(({ kind }) => kind === '102');
  return {
    ...spanOf(items),
    issuedOn: issued?.range.from ?? null,
    quantity: service ? quantityOf(service) : quantityOf({ ...event, procedure: null }),
  };
}

/**
 * Days of the certification count, each end of the service before that of the event; days of care, which a payer often
 * gives back as they were asked for, only where it says none of the certification: they may go beyond it.
 */
function spanOf(items: readonly (readonly DatedFact[])[]): Pick<Certified, 'from' | 'to'> {
  const from = firstOf(items, (dates) => rangeOf(dates, '007', '346')?.from);
  const to = firstOf(items, lastDayOf);
  if (from !== null || to !== null) return { from, to };
  const care = firstOf(items, (dates) => rangeOf(dates, '472') ?? rangeOf(dates, 'AAH'));
  return care ?? { from: null, to: null };
}

/** What `036` says, else the end of `007`, when that says two days. */
function lastDayOf(dates: readonly DatedFact[]): string | undefined {
  const effective = rangeOf(dates, '007', '346');
  const last = effective && effective.to !== effective.from ? effective.to : undefined;
  return rangeOf(dates, '036', '347')?.to ?? last;
}

function rangeOf(dates: readonly DatedFact[], ...kinds: string[]): DateRange | undefined {
  return dates.find(({ kind }) => kinds.includes(kind))?.range;
}

function firstOf<T>(
  items: readonly (readonly DatedFact[])[],
  find: (dates: readonly DatedFact[]) => T | undefined,
): T | null {
  for (const dates of items) {
    const found = find(dates);
    if (found !== undefined) return found;
  }
  return null;
}

function quantityOf({
  quantity,
  procedure,
}: Pick<ReviewedService, 'quantity' | 'procedure'>): Certified['quantity'] {
  if (quantity !== null && quantity.count !== '')
    return { kind: quantity.kind, count: quantity.count };
  if (procedure === null || procedure.count === '') return null;
  return { kind: procedure.unit, count: procedure.count };
}
