// Which days a patient can rule out from an offer: pure.
import { localDateOf } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';

/** The day of the visit and the thirteen after it, on the calendar of the clinic. */
export function daysToRuleOut(startsAt: string, zone: string): string[] {
  const first = Temporal.PlainDate.from(localDateOf(startsAt, zone));
  return Array.from({ length: 14 }, (_, n) => first.add({ days: n }).toString());
}
