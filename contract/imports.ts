// Taking over from another system: files line by line, judged before anything is written, then written in batches.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { line } from './text.ts';
import { instant } from './time.ts';
import { defineWorkflow } from './workflow.ts';

export interface ImportField {
  title: string;
  /** Has to be there on every line. */
  needed: boolean;
}

/** What a line can say of each kind of record. */
export const importFields = {
  patients: {
    identifier: { title: 'Identifier', needed: true },
    family: { title: 'Family name', needed: true },
    given: { title: 'Given name', needed: true },
    birthOn: { title: 'Birth date', needed: true },
    sex: { title: 'Sex', needed: false },
    language: { title: 'Language', needed: false },
    phone: { title: 'Phone', needed: false },
    email: { title: 'E-mail', needed: false },
  },
  visits: {
    identifier: { title: 'Identifier', needed: true },
    patient: { title: 'Patient’s identifier', needed: true },
    provider: { title: 'Provider', needed: true },
    visitType: { title: 'Visit type', needed: true },
    /** In the clinic's time; an instant in `startsAt` stands for both. */
    date: { title: 'Date', needed: false },
    time: { title: 'Time', needed: false },
    startsAt: { title: 'Starts at', needed: false },
  },
} as const satisfies Record<string, Record<string, ImportField>>;
export type ImportSubject = keyof typeof importFields;
export const importSubjects = Object.keys(importFields) as [ImportSubject, ...ImportSubject[]];

export const importWorkflow = defineWorkflow({
  name: 'import',
  initial: 'staging',
  states: {
    staging: { title: 'Being read' },
    checked: { title: 'Checked' },
    running: { title: 'Running' },
    ended: { title: 'Done', final: true },
  },
  transitions: {
    add: { title: 'Add lines', from: ['staging'], to: 'staging', by: 'import:run' },
    check: { title: 'Check', from: ['staging', 'checked'], to: 'checked', by: 'import:run' },
    commit: { title: 'Import', from: ['checked'], to: 'running', by: 'import:run' },
    end: { title: 'End', from: ['running'], to: 'ended', by: 'system' },
  },
});
export type ImportStatus = keyof typeof importWorkflow.states;

/** A file on its way in. Facts, the same for everyone who runs imports in the clinic. */
export const importRun = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  subject: z.enum(importSubjects),
  /** The system that the identifiers are of, e.g. `old-emr`. */
  system: z.string(),
  fileName: z.string(),
  startedById: z.uuid(),
  startedAt: instant,
  endedAt: z.nullable(instant),
  status: z.enum(['staging', 'checked', 'running', 'ended']),
  /** Lines in all, and how many of them are what. */
  total: z.int(),
  /** Judged good and not yet written. */
  ready: z.int(),
  /** Were imported before, by their identifier. */
  unchanged: z.int(),
  refused: z.int(),
  done: z.int(),
  version: z.int(),
});
export type ImportRun = z.infer<typeof importRun>;

export const importProblemCodes = {
  'missing-value': 'A needed value is missing.',
  'bad-value': 'The value cannot be read.',
  'duplicate-in-file': 'The identifier stands on an earlier line of this file.',
  'possible-duplicate': 'Somebody of this name and birth date has a chart already.',
  'unknown-patient': 'No patient is known by this identifier.',
  'unknown-provider': 'No provider of the clinic is known by this name or identifier.',
  'unknown-visit-type': 'The clinic has no active visit type of this name.',
  'in-the-past': 'The visit lies in the past; only future visits are taken over.',
  'time-in-gap': 'The clocks skip this time on that day; it does not exist.',
  'time-twice':
    'The clocks show this time twice on that day; give it with its offset in “starts at”.',
  'overlaps-visit': 'The provider’s time is taken by a visit that is on the calendar.',
  'overlaps-file': 'The provider’s time is taken by an earlier line of this file.',
} as const;
export type ImportProblemCode = keyof typeof importProblemCodes;

export const importProblem = z.strictObject({
  /** As an editor counts, from 1. */
  line: z.int(),
  /** The field at fault; empty = the line as a whole. */
  field: z.string(),
  code: z.enum(Object.keys(importProblemCodes) as [ImportProblemCode]),
});
export type ImportProblem = z.infer<typeof importProblem>;

const ofImport = z.strictObject({ importId: z.uuid() });
const step = {
  method: 'POST' as const,
  access: 'import:run' as const,
  params: ofImport,
  answer: importRun,
};
/** A field's text as the file has it; what is wrong with it is said per line, not by refusing the request. */
const fieldText = z.string().check(z.maxLength(500));

export const startImport = endpoint({
  name: 'startImport',
  method: 'POST',
  path: '/api/imports/runs/start',
  summary: 'Begin to take over a file into a clinic.',
  access: 'import:run',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    subject: z.enum(importSubjects),
    system: z.string().check(z.regex(/^[a-z0-9][a-z0-9.:/_-]{0,99}$/i)),
    fileName: line({ max: 200 }),
    /** Demo organizations take no real people by mistake. */
    intoDemo: z._default(z.boolean(), false),
  }),
  answer: importRun,
  rules: ['demo-organization'],
});

export const addImportLines = endpoint({
  ...step,
  name: 'addImportLines',
  path: '/api/imports/runs/:importId/lines/add',
  summary:
    'Add lines of the file, already cut into the fields of the subject. The same line again replaces it.',
  body: z.strictObject({
    lines: z
      .array(
        z.strictObject({
          line: z.int32().check(z.positive()),
          fields: z.record(z.string().check(z.regex(/^[a-zA-Z]{1,40}$/)), fieldText),
        }),
      )
      .check(z.minLength(1), z.maxLength(500)),
  }),
  rules: ['wrong-state', 'too-many-lines'],
});

export const checkImport = endpoint({
  ...step,
  name: 'checkImport',
  path: '/api/imports/runs/:importId/check',
  summary: 'The dry run: judge every line against the file and what is there. Writes none of it.',
  rules: ['wrong-state'],
});

export const commitImport = endpoint({
  ...step,
  name: 'commitImport',
  path: '/api/imports/runs/:importId/commit',
  summary:
    'Write what was judged good, in batches that go on where they were interrupted. Nobody is told, reminded or offered anything.',
  body: z.strictObject({ expectedVersion: z.int32().check(z.positive()) }),
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

export const importsEndpoints = [
  startImport,
  addImportLines,
  checkImport,
  commitImport,
  getImport,
  listImports,
  listImportProblems,
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
