// A file comes in: one import of a CSV, of FHIR one for each kind of record that it holds.
import { guessMapping, recognizeSubject } from '#contract/import-mapping';
import type { ImportMapping, ImportSubject } from '#contract/import-fields';
import { importWorkflow, type ImportRun } from '#contract/import-run';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { notAllowed, ruleBroken } from '../platform/problem.ts';
import { announceImport } from './announce-import.ts';
import type { FileLine, ImportFile } from './file/import-file.ts';
import { isDemo } from './imports-queries.ts';
import { insertImport, stageLines, updateImport } from './imports-repository.ts';
import type { ImportRow } from './imports-view.ts';
import { recallMapping } from './mapping-repository.ts';

const mostLines = 200_000;

export interface SentFile {
  clinicId: string;
  system: string;
  fileName: string;
  /** `null` = told by the headings. */
  subject: ImportSubject | null;
  intoDemo: boolean;
}

/** Before a byte of the file is read. */
export async function allowImportFile(
  ctx: Ctx,
  { clinicId, intoDemo }: Pick<SentFile, 'clinicId' | 'intoDemo'>,
): Promise<void> {
  if (!mayAct(ctx, 'import:run', clinicId))
    throw notAllowed('Your role does not take over files in this clinic; nothing was started.');
  if (!intoDemo && (await isDemo(ctx)))
    throw ruleBroken(
      'demo-organization',
      'This is a demo; nobody real belongs here. Nothing was started.',
    );
}

export async function takeImportFile(
  ctx: Ctx,
  { file, ...sent }: SentFile & { file: ImportFile },
): Promise<ImportRun[]> {
  await allowImportFile(ctx, sent);
  const parts = file.parts.filter(({ lines }) => lines.length > 0);
  if (parts.length === 0)
    throw ruleBroken(
      'nothing-to-import',
      'The file holds nothing that can be taken over; nothing was started.',
    );
  if (parts.some(({ lines }) => lines.length > mostLines))
    throw ruleBroken(
      'too-many-lines',
      `An import holds ${mostLines} lines; nothing of this file was taken.`,
    );
  const runs: ImportRun[] = [];
  for (const [at, { subject, lines }] of parts.entries()) {
    const about = subject === null ? await aboutCsv(ctx, sent, file.headings) : { subject };
    const row = newImport(ctx, { file, sent, leftOut: at === 0 ? file.leftOut : [], ...about });
    runs.push(await start(ctx, row, lines));
  }
  return runs;
}

async function start(ctx: Ctx, row: ImportRow, lines: readonly FileLine[]): Promise<ImportRun> {
  await insertImport(ctx, row);
  await stageLines(ctx, row, lines);
  const { clinic_id: clinicId, id: entityId, subject, system } = row;
  recordAudit(ctx, { act: 'import.start', clinicId, entityId, detail: { subject, system } });
  return announceImport(ctx, 'started', await updateImport(ctx, row, {}));
}

/** What a person has said of such a file before goes before what its headings tell. */
async function aboutCsv(
  ctx: Ctx,
  { clinicId, system, subject }: SentFile,
  headings: readonly string[],
): Promise<{ subject: ImportSubject; mapping: ImportMapping }> {
  const known = await recallMapping(ctx, { clinicId, system, headings });
  const chosen = subject ?? known?.subject ?? recognizeSubject(headings);
  const mapping = known?.subject === chosen ? known.mapping : guessMapping(chosen, headings);
  return { subject: chosen, mapping };
}

function newImport(
  ctx: Ctx,
  given: {
    file: ImportFile;
    sent: SentFile;
    subject: ImportSubject;
    mapping?: ImportMapping;
    leftOut: ImportFile['leftOut'];
  },
): ImportRow {
  const { file, sent, subject, mapping = {}, leftOut } = given;
  if (ctx.actorId === null) throw new Error('A person takes a file over.');
  return {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: sent.clinicId,
    subject,
    system: sent.system,
    file_name: sent.fileName,
    format: file.format,
    headings: [...file.headings],
    mapping,
    left_out: [...leftOut],
    started_by_id: ctx.actorId,
    started_at: ctx.now,
    ended_at: null,
    status: importWorkflow.initial,
    total: 0,
    ready: 0,
    unchanged: 0,
    refused: 0,
    done: 0,
    warned: 0,
    version: 1,
  };
}
