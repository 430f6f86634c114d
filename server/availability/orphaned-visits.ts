// Visits that a new template would leave outside of every hour; those outside already are not its doing.
import { listBookedVisits } from '../calendar/calendar-queries.ts';
import { dayBounds } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { getClinic } from '../staff/staff-queries.ts';
import type { BlockRow, TemplateRow } from './availability-repository.ts';
import { datesBetween, localDay, templateFit, windowsOfDay } from './availability-rules.ts';
import { blockOf, windowsOn, type TemplateRows } from './working-hours.ts';

export async function countOrphans(
  ctx: Ctx,
  before: TemplateRows,
  template: TemplateRow,
  newBlocks: readonly BlockRow[],
): Promise<number> {
  const { clinic_id: clinicId, provider_id: providerId } = template;
  const { zone } = await getClinic(ctx, clinicId);
  const begins = dayBounds(template.effective_from, zone).startsAt;
  const visits = await listBookedVisits(ctx, {
    clinicId,
    providerId,
    fromAt: begins < ctx.now ? ctx.now : begins,
    untilAt: template.effective_to === null ? null : dayBounds(template.effective_to, zone).endsAt,
  });
  const blocks = newBlocks.map(blockOf);
  return visits.filter((visit) => {
    const span = { from: Date.parse(visit.startsAt), until: Date.parse(visit.endsAt) };
    const days = datesBetween(span, zone).map((date) => localDay(date, zone));
    const fits = (windows: ReturnType<typeof windowsOfDay>): boolean =>
      templateFit(windows, { ...span, visitTypeId: visit.visitTypeId }) === 'inside';
    return (
      fits(days.flatMap((day) => windowsOn(before, providerId, day))) &&
      !fits(days.flatMap((day) => windowsOfDay(day, blocks)))
    );
  }).length;
}
