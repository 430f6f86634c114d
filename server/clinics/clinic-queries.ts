import type { ClinicSettings, SettingDraft } from '#contract/clinic-settings';
import { countVisitsIn } from '../calendar/calendar-queries.ts';
import { cancellationRule } from '../calendar/cancellation-rule.ts';
import { holdRule } from '../calendar/hold-rule.ts';
import { noShowRule } from '../calendar/no-show-rule.ts';
import { dayBounds } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { closedSpans } from '../platform/work/working-days.ts';
import { clinicApprovalsRule } from './clinic-approvals-rule.ts';
import type { ClinicRow, DraftRow } from './clinic-repository.ts';
import { clinicTextsRule } from './clinic-texts-rule.ts';
import { detailsView, draftView } from './clinic-view.ts';

export async function readSettings(ctx: Ctx, clinicId: string): Promise<ClinicSettings> {
  const clinic = await ctx
    .db('clinic')
    .where({ organization_id: ctx.organizationId, id: clinicId })
    .first<ClinicRow | undefined>('*');
  if (!clinic) throw notFound('clinic');
  const calendar = await ruleInForce(ctx, clinicId, businessCalendar);
  const { hours, federalHolidays, closures, closedHours, openings } = calendar.value;
  const cancellation = await ruleInForce(ctx, clinicId, cancellationRule);
  const noShow = await ruleInForce(ctx, clinicId, noShowRule);
  const hold = await ruleInForce(ctx, clinicId, holdRule);
  return {
    clinicId,
    details: { value: detailsView(clinic), version: clinic.version },
    hours: {
      value: { hours, federalHolidays, closures, closedHours, openings },
      version: calendar.version,
    },
    visitsOnClosedDays: await countVisitsIn(ctx, clinicId, [
      ...closures.map(({ date }) => dayBounds(date, clinic.zone)),
      ...closedSpans(calendar.value, clinic.zone),
    ]),
    cancellation: {
      lateMinutes: cancellation.value.lateMinutes,
      version: cancellation.version,
    },
    noShow: { value: noShow.value, version: noShow.version },
    hold: { minutes: hold.value.minutes, version: hold.version },
    texts: (await ruleInForce(ctx, clinicId, clinicTextsRule)).value,
    approvals: (await ruleInForce(ctx, clinicId, clinicApprovalsRule)).value,
    drafts: await listDrafts(ctx, clinicId),
  };
}

/** The open ones first, then the last that are not. */
async function listDrafts(ctx: Ctx, clinicId: string): Promise<SettingDraft[]> {
  const rows = await ctx
    .db('setting_draft')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .orderByRaw(`status in ('draft', 'approved') desc, drafted_at desc, id`)
    .limit(20)
    .select<DraftRow[]>('*');
  return rows.map(draftView);
}
