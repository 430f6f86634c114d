// Taking over from another system: files line by line, judged before anything is written, then written in batches.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { fileNameHeader } from './file-name.ts';
import { filePartsHeader } from './file-parts.ts';
import { importMapping, importSubjects } from './import-fields.ts';
import { importProblem, importProblemCode, importProblemCount } from './import-problem.ts';
import { importRun, type ImportRun } from './import-run.ts';
import { upsertVersioned, type ById } from './realtime.ts';

const ofImport = z.strictObject({ importId: z.uuid() });
const step = {
  method: 'POST' as const,
  access: 'import:run' as const,
  params: ofImport,
  answer: importRun,
};
const expectedVersion = z.int32().check(z.positive());
const importSystem = z.string().check(z.regex(/^[a-z0-9][a-z0-9.:/_-]{0,99}$/i));

export const readImportFile = endpoint({
  name: 'readImportFile',
  method: 'POST',
  path: '/api/imports/files/read',
  summary:
    'Take a file in: a CSV becomes one import, FHIR one for each kind of record in it, in the order in which they are to be taken over. The body is the file, which is not kept; what it is is told by its content.',
  access: 'import:run',
  clinic: 'query',
  content: 'upload',
  query: z.strictObject({ clinicId: z.uuid() }),
  headers: z.strictObject({
    'X-Daysheet-File-Name': fileNameHeader,
    /** Where several FHIR files, whose records refer to each other, are sent as one. */
    'X-Daysheet-File-Parts': z.optional(filePartsHeader),
    'X-Daysheet-Import-System': importSystem,
    /** What a CSV is about; without it, what its headings tell. */
    'X-Daysheet-Import-Subject': z.optional(z.enum(importSubjects)),
    /** Demo organizations take no real people by mistake. */
    'X-Daysheet-Into-Demo': z.optional(z.literal('yes')),
  }),
  answer: z.strictObject({ items: z.array(importRun) }),
  rules: ['demo-organization', 'unreadable-file', 'nothing-to-import', 'too-many-lines'],
});

export const mapImport = endpoint({
  ...step,
  name: 'mapImport',
  path: '/api/imports/runs/:importId/map',
  summary:
    'Say what a CSV is about and which of its columns is which field. Remembered for files of these headings.',
  body: z.strictObject({
    expectedVersion,
    subject: z.enum(importSubjects),
    mapping: importMapping,
  }),
  rules: ['wrong-state', 'no-columns'],
});

export const getImportPreview = endpoint({
  name: 'getImportPreview',
  method: 'GET',
  path: '/api/imports/runs/:importId/preview',
  summary: 'The first lines of a CSV, as they stand in it, until the import has ended.',
  access: 'import:run',
  params: ofImport,
  answer: z.strictObject({
    items: z.array(
      /** Cells in the order of the headings. */
      z.strictObject({ line: z.int(), cells: z.array(z.string()) }),
    ),
  }),
  showsPatients: true,
});

export const checkImport = endpoint({
  ...step,
  name: 'checkImport',
  path: '/api/imports/runs/:importId/check',
  summary:
    'Have the dry run done: every line is judged against the file and what is there. It goes on beside and writes none of it.',
  rules: ['wrong-state', 'unmapped-fields'],
});

export const commitImport = endpoint({
  ...step,
  name: 'commitImport',
  path: '/api/imports/runs/:importId/commit',
  summary:
    'Write what was judged good, in batches that go on where they were interrupted. Nobody is told, reminded or offered anything.',
  body: z.strictObject({ expectedVersion }),
  rules: ['wrong-state'],
});

export const discardImport = endpoint({
  ...step,
  name: 'discardImport',
  path: '/api/imports/runs/:importId/discard',
  summary: 'Give up an import that nothing was written of; what was read of its file goes.',
  body: z.strictObject({ expectedVersion }),
  rules: ['wrong-state'],
});

export const getImport = endpoint({
  name: 'getImport',
  method: 'GET',
  path: '/api/imports/runs/:importId',
  summary: 'How far an import is.',
  access: 'import:run',
  params: ofImport,
  answer: importRun,
});

export const listImports = endpoint({
  name: 'listImports',
  method: 'GET',
  path: '/api/imports/runs',
  summary: 'The last imports of a clinic, newest first.',
  access: 'import:run',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(importRun) }),
});

export const listImportProblems = endpoint({
  name: 'listImportProblems',
  method: 'GET',
  path: '/api/imports/runs/:importId/problems',
  summary: 'What is wrong with which line, in the order of the file.',
  access: 'import:run',
  params: ofImport,
  query: z.strictObject({
    /** Of one kind only. */
    show: z.optional(importProblemCode),
    /** The last line of the page before. */
    after: z._default(z.coerce.number().check(z.int(), z.gte(0)), 0),
    limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(1000)), 200),
  }),
  answer: z.strictObject({
    items: z.array(importProblem),
    /** Lines after which there is more; `null` at the end. */
    next: z.nullable(z.int()),
  }),
});

export const countImportProblems = endpoint({
  name: 'countImportProblems',
  method: 'GET',
  path: '/api/imports/runs/:importId/problems/count',
  summary: 'How many lines have which problem, the most frequent first.',
  access: 'import:run',
  params: ofImport,
  answer: z.strictObject({ items: z.array(importProblemCount) }),
});

export const importsEndpoints = [
  readImportFile,
  mapImport,
  getImportPreview,
  checkImport,
  commitImport,
  discardImport,
  getImport,
  listImports,
  listImportProblems,
  countImportProblems,
] as const;

/** Feed `imports:<clinic>`; the payload is the whole view. */
export interface ImportsChange {
  type: 'imports.import-started' | 'imports.import-checked' | 'imports.import-progressed';
  payload: ImportRun;
}

export interface ImportsState {
  imports: ById<ImportRun>;
}

export function applyImportsChange(state: ImportsState, { payload }: ImportsChange): ImportsState {
  return { imports: upsertVersioned(state.imports, payload) };
}
