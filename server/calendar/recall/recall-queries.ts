// Read models of recalls.
import * as z from 'zod/mini';
import type { Recall } from '#contract/recalls';
import { feedOf } from '#contract/realtime';
import { localDate } from '#contract/time';
import { getPatientSummary, listPatientSummaries } from '../../patients/patients-queries.ts';
import { localDateOf } from '../../platform/clock/instants.ts';
import { currentSeq } from '../../platform/change-log/change-queries.ts';
import { mayAct, type Ctx } from '../../platform/context.ts';
import { invalidInput, notFound } from '../../platform/problem.ts';
import { getClinic, staffNames } from '../../staff/staff-queries.ts';
import { maySeeRecall } from './recall-policy.ts';
import type { RecallRow } from './recall-repository.ts';

const table = 'recall';
const mostOfPatient = 100;

/** Those that are open, the one due first first. */
export async function listRecalls(
  ctx: Ctx,
  wanted: { clinicId: string; after?: string | undefined; limit: number },
): Promise<{ items: Recall[]; next: string | null; asOf: number }> {
  const asOf = await currentSeq(ctx, feedOf('recalls', wanted.clinicId));
  const query = ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, clinic_id: wanted.clinicId, status: 'open' })
    .orderBy(['due_on', 'id'])
    .limit(wanted.limit + 1);
  if (wanted.after !== undefined)
    void query.whereRaw('(due_on, id) > (?, ?)', readKey(wanted.after));
  const rows = await query.select<RecallRow[]>('*');
  const shown = rows.slice(0, wanted.limit);
  const last = rows.length > wanted.limit ? shown.at(-1) : undefined;
  return { items: await recallViews(ctx, shown), next: last ? writeKey(last) : null, asOf };
}

/** Those that are due today in the clinic, or overdue. */
export async function countDueRecalls(ctx: Ctx, clinicId: string): Promise<number> {
  const { zone } = await getClinic(ctx, clinicId);
  const row = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, status: 'open' })
    .where('due_on', '<=', localDateOf(ctx.now, zone))
    .count<{ count: number }[]>('* as count')
    .first();
  return row?.count ?? 0;
}

/** Whatever has become of them, the one due last first. */
export async function listPatientRecalls(ctx: Ctx, patientId: string): Promise<Recall[]> {
  await getPatientSummary(ctx, patientId);
  const rows = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, patient_id: patientId })
    .orderBy([
      { column: 'due_on', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(mostOfPatient)
    .select<RecallRow[]>('*');
  return recallViews(
    ctx,
    rows.filter((row) => maySeeRecall((...asked) => mayAct(ctx, ...asked), row)),
  );
}

export async function getRecall(ctx: Ctx, id: string): Promise<Recall> {
  const row = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .first<RecallRow | undefined>('*');
  if (!row || !maySeeRecall((...asked) => mayAct(ctx, ...asked), row)) throw notFound('recall');
  return recallView(ctx, row);
}

export async function recallView(ctx: Ctx, row: RecallRow): Promise<Recall> {
  const [view] = await recallViews(ctx, [row]);
  if (!view) throw new Error('A recall has no view.');
  return view;
}

export async function recallViews(ctx: Ctx, rows: readonly RecallRow[]): Promise<Recall[]> {
  const patients = await listPatientSummaries(
    ctx,
    rows.map((row) => row.patient_id),
  );
  const names = await staffNames(
    ctx,
    rows.flatMap((row) => row.claimed_by ?? []),
  );
  return rows.flatMap((row) => {
    const patient = patients.get(row.patient_id);
    return patient
      ? [
          {
            id: row.id,
            clinicId: row.clinic_id,
            patient,
            visitTypeId: row.visit_type_id,
            providerId: row.provider_id,
            dueOn: row.due_on,
            note: row.note,
            askedBy: row.asked_by,
            claimedBy:
              row.claimed_by === null
                ? null
                : { id: row.claimed_by, name: names.get(row.claimed_by) ?? '' },
            fromAppointmentId: row.from_appointment_id,
            status: row.status,
            appointmentId: row.appointment_id,
            droppedBecause: row.dropped_because,
            addedAt: row.added_at,
            version: row.version,
          },
        ]
      : [];
  });
}

const key = z.tuple([localDate, z.uuid()]);

function writeKey({ due_on, id }: RecallRow): string {
  return Buffer.from(JSON.stringify([due_on, id])).toString('base64url');
}

function readKey(text: string): [string, string] {
  const read = z.safeParse(key, parsed(text));
  if (!read.success) throw invalidInput('after', 'is not the end of a page of this list');
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    // Not JSON: the schema refuses it like any other that is not ours.
    return null;
  }
}
