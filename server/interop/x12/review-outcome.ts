// What an authorization needs of a 278 response: which decision counts for a service, for which days and how much.
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
  const own = service ? spanOf(service.dates) : null;
  const span = own ?? spanOf(event.dates) ?? { from: null, to: null };
  const issued = [...(service?.dates ?? []), ...event.dates].find(({ kind }) => kind === '102');
  return {
    ...span,
    issuedOn: issued?.range.from ?? null,
    quantity: service ? quantityOf(service) : quantityOf({ ...event, procedure: null }),
  };
}

/** `007` may say both days, else `036` says the last; without them the days of the service or the event count. */
function spanOf(dates: readonly DatedFact[]): Pick<Certified, 'from' | 'to'> | null {
  const of = (...kinds: string[]): DatedFact['range'] | null =>
    dates.find(({ kind }) => kinds.includes(kind))?.range ?? null;
  const [effective, expires] = [of('007', '346'), of('036', '347')];
  if (effective === null && expires === null) return of('472') ?? of('AAH');
  const last = effective !== null && effective.to !== effective.from ? effective.to : null;
  return { from: effective?.from ?? null, to: expires?.to ?? last };
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
