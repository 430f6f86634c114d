// In what order follow-ups are worked: by bands of working days left, and in a band by amount × chance.
import { bandOf, expiredBand, followUpOrder, type Band } from '#contract/claim-workflow';
import type { DenialCause } from '#contract/claim-money';
import type { MoneyPolicy } from '#contract/claim-settings';
import { Temporal } from '../platform/clock/temporal.ts';
import type { Chance } from './claim-rows.ts';

/** What was tried with this payer and cause before, and what of it came, integer cents. */
export interface History {
  triedCents: number;
  wonCents: number;
}

/** The more was tried, the less counts what we suppose. */
export function chanceOf(history: History, cause: DenialCause | '', policy: MoneyPolicy): Chance {
  const supposedPercent = cause === '' ? supposedOfOthers : policy.chances[cause];
  const weight = policy.supposedWeightCents;
  const tried = history.triedCents + weight;
  const won = history.wonCents + (weight * supposedPercent) / 100;
  const percent = tried === 0 ? supposedPercent : Math.round((100 * won) / tried);
  const { wonCents, triedCents } = history;
  return { percent: Math.min(100, Math.max(0, percent)), wonCents, triedCents, supposedPercent };
}
/** Of what is no denial, nothing speaks against it. */
const supposedOfOthers = 80;

export function worthOf(amountCents: number, { percent }: Chance): number {
  return Math.round((amountCents * percent) / 100);
}

export interface Rank {
  band: Band;
  sortAt: string;
  /** The next day on which the band may be another; `null` = never. */
  ranksOn: string | null;
}

/** `isWorked` says whether the clinic works on a local date. */
export function rankOf(of: {
  deadlineOn: string | null;
  today: string;
  worthCents: number;
  isWorked: (date: string) => boolean;
}): Rank {
  const { deadlineOn, today, worthCents, isWorked } = of;
  const band = bandOf(daysLeft(deadlineOn, today, isWorked));
  const isSettled = deadlineOn === null || band === expiredBand;
  const ranksOn = isSettled ? null : Temporal.PlainDate.from(today).add({ days: 1 }).toString();
  return { band, sortAt: followUpOrder(band, worthCents), ranksOn };
}

/** Working days after today up to the last day, it included; below zero when that is over. */
function daysLeft(
  deadlineOn: string | null,
  today: string,
  isWorked: (date: string) => boolean,
): number | null {
  if (deadlineOn === null) return null;
  if (deadlineOn < today) return -1;
  const last = Temporal.PlainDate.from(deadlineOn);
  let left = 0;
  for (
    let date = Temporal.PlainDate.from(today).add({ days: 1 });
    Temporal.PlainDate.compare(date, last) <= 0 && left <= mostCounted;
    date = date.add({ days: 1 })
  )
    if (isWorked(date.toString())) left += 1;
  return left;
}
/** Beyond the last band nothing is counted. */
const mostCounted = 60;
