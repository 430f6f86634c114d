// Booked visits that closing a clinic's days or hours would leave outside: the door for who sets its calendar.
import type { BusinessCalendar } from '#contract/business-calendar';
import type { Override } from '#contract/override';
import { localDateOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { takeLocks } from '../platform/db/advisory-locks.ts';
import { getClinic, listProviders } from '../staff/staff-queries.ts';
import { templateLock } from './availability-queries.ts';
import { listOrphansOf, requireNoOrphans } from './orphaned-visits.ts';
import { closingsOf, listTemplateRows } from './working-hours.ts';

/** Nobody places a visit in the clinic from here to the end of the transaction: none slips into what is being closed. */
export async function keepVisitsOut(ctx: Ctx, clinicId: string): Promise<void> {
  const providers = await listProviders(ctx, clinicId);
  await takeLocks(ctx, { exclusive: providers.map(({ id }) => templateLock(id)) });
}

/** Judges a calendar that is not in force yet; answers the override where the caller gives one and may. */
export async function requireNoneLeftClosed(
  ctx: Ctx,
  wanted: { clinicId: string; calendar: BusinessCalendar; overrides: readonly Override[] },
): Promise<Override[]> {
  const { clinicId, calendar, overrides } = wanted;
  const { zone } = await getClinic(ctx, clinicId);
  const first = localDateOf(ctx.now, zone);
  const before = await listTemplateRows(ctx, { clinicId, between: { first } });
  const after = { ...before, ...closingsOf(calendar) };
  return requireNoOrphans(ctx, clinicId, {
    orphans: await listOrphansOf(
      ctx,
      { clinicId, fromAt: ctx.now, untilAt: null },
      { before, after },
    ),
    overrides,
    words: 'would stand where the clinic is closed: move or cancel first.',
  });
}
