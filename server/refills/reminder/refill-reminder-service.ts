// Patients are told that a medicine may run out, once for each day, where the clinic says so; and the clinic's rule.
import type { RefillReminderSettings, RefillReminderTerms } from '#contract/refill-reminder';
import { queueMessage } from '../../outreach/outreach-service.ts';
import { recordAudit } from '../../platform/audit/record-audit.ts';
import { recordChange } from '../../platform/change-log/record-change.ts';
import { dayBounds, localDateOf } from '../../platform/clock/instants.ts';
import { zoneOf } from '../../platform/clock/zone-of.ts';
import { mayAct, type Ctx } from '../../platform/context.ts';
import { conflict, notAllowed } from '../../platform/problem.ts';
import { changeRule, ruleInForce } from '../../platform/rules/dated-rules.ts';
import type { Tick } from '../../platform/slice.ts';
import { businessCalendar } from '../../platform/work/business-calendar.ts';
import { isWorkingDay } from '../../platform/work/working-days.ts';
import { keepRunOut } from '../prescription-repository.ts';
import { prescriptionViews } from '../prescription-queries.ts';
import {
  claimRefillReminder,
  listSoonOut,
  noteNotTold,
  type SoonOut,
} from './refill-reminder-repository.ts';
import { refillReminderRule } from './refill-reminder-rule.ts';
import { toldToday } from './refill-reminder-rules.ts';

export const refillReminderTick: Tick = {
  name: 'refills.reminders',
  everyMs: 60_000,
  run: remindOfRefills,
};

/** In every clinic of the organization; a round of each. */
export async function remindOfRefills(ctx: Ctx): Promise<number> {
  const clinics = await ctx
    .db('clinic')
    .where({ organization_id: ctx.organizationId })
    .orderBy('id')
    .select<{ id: string }[]>('id');
  let made = 0;
  for (const { id } of clinics) made += await remindInClinic(ctx, id);
  return made;
}

async function remindInClinic(ctx: Ctx, clinicId: string): Promise<number> {
  const { value: terms } = await ruleInForce(ctx, clinicId, refillReminderRule);
  if (!terms.isOn) return 0;
  const zone = await zoneOf(ctx, clinicId);
  const { value: calendar } = await ruleInForce(ctx, clinicId, businessCalendar);
  const isWorked = (date: string): boolean => isWorkingDay(calendar, date, zone);
  const days = toldToday(localDateOf(ctx.now, zone), { ...terms, isWorked });
  if (days === null) return 0;
  let made = 0;
  for (const row of await listSoonOut(ctx, { clinicId, ...days })) {
    if (await hasMoved(ctx, row)) continue;
    if (!(await claimRefillReminder(ctx, row))) continue;
    await remind(ctx, row, zone);
    made += 1;
  }
  return made;
}

/** What counts as a day's supply may have changed since it was reckoned. */
async function hasMoved(ctx: Ctx, row: SoonOut): Promise<boolean> {
  const [view] = await prescriptionViews(ctx, [row]);
  const runsOutOn = view?.supply.runsOutOn ?? null;
  if (runsOutOn === row.runs_out_on) return false;
  await keepRunOut(ctx, row.id, runsOutOn);
  return true;
}

async function remind(ctx: Ctx, row: SoonOut, zone: string): Promise<void> {
  const answer = await queueMessage(ctx, {
    ...{ clinicId: row.clinic_id, patientId: row.patient_id },
    ...{ kind: 'refill-reminder', aboutId: row.id },
    expiresAt: dayBounds(row.runs_out_on, zone).startsAt,
    // Nobody's act that could be undone.
    delaySeconds: 0,
  });
  if ('refused' in answer) await noteNotTold(ctx, row, answer.refused);
}

export async function getRefillReminder(
  ctx: Ctx,
  clinicId: string,
): Promise<RefillReminderSettings> {
  const { value: terms, version } = await ruleInForce(ctx, clinicId, refillReminderRule);
  return { terms, version };
}

export async function changeRefillReminder(
  ctx: Ctx,
  input: { clinicId: string; expectedVersion: number; terms: RefillReminderTerms; source: string },
): Promise<RefillReminderSettings> {
  const { clinicId, expectedVersion, terms: value, source } = input;
  if (!mayAct(ctx, 'refill:configure', clinicId))
    throw notAllowed('The reminders of this clinic are not yours to change; nothing was changed.');
  const rule = refillReminderRule;
  const changed = await changeRule(ctx, { clinicId, rule, value, expectedVersion, source });
  if (!changed) throw conflict(await getRefillReminder(ctx, clinicId));
  const version = expectedVersion + 1;
  const type = 'refills.settings-changed';
  recordChange(ctx, {
    type,
    clinicId,
    entityId: clinicId,
    version,
    payload: { id: clinicId, version },
  });
  recordAudit(ctx, {
    act: type,
    clinicId,
    entityId: clinicId,
    detail: { rule: rule.name, version },
  });
  return getRefillReminder(ctx, clinicId);
}
