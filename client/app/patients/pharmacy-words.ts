import type { NetworkStanding, Pharmacy } from '#contract/pharmacy';

/** How what it gives out reaches the patient: `pickup, delivery in 1 day`. */
export function waysOf({ pickup, deliveryDays, mailDays }: Pharmacy): string {
  return [
    ...(pickup ? ['pickup'] : []),
    ...(deliveryDays === null ? [] : [`delivery ${daysOf(deliveryDays)}`]),
    ...(mailDays === null ? [] : [`mail ${daysOf(mailDays)}`]),
  ].join(', ');
}

function daysOf(days: number): string {
  if (days === 0) return 'the same day';
  return days === 1 ? 'in 1 day' : `in ${days} days`;
}

/** `outside Harbor Health’s network`; nothing where it is not known. */
export function networkWords(standing: NetworkStanding, payer: string): string {
  const words = {
    preferred: `preferred by ${payer}`,
    'in-network': `in ${payer}’s network`,
    'out-of-network': `outside ${payer}’s network`,
    unknown: '',
  };
  return words[standing];
}
