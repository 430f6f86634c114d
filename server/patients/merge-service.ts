// Use cases of two charts of one person: link, tell apart, retire one.
import type { PatientSummary } from '#contract/patients';
import type { ChartChange, PossibleDuplicate } from '#contract/retired-chart';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { requireOpenChart } from './contact-queries.ts';
import { countOpenBusiness, duplicateViews } from './merge-queries.ts';
import { denyLinking, denyRetiring } from './merge-policy.ts';
import {
  insertLink,
  insertRetired,
  lockCharts,
  lockLink,
  lockLinkOf,
  settleLink,
} from './merge-repository.ts';
import { getPatientSummary } from './patients-queries.ts';

interface LinkDuplicate {
  clinicId: string;
  patientId: string;
  otherId: string;
  note: string;
}

export async function linkDuplicate(ctx: Ctx, input: LinkDuplicate): Promise<PossibleDuplicate> {
  const { clinicId, patientId, otherId, note } = input;
  requireAllowed(denyLinking((...asked) => mayAct(ctx, ...asked), clinicId));
  await requireTwoOpenCharts(ctx, patientId, otherId, 'otherId');
  const row = await insertLink(ctx, {
    organization_id: ctx.organizationId,
    id: newId(),
    ...pairOf(patientId, otherId),
    note,
    found_at: ctx.now,
    found_by: ctx.actorId,
    settled_as: null,
    settled_because: null,
    version: 1,
  });
  if (!row) throw ruleBroken('already-linked', 'These charts are linked already.');
  announce(ctx, 'patients.duplicate-linked', { id: row.id, version: 1, clinicId, patientId });
  const [view] = await duplicateViews(ctx, [row], patientId);
  if (!view) throw new Error('A link has no view.');
  return view;
}

export async function tellApart(
  ctx: Ctx,
  input: { clinicId: string; linkId: string; expectedVersion: number; reason: string },
): Promise<{ version: number }> {
  const { clinicId } = input;
  requireAllowed(denyRetiring((...asked) => mayAct(ctx, ...asked), clinicId));
  const row = await lockLink(ctx, input.linkId);
  if (!row) throw notFound('link');
  if (row.version !== input.expectedVersion || row.settled_as !== null)
    throw conflict((await duplicateViews(ctx, [row], row.patient_id))[0]);
  const because = { settled_as: 'two-persons', settled_because: input.reason } as const;
  const { id, version, patient_id: patientId } = await settleLink(ctx, row, because);
  announce(ctx, 'patients.duplicate-told-apart', { id, version, clinicId, patientId });
  return { version };
}

interface RetireChart {
  clinicId: string;
  patientId: string;
  survivorId: string;
  reason: string;
}

/** What is still to be done belongs to the other chart first: nothing is moved from here without a person. */
export async function retireChart(
  ctx: Ctx,
  input: RetireChart,
): Promise<{ survivor: PatientSummary }> {
  const { clinicId, patientId, survivorId, reason } = input;
  requireAllowed(denyRetiring((...asked) => mayAct(ctx, ...asked), clinicId));
  const there = await lockCharts(ctx, [patientId, survivorId]);
  if (!there.has(patientId)) throw notFound('patient');
  await requireTwoOpenCharts(ctx, patientId, survivorId, 'survivorId');
  await requireNothingOpen(ctx, patientId);
  const link = await lockLinkOf(ctx, pairOf(patientId, survivorId));
  if (link) await settleLink(ctx, link, { settled_as: 'one-person', settled_because: reason });
  await insertRetired(ctx, { patient_id: patientId, survivor_id: survivorId, reason });
  announce(ctx, 'patients.chart-retired', { id: patientId, version: 1, clinicId, patientId });
  return { survivor: await getPatientSummary(ctx, survivorId) };
}

async function requireTwoOpenCharts(
  ctx: Ctx,
  patientId: string,
  otherId: string,
  field: string,
): Promise<void> {
  if (patientId === otherId) throw invalidInput(field, 'is the same chart');
  await getPatientSummary(ctx, patientId);
  await getPatientSummary(ctx, otherId);
  await requireOpenChart(ctx, patientId);
  await requireOpenChart(ctx, otherId);
}

async function requireNothingOpen(ctx: Ctx, patientId: string): Promise<void> {
  const { visits, waiting, work } = await countOpenBusiness(ctx, patientId);
  if (visits + waiting + work === 0) return;
  throw ruleBroken(
    'still-in-use',
    `This chart still has ${visits} coming visits, ${waiting} waitlist entries and ${work} open work items in the clinics; it was not retired. Book them in the other chart or end them first.`,
  );
}

function pairOf(one: string, other: string): { patient_id: string; other_id: string } {
  return one < other ? { patient_id: one, other_id: other } : { patient_id: other, other_id: one };
}

function requireAllowed(denied: string | null): void {
  if (denied !== null) throw notAllowed(denied);
}

function announce(
  ctx: Ctx,
  type: ChartChange['type'],
  about: { id: string; version: number; clinicId: string; patientId: string },
): void {
  const { id: entityId, version, clinicId, patientId } = about;
  recordChange(ctx, { type, clinicId: null, entityId, version, payload: { patientId } });
  recordAudit(ctx, { act: type, clinicId, entityId, detail: { patientId } });
}
