import type { Pharmacy } from '#contract/pharmacy';

/** How what it gives out reaches the patient: `pickup, delivery in 1 day`. */
export function waysOf({ pickup, deliveryDays, mailDays }: Pharmacy): string {
  return [
    ...(pickup ? ['pickup'] : []),
    ...(deliveryDays === null ? [] : [`delivery in ${daysOf(deliveryDays)}`]),
    ...(mailDays === null ? [] : [`mail in ${daysOf(mailDays)}`]),
  ].join(', ');
}

function daysOf(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
