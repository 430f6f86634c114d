// What a calendar file would close in a clinic; it changes nothing: its hours are saved as they always are.
import type { FoundClosings } from '#contract/closings-file';
import { readBusyTime, type BusyReading, type BusyWindow } from '../interop/ical/read-busy-time.ts';
import { dayBounds, localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleBroken } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { closedDays } from '../platform/work/working-days.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { requireConfiguring } from './clinic-service.ts';
import { newClosings } from './closings-file-rules.ts';

const horizonMinutes = 731 * 1440;
const mostTold = 50;

/** Before a byte of the file is read; answers for where and when it is. */
export async function allowClosingsFile(
  ctx: Ctx,
  { clinicId }: { clinicId: string },
): Promise<BusyWindow> {
  requireConfiguring(ctx, clinicId);
  const { zone } = await getClinic(ctx, clinicId);
  const { startsAt: fromAt } = dayBounds(localDateOf(ctx.now, zone), zone);
  return { zone, fromAt, untilAt: plusMinutes(fromAt, horizonMinutes), reads: 'closings' };
}

export function readClosingsFile(bytes: Uint8Array, window: BusyWindow): BusyReading {
  return readBusyTime(bytes, window);
}

export async function findClosings(
  ctx: Ctx,
  { clinicId }: { clinicId: string },
  reading: BusyReading,
): Promise<FoundClosings> {
  requireConfiguring(ctx, clinicId);
  if ('refused' in reading)
    throw ruleBroken(
      'unreadable-file',
      `The file cannot be read: line ${String(reading.refused.line)} ${reading.refused.reason}. Nothing was changed.`,
    );
  const { zone } = await getClinic(ctx, clinicId);
  const { value: calendar } = await ruleInForce(ctx, clinicId, businessCalendar);
  const { spans, problems } = reading;
  return {
    ...newClosings(spans, { zone, calendar, closedOn: closedDays(calendar) }),
    problems: problems.slice(0, mostTold).map(({ line, reason }) => ({ line, reason })),
    unread: problems.length,
  };
}
