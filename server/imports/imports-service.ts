// The use cases of an import that was taken in: map, check, commit, discard; and the steps that ticks run.
import { unmappedFields } from '#contract/import-mapping';
import { importFields, type ImportMapping, type ImportSubject } from '#contract/import-fields';
import { importWorkflow, type ImportRun } from '#contract/import-run';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { inNameOf, mayAct, type Ctx } from '../platform/context.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { requireTransition } from '../platform/require-transition.ts';
import { grantsOf } from '../staff/grant-queries.ts';
import { announceImport } from './announce-import.ts';
import { contactImporter } from './contact-importer.ts';
import { coverageImporter } from './coverage-importer.ts';
import type { Importer } from './importer.ts';
import {
  deleteLines,
  forgetFields,
  listLines,
  listReady,
  lockAbandonedImport,
  lockImport,
  lockImportIn,
  recordOutcomes,
  recordVerdicts,
  unjudgeLines,
  updateImport,
} from './imports-repository.ts';
import { importView, mappedLine, type ImportRow } from './imports-view.ts';
import { locationImporter } from './location-importer.ts';
import { rememberMapping } from './mapping-repository.ts';
import { patientImporter } from './patient-importer.ts';
import { practitionerImporter } from './practitioner-importer.ts';
import { templateImporter } from './template-importer.ts';
import { visitImporter } from './visit-importer.ts';
import { visitTypeImporter } from './visit-type-importer.ts';

const importers: Readonly<Record<ImportSubject, Importer>> = {
  'visit-types': visitTypeImporter,
  locations: locationImporter,
  practitioners: practitionerImporter,
  templates: templateImporter,
  patients: patientImporter,
  contacts: contactImporter,
  coverages: coverageImporter,
  visits: visitImporter,
};

export const importToCheck = 'import-to-check';
export const importCommitted = 'import-committed';
const linesPerStep = 500;
const abandonedAfterMinutes = 14 * 24 * 60;

interface Wanted {
  importId: string;
  expectedVersion: number;
}

export async function mapImport(
  ctx: Ctx,
  wanted: Wanted & { subject: ImportSubject; mapping: ImportMapping },
): Promise<ImportRun> {
  const run = await takeForStep(ctx, wanted.importId, 'map');
  if (run.version !== wanted.expectedVersion) throw conflict(importView(run));
  if (run.format !== 'csv')
    throw ruleBroken('no-columns', 'Only a CSV file has columns; nothing was changed.');
  const { subject, mapping } = wanted;
  const headings = new Set(run.headings);
  for (const [field, heading] of Object.entries(mapping)) {
    if (!Object.hasOwn(importFields[subject], field))
      throw invalidInput(`mapping.${field}`, 'is no field of these records');
    if (!headings.has(heading)) throw invalidInput(`mapping.${field}`, 'is no column of this file');
  }
  await unjudgeLines(ctx, run.id);
  const mapped = await updateImport(ctx, run, { subject, mapping, status: 'staging' });
  await rememberMapping(ctx, mapped);
  return announceImport(ctx, 'progressed', mapped);
}

export async function checkImport(ctx: Ctx, importId: string): Promise<ImportRun> {
  const run = await takeForStep(ctx, importId, 'check');
  const missing = run.format === 'csv' ? unmappedFields(run.subject, run.mapping) : [];
  if (missing.length > 0)
    throw ruleBroken('unmapped-fields', `No column is known for: ${missing.join(', ')}.`);
  ctx.wakes.push(importToCheck);
  return announceImport(ctx, 'progressed', await updateImport(ctx, run, { status: 'checking' }));
}

/** The oldest file that waits for its check, whole: lines are judged by each other, too. */
export async function judgeImport(system: Ctx): Promise<number> {
  const run = await lockImportIn(system, 'checking');
  if (!run) return 0;
  const ctx = await asStarter(system, run);
  const lines = (await listLines(ctx, run.id)).map((line) => mappedLine(run, line));
  await recordVerdicts(ctx, run.id, await importers[run.subject].judge(ctx, run, lines));
  announceImport(ctx, 'checked', await updateImport(ctx, run, { status: 'checked' }));
  return 1;
}

export async function commitImport(
  ctx: Ctx,
  { importId, expectedVersion }: Wanted,
): Promise<ImportRun> {
  const run = await takeForStep(ctx, importId, 'commit');
  if (run.version !== expectedVersion) throw conflict(importView(run));
  if (!mayWrite(ctx, run))
    throw notAllowed('Only who may write these records takes them over; nothing was changed.');
  recordAudit(ctx, {
    act: 'import.commit',
    clinicId: run.clinic_id,
    entityId: run.id,
    detail: { ready: run.ready, refused: run.refused },
  });
  ctx.wakes.push(importCommitted);
  return announceImport(ctx, 'progressed', await updateImport(ctx, run, { status: 'running' }));
}

export async function discardImport(
  ctx: Ctx,
  { importId, expectedVersion }: Wanted,
): Promise<ImportRun> {
  const run = await takeForStep(ctx, importId, 'discard');
  if (run.version !== expectedVersion) throw conflict(importView(run));
  return discard(ctx, run);
}

/** One file that nobody has gone on with for two weeks: its words are not kept for ever. */
export async function discardAbandoned(system: Ctx): Promise<number> {
  const run = await lockAbandonedImport(system, plusMinutes(system.now, -abandonedAfterMinutes));
  if (!run) return 0;
  await discard(system, run);
  return 1;
}

async function discard(ctx: Ctx, run: ImportRow): Promise<ImportRun> {
  await deleteLines(ctx, run.id);
  recordAudit(ctx, { act: 'import.discard', clinicId: run.clinic_id, entityId: run.id });
  const ended = { status: 'discarded', ended_at: ctx.now } as const;
  return announceImport(ctx, 'progressed', await updateImport(ctx, run, ended));
}

/** One batch of the oldest import that runs; returns how many lines it handled. */
export async function runImportStep(system: Ctx): Promise<number> {
  const run = await lockImportIn(system, 'running');
  if (!run) return 0;
  const ctx = await asStarter(system, run);
  // Who has lost the right meanwhile writes no more: what is ready stays ready, and the import ends.
  const lines = mayWrite(ctx, run) ? await listReady(ctx, run.id, linesPerStep) : [];
  if (lines.length > 0)
    await recordOutcomes(ctx, run.id, await importers[run.subject].write(ctx, run, lines));
  const isLast = lines.length < linesPerStep;
  if (isLast) await forgetFields(ctx, run.id);
  const after = await updateImport(ctx, run, isLast ? { status: 'ended', ended_at: ctx.now } : {});
  announceImport(ctx, 'progressed', after);
  return isLast ? 0 : lines.length;
}

function mayWrite(ctx: Ctx, { subject, clinic_id: clinicId }: ImportRow): boolean {
  return mayAct(ctx, 'import:run', clinicId) && mayAct(ctx, importers[subject].needs, clinicId);
}

/** The batch is written with the rights that its starter has now, and under their name. */
async function asStarter(system: Ctx, run: ImportRow): Promise<Ctx> {
  const staffId = run.started_by_id;
  return inNameOf(system, staffId, await grantsOf(system, staffId));
}

async function takeForStep(
  ctx: Ctx,
  importId: string,
  step: 'map' | 'check' | 'commit' | 'discard',
): Promise<ImportRow> {
  const run = await lockImport(ctx, importId);
  if (!run || !mayAct(ctx, 'import:run', run.clinic_id)) throw notFound('import');
  requireTransition(ctx, importWorkflow, step, { status: run.status, clinicId: run.clinic_id });
  return run;
}
