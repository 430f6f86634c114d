// The use cases of an import: begin, add lines, check, commit; and the step that a tick runs until nothing is left.
import { importWorkflow, type ImportRun, type ImportSubject } from '#contract/imports';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { requireTransition } from '../platform/require-transition.ts';
import { grantsOf } from '../staff/staff-queries.ts';
import type { Importer } from './importer.ts';
import { isDemo } from './imports-queries.ts';
import {
  insertImport,
  listLines,
  listReady,
  lockImport,
  lockRunningImport,
  recordOutcomes,
  recordVerdicts,
  stageLines,
  updateImport,
} from './imports-repository.ts';
import { importView, type ImportRow, type StagedLine } from './imports-view.ts';
import { patientImporter } from './patient-importer.ts';
import { visitImporter } from './visit-importer.ts';

const importers: Readonly<Record<ImportSubject, Importer>> = {
  patients: patientImporter,
  visits: visitImporter,
};

export const importCommitted = 'import-committed';
const mostLines = 200_000;
const linesPerStep = 500;

export interface StartImport {
  clinicId: string;
  subject: ImportSubject;
  system: string;
  fileName: string;
  intoDemo: boolean;
}

export async function startImport(ctx: Ctx, input: StartImport): Promise<ImportRun> {
  const { clinicId, subject, system, fileName, intoDemo } = input;
  if (!mayAct(ctx, 'import:run', clinicId) || ctx.actorId === null)
    throw notAllowed('Your role does not take over files in this clinic; nothing was started.');
  if (!intoDemo && (await isDemo(ctx)))
    throw ruleBroken(
      'demo-organization',
      'This is a demo; nobody real belongs here. Nothing was started.',
    );
  const row: ImportRow = {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clinicId,
    subject,
    system,
    file_name: fileName,
    started_by_id: ctx.actorId,
    started_at: ctx.now,
    ended_at: null,
    status: importWorkflow.initial,
    total: 0,
    ready: 0,
    unchanged: 0,
    refused: 0,
    done: 0,
    version: 1,
  };
  await insertImport(ctx, row);
  recordAudit(ctx, {
    act: 'import.start',
    clinicId,
    entityId: row.id,
    detail: { subject, system },
  });
  return announce(ctx, 'started', row);
}

export async function addImportLines(
  ctx: Ctx,
  { importId, lines }: { importId: string; lines: readonly StagedLine[] },
): Promise<ImportRun> {
  const run = await takeForStep(ctx, importId, 'add');
  if (run.total + lines.length > mostLines)
    throw ruleBroken(
      'too-many-lines',
      `An import holds ${mostLines} lines; none of these was added.`,
    );
  await stageLines(ctx, run, lines);
  return announce(ctx, 'progressed', await updateImport(ctx, run, {}));
}

export async function checkImport(ctx: Ctx, importId: string): Promise<ImportRun> {
  const run = await takeForStep(ctx, importId, 'check');
  const verdicts = await importers[run.subject].judge(ctx, run, await listLines(ctx, run.id));
  await recordVerdicts(ctx, run.id, verdicts);
  return announce(ctx, 'checked', await updateImport(ctx, run, { status: 'checked' }));
}

export async function commitImport(
  ctx: Ctx,
  { importId, expectedVersion }: { importId: string; expectedVersion: number },
): Promise<ImportRun> {
  const run = await takeForStep(ctx, importId, 'commit');
  if (run.version !== expectedVersion) throw conflict(importView(run));
  recordAudit(ctx, {
    act: 'import.commit',
    clinicId: run.clinic_id,
    entityId: run.id,
    detail: { ready: run.ready, refused: run.refused },
  });
  ctx.wakes.push(importCommitted);
  return announce(ctx, 'progressed', await updateImport(ctx, run, { status: 'running' }));
}

/** One batch of the oldest import that runs; returns how many lines it handled. */
export async function runImportStep(system: Ctx): Promise<number> {
  const run = await lockRunningImport(system);
  if (!run) return 0;
  const ctx = await asStarter(system, run);
  // Who has lost the right meanwhile writes no more: what is ready stays ready, and the import ends.
  const lines = mayAct(ctx, 'import:run', run.clinic_id)
    ? await listReady(ctx, run.id, linesPerStep)
    : [];
  if (lines.length > 0)
    await recordOutcomes(ctx, run.id, await importers[run.subject].write(ctx, run, lines));
  const isLast = lines.length < linesPerStep;
  const after = await updateImport(ctx, run, isLast ? { status: 'ended', ended_at: ctx.now } : {});
  announce(ctx, 'progressed', after);
  return isLast ? 0 : lines.length;
}

/** The batch is written with the rights that its starter has now, and under their name. */
async function asStarter(system: Ctx, run: ImportRow): Promise<Ctx> {
  const { organizationId } = system;
  const staffId = run.started_by_id;
  const grants = await grantsOf(system, staffId);
  return { ...system, scope: { kind: 'user', organizationId, staffId, grants }, actorId: staffId };
}

async function takeForStep(
  ctx: Ctx,
  importId: string,
  step: 'add' | 'check' | 'commit',
): Promise<ImportRow> {
  const run = await lockImport(ctx, importId);
  if (!run || !mayAct(ctx, 'import:run', run.clinic_id)) throw notFound('import');
  requireTransition(ctx, importWorkflow, step, { status: run.status, clinicId: run.clinic_id });
  return run;
}

function announce(ctx: Ctx, what: 'started' | 'checked' | 'progressed', row: ImportRow): ImportRun {
  const view = importView(row);
  const { clinicId, id: entityId, version } = view;
  recordChange(ctx, { type: `imports.import-${what}`, clinicId, entityId, version, payload: view });
  return view;
}
