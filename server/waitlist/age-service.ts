// Who has waited too long, or can come no more, waits no longer.
import type { Ctx } from '../platform/context.ts';
import { lockAgedEntries } from './entry-repository.ts';
import { longestWaitRule } from './longest-wait-rule.ts';
import { stepEntry } from './waitlist-steps.ts';

/** Whoever holds an offer may answer it first. */
export async function ageOut(ctx: Ctx): Promise<number> {
  const { name, standard } = longestWaitRule;
  const aged = await lockAgedEntries(ctx, { name, days: standard.days });
  for (const entry of aged)
    await stepEntry(ctx, entry, 'waitlist.entry-aged-out', { status: 'aged-out' });
  return aged.length;
}
