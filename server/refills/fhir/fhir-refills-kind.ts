// FHIR from a drop folder: a Bundle, one resource, or NDJSON; each entry is answered for in the report.
import type { IntakeOutcome } from '#contract/refill-intake';
import { readFhir, type FhirRead } from '../../interop/fhir/read-fhir.ts';
import type { Ctx } from '../../platform/context.ts';
import {
  FileRefused,
  type FileProblem,
  type FileRead,
  type InterfaceKind,
  type TakenFile,
} from '../../platform/drop-folder/interface-kind.ts';
import { takeInFhir } from './fhir-intake-service.ts';

/** A file is one transaction: more of them would hold the clinic's feed for too long. */
const mostResources = 2000;

export const fhirRefillsKind: InterfaceKind = {
  kind: 'fhir-refills',
  placeName: 'entry',
  maxBytes: 16 * 1024 * 1024,
  read: readRefills,
};

async function readRefills(ctx: Ctx, { row, bytes }: TakenFile): Promise<FileRead> {
  const { clinic_id: clinicId } = row;
  if (clinicId === null) throw new Error('An interface of FHIR is of no clinic.');
  const reads = readsOf(bytes);
  const [first] = reads;
  if (reads.length === 1 && first?.kind === 'problem' && first.problem.resource === '')
    throw refusedFile('not-read', `the file ${first.problem.reason}`);
  if (reads.length > mostResources)
    throw refusedFile('too-many', `the file has more than ${mostResources} resources`);
  const { entries } = await takeInFhir(ctx, { clinicId, reads, source: 'file' });
  const counts: Partial<Record<IntakeOutcome, number>> = {};
  for (const { outcome } of entries) counts[outcome] = (counts[outcome] ?? 0) + 1;
  const problems = entries.flatMap(({ outcome, path, reason }, at): FileProblem[] =>
    outcome === 'refused'
      ? [{ place: at + 1, code: 'refused', reason: `${path} ${reason}`.trim() }]
      : [],
  );
  return { counts, problems, controlNumber: null };
}

function refusedFile(code: string, reason: string): FileRefused {
  return new FileRefused([{ place: 0, code, reason }]);
}

/** What is no JSON as a whole may be so line by line. */
function readsOf(bytes: Uint8Array): FhirRead[] {
  const [first, ...others] = readFhir(bytes, { format: 'json' });
  const isWhole = first?.kind !== 'problem' || first.problem.reason !== 'is not JSON';
  if (isWhole) return first ? [first, ...others] : [];
  const lines = [...readFhir(bytes, { format: 'ndjson' })];
  return lines.some(({ kind }) => kind === 'resource') ? lines : [first];
}
