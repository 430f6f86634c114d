// What is possible with payments: pure.
import { occupiesTime } from '#contract/appointment-workflow';
import type { Appointment } from '#contract/calendar';

interface Refused {
  rule: string;
  message: string;
}

/** Money is taken for a visit that stands or has been; a hold is none yet. */
export function refuseCollecting({ status }: Pick<Appointment, 'status'>): Refused | null {
  const isVisit = status !== 'pending' && (occupiesTime(status) || status === 'fulfilled');
  if (isVisit) return null;
  return {
    rule: 'wrong-state',
    message: 'Nothing is collected for a visit that does not take place; nothing was changed.',
  };
}

export interface DrawerSum {
  method: string;
  /** Integer cents. */
  taken: number;
  /** Handed back, or no longer counted, out of the same drawer. */
  voided: number;
}

export interface Sums {
  cash: number;
  card: number;
  check: number;
}

export function sumsOf(rows: readonly DrawerSum[]): Sums {
  const of = (method: keyof Sums): number =>
    rows
      .filter((row) => row.method === method)
      .reduce((sum, { taken, voided }) => sum + taken - voided, 0);
  return { cash: of('cash'), card: of('card'), check: of('check') };
}

/** What must lie in the drawer. */
export function expectedCash(floatCents: number, sums: Sums): number {
  return floatCents + sums.cash;
}

export function refuseCount(count: {
  countedCents: number;
  expectedCents: number;
  reason: string | null;
}): Refused | null {
  if (count.countedCents === count.expectedCents || count.reason !== null) return null;
  return {
    rule: 'difference-unexplained',
    message:
      'The count differs from what is expected: count again, or say why. The drawer is still open.',
  };
}
