// What authorizations do after other changes: units follow visits, what has no authorization raises a request, and what was
// approved of a plan that is no more comes to the front.
import type { Appointment } from '#contract/calendar';
import type { AskedLine } from '#contract/authorization-line';
import { getVisitType } from '../availability/availability-queries.ts';
import { listValidCoverages, paysOn } from '../patients/paying-coverage-queries.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { ProblemError } from '../platform/problem.ts';
import { workPriorities } from '#contract/work';
import { lockWorkRow } from '../platform/work/work-repository.ts';
import { inSavepoint } from '../platform/db/in-savepoint.ts';
import { authorizations } from './authorizations-queue.ts';
import { listLines, updateLine, type LineRow } from './line-repository.ts';
import { openAuthorization } from './open-service.ts';
import { getRequest } from './request-repository.ts';
import { settleItem } from './settle-item.ts';
import { settleVisitUnits } from './units-service.ts';

export async function followVisit(ctx: Ctx, visit: Appointment): Promise<void> {
  const { isUncovered } = await settleVisitUnits(ctx, visit);
  if (!isUncovered || visit.status !== 'booked' || visit.endsAt <= ctx.now) return;
  await askForVisit(ctx, visit);
}

/** What is asked for already, or may not be asked for, is left as it is. */
async function askForVisit(ctx: Ctx, visit: Appointment): Promise<void> {
  const { clinicId, providerId, visitTypeId } = visit;
  const visitType = await getVisitType(ctx, visitTypeId);
  const on = localDateOf(visit.startsAt, await zoneOf(ctx, clinicId));
  const line: AskedLine = {
    ...{ kind: 'service', description: visitType.name, code: null, quantity: 1, unit: 'visits' },
    ...{ from: on, until: Temporal.PlainDate.from(on).add({ days: usualDays }).toString() },
    ...{ placeOfService: placeOf(visitType.modality), renderingId: providerId },
    ...{ visitTypeId, drugGroup: null },
  };
  try {
    await inSavepoint(ctx, (inner) =>
      openAuthorization(inner, {
        ...{ clinicId, patientId: visit.patient.id, lines: [line], diagnoses: [] },
        ...{ orderingId: providerId, orderingName: '', orderingNpi: null, urgency: 'standard' },
        ...{ priority: 'routine', source: 'visit', sourceId: visit.id },
      }),
    );
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
  }
}

const usualDays = 90;

/** CMS place of service: office, or telehealth other than in the patient's home. */
function placeOf(modality: Appointment['modality']): string {
  return modality === 'in-person' ? '11' : '02';
}

/** Somebody's coverage has changed: is the plan of each live line still the one that pays? */
export async function recheckPlans(ctx: Ctx, patientId: string): Promise<void> {
  const coverages = await listValidCoverages(ctx, patientId);
  for (const requestId of await listOpenOf(ctx, patientId)) {
    const row = await lockWorkRow(ctx, authorizations.name, requestId);
    if (!row) continue;
    const { payer_id: payerId, member_id: memberId } = await getRequest(ctx, requestId);
    const today = localDateOf(ctx.now, await zoneOf(ctx, row.clinic_id));
    const stands = (line: LineRow): boolean => {
      const on = startOf(line, today);
      return coverages.some(
        (each) => each.payerId === payerId && each.memberId === memberId && paysOn(each, on),
      );
    };
    let isChanged = false;
    let isTrouble = false;
    for (const line of (await listLines(ctx, requestId)).filter(
      ({ live_key }) => live_key !== null,
    )) {
      const trouble = stands(line)
        ? line.trouble === 'coverage-changed'
          ? null
          : line.trouble
        : 'coverage-changed';
      if (trouble === line.trouble) continue;
      await updateLine(ctx, line, { trouble });
      isChanged = true;
      if (trouble !== null) isTrouble = true;
    }
    if (!isChanged) continue;
    const priority = Math.min(row.priority, workPriorities.indexOf('urgent'));
    await settleItem(ctx, row, {
      ...{ act: 'rechecked', wakes: isTrouble, detail: { patientId } },
      change: isTrouble ? { priority } : {},
    });
  }
}

/** The day from which it matters: today, or the first day of what is still ahead. */
function startOf({ granted_from, from_on }: LineRow, today: string): string {
  const from = granted_from ?? from_on;
  return from > today ? from : today;
}

async function listOpenOf(ctx: Ctx, patientId: string): Promise<string[]> {
  const rows = await ctx
    .db('work_item')
    .where({
      organization_id: ctx.organizationId,
      patient_id: patientId,
      queue: authorizations.name,
    })
    .whereNull('closed_at')
    .orderBy('id')
    .select<{ id: string }[]>('id');
  return rows.map(({ id }) => id);
}
