// Use cases of a clinic's settings that count at once.
import type { ClinicDetails, ClinicHours, ClinicSettings } from '#contract/clinic-settings';
import type { Override } from '#contract/override';
import { keepVisitsOut, requireNoneLeftClosed } from '../availability/closing-queries.ts';
import { hasVisitsAhead } from '../calendar/calendar-queries.ts';
import type { NoShowPolicy } from '#contract/visit-steps';
import { cancellationRule } from '../calendar/cancellation-rule.ts';
import { holdRule } from '../calendar/hold-rule.ts';
import { noShowRule } from '../calendar/no-show-rule.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { changeRule, ruleInForce, type RuleDefinition } from '../platform/rules/dated-rules.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { readSettings } from './clinic-queries.ts';
import { lockClinic, updateClinic } from './clinic-repository.ts';

interface Known {
  clinicId: string;
  expectedVersion: number;
}

export async function changeClinicDetails(
  ctx: Ctx,
  { clinicId, expectedVersion, ...details }: Known & ClinicDetails,
): Promise<ClinicSettings> {
  requireConfiguring(ctx, clinicId);
  const row = await lockClinic(ctx, clinicId);
  if (!row) throw notFound('clinic');
  if (row.version !== expectedVersion) throw conflict(await readSettings(ctx, clinicId));
  if (row.zone !== details.zone && (await hasVisitsAhead(ctx, clinicId)))
    throw ruleBroken(
      'visits-ahead',
      'Visits are booked ahead, at the wall times of the zone as it is: move or cancel them first. Nothing was changed.',
    );
  const { shortName, hourCycle, videoLink, ...same } = details;
  const { version } = await updateClinic(ctx, row, {
    ...same,
    short_name: shortName,
    hour_cycle: hourCycle,
    video_link: videoLink === '' ? null : videoLink,
  });
  recordChange(ctx, {
    type: 'clinics.clinic-changed',
    clinicId: null,
    entityId: clinicId,
    version,
    payload: null,
  });
  recordAudit(ctx, { act: 'clinic.change-details', clinicId, entityId: clinicId, detail: details });
  return readSettings(ctx, clinicId);
}

export async function changeClinicHours(
  ctx: Ctx,
  input: Known & ClinicHours & { overrides?: readonly Override[] },
): Promise<ClinicSettings> {
  const { clinicId, expectedVersion, overrides = [], ...hours } = input;
  requireConfiguring(ctx, clinicId);
  await keepVisitsOut(ctx, clinicId);
  const { value, version } = await ruleInForce(ctx, clinicId, businessCalendar);
  if (version !== expectedVersion) throw conflict(await readSettings(ctx, clinicId));
  const calendar = { ...value, ...hours };
  return putInForce(ctx, {
    clinicId,
    expectedVersion,
    rule: businessCalendar,
    value: calendar,
    act: 'clinic.change-hours',
    overrides: await requireNoneLeftClosed(ctx, { clinicId, calendar, overrides }),
  });
}

export async function changeLateCancellation(
  ctx: Ctx,
  { clinicId, expectedVersion, lateMinutes }: Known & { lateMinutes: number },
): Promise<ClinicSettings> {
  requireConfiguring(ctx, clinicId);
  const { value } = await ruleInForce(ctx, clinicId, cancellationRule);
  return putInForce(ctx, {
    clinicId,
    expectedVersion,
    rule: cancellationRule,
    value: { ...value, lateMinutes },
    act: 'clinic.change-late-cancellation',
  });
}

export async function changeNoShowPolicy(
  ctx: Ctx,
  { clinicId, expectedVersion, ...value }: Known & NoShowPolicy,
): Promise<ClinicSettings> {
  requireConfiguring(ctx, clinicId);
  return putInForce(ctx, {
    clinicId,
    expectedVersion,
    rule: noShowRule,
    value,
    act: 'clinic.change-no-show-policy',
  });
}

export async function changeHoldTime(
  ctx: Ctx,
  { clinicId, expectedVersion, minutes }: Known & { minutes: number },
): Promise<ClinicSettings> {
  requireConfiguring(ctx, clinicId);
  return putInForce(ctx, {
    clinicId,
    expectedVersion,
    rule: holdRule,
    value: { minutes },
    act: 'clinic.change-hold-time',
  });
}

async function putInForce<T>(
  ctx: Ctx,
  {
    act,
    overrides = [],
    ...change
  }: Known & {
    rule: RuleDefinition<T>;
    value: T;
    act: string;
    overrides?: readonly Override[];
  },
): Promise<ClinicSettings> {
  const { clinicId, expectedVersion, value } = change;
  const overridden = overrides.length > 0 ? { overrides } : {};
  if (!(await changeRule(ctx, { ...change, source: 'Set in the console' })))
    throw conflict(await readSettings(ctx, clinicId));
  announceSettings(ctx, { clinicId, version: expectedVersion + 1 });
  recordAudit(ctx, { act, clinicId, entityId: clinicId, detail: { value, ...overridden } });
  return readSettings(ctx, clinicId);
}

export function announceSettings(
  ctx: Ctx,
  { clinicId, version }: { clinicId: string; version: number },
): void {
  recordChange(ctx, {
    type: 'clinics.settings-changed',
    clinicId: null,
    entityId: clinicId,
    version,
    payload: null,
  });
}

export function requireConfiguring(ctx: Ctx, clinicId: string): void {
  if (!mayAct(ctx, 'clinic:configure', clinicId))
    throw notAllowed('How this clinic works is set by its managers; nothing was changed.');
}
