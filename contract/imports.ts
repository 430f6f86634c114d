// Taking over from another system: files line by line, judged before anything is written, then written in batches.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { fileNameHeader } from './file-name.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { instant } from './time.ts';
import { defineWorkflow } from './workflow.ts';

export interface ImportField {
  title: string;
  /** Has to be there on every line. */
  needed: boolean;
}

/** What a line can say of each kind of record; in the order in which a system is taken over. */
export const importFields = {
  practitioners: {
    identifier: { title: 'Identifier', needed: true },
    family: { title: 'Family name', needed: true },
    given: { title: 'Given name', needed: true },
    credentials: { title: 'Credentials', needed: false },
    specialty: { title: 'Specialty', needed: false },
    npi: { title: 'NPI', needed: false },
  },
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
  coverages: {
    identifier: { title: 'Identifier', needed: true },
    patient: { title: 'Patient’s identifier', needed: true },
    /** Name or identifier. */
    payer: { title: 'Payer', needed: true },
    memberId: { title: 'Member number', needed: true },
    effectiveFrom: { title: 'First day', needed: true },
    endsOn: { title: 'Last day', needed: false },
    /** `primary` or `1`, and so on; primary when nothing is said. */
    order: { title: 'Order', needed: false },
    plan: { title: 'Plan', needed: false },
    group: { title: 'Group number', needed: false },
    relationship: { title: 'Relationship', needed: false },
    subscriberFamily: { title: 'Subscriber’s family name', needed: false },
    subscriberGiven: { title: 'Subscriber’s given name', needed: false },
    subscriberBirthOn: { title: 'Subscriber’s birth date', needed: false },
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

export const importFormats = ['csv', 'fhir'] as const;
export type ImportFormat = (typeof importFormats)[number];

export const importWorkflow = defineWorkflow({
  name: 'import',
  initial: 'staging',
  states: {
    staging: { title: 'Read' },
    checked: { title: 'Checked' },
    running: { title: 'Running' },
    ended: { title: 'Done', final: true },
    discarded: { title: 'Discarded', final: true },
  },
  transitions: {
    map: { title: 'Map columns', from: ['staging', 'checked'], to: 'staging', by: 'import:run' },
    check: { title: 'Check', from: ['staging', 'checked'], to: 'checked', by: 'import:run' },
    commit: { title: 'Import', from: ['checked'], to: 'running', by: 'import:run' },
    discard: {
      title: 'Discard',
      from: ['staging', 'checked'],
      to: 'discarded',
      by: 'import:run',
    },
    end: { title: 'End', from: ['running'], to: 'ended', by: 'system' },
  },
});
export type ImportStatus = keyof typeof importWorkflow.states;

const importStatuses = Object.keys(importWorkflow.states) as [ImportStatus];

/** Field → heading of the file. */
export const importMapping = z.record(
  z.string().check(z.regex(/^[a-zA-Z]{1,40}$/)),
  z.string().check(z.minLength(1), z.maxLength(500)),
);
export type ImportMapping = Readonly<z.infer<typeof importMapping>>;

/** Why resources of a FHIR file are no records of their own. */
export const importLeftOutReasons = {
  kind: 'are of a kind that is not taken over',
  state: 'no longer stand',
  part: 'are read with the records that name them',
} as const;
export type ImportLeftOutReason = keyof typeof importLeftOutReasons;

export const importLeftOut = z.strictObject({
  /** Of the resources, e.g. `Observation`; empty for what has none. */
  type: z.string(),
  reason: z.enum(Object.keys(importLeftOutReasons) as [ImportLeftOutReason]),
  count: z.int(),
});
export type ImportLeftOut = z.infer<typeof importLeftOut>;

/** A file on its way in. Facts, the same for everyone who runs imports in the clinic. */
export const importRun = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  subject: z.enum(importSubjects),
  /** The system that the identifiers are of, e.g. `old-emr`. */
  system: z.string(),
  fileName: z.string(),
  format: z.enum(importFormats),
  /** Of a CSV file; FHIR has none. */
  headings: z.array(z.string()),
  mapping: importMapping,
  /** Resources of the file that are not taken over as records of their own; said with its first import. */
  leftOut: z.array(importLeftOut),
  startedById: z.uuid(),
  startedAt: instant,
  endedAt: z.nullable(instant),
  status: z.enum(importStatuses),
  /** Lines in all, and how many of them are what. */
  total: z.int(),
  /** Judged good and not yet written. */
  ready: z.int(),
  /** Were imported before, by their identifier. */
  unchanged: z.int(),
  refused: z.int(),
  done: z.int(),
  /** Lines that come without a value that could not be read. */
  warned: z.int(),
  version: z.int(),
});
export type ImportRun = z.infer<typeof importRun>;

export const importProblemCodes = {
  unreadable: 'The line cannot be read.',
  'missing-value': 'A needed value is missing.',
  'bad-value': 'The value cannot be read.',
  'value-left-out': 'The value cannot be read; the line comes without it.',
  'duplicate-in-file': 'The identifier stands on an earlier line of this file.',
  'possible-duplicate': 'Somebody of this name and birth date has a chart already.',
  'provider-exists':
    'A provider of the clinic has this name; the same NPI on both would say that they are one.',
  'unknown-payer': 'No active payer has this name or identifier.',
  'order-taken': 'Another coverage of the patient is billed in this order on some of these days.',
  'changed-since-check': 'What the line needs has changed since the check.',
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

/** A line that is refused is not written; one that is warned of comes without the value at fault. */
export const importProblemWeights = ['refused', 'warned'] as const;
export type ImportProblemWeight = (typeof importProblemWeights)[number];
const importProblemCode = z.enum(Object.keys(importProblemCodes) as [ImportProblemCode]);

export const importProblem = z.strictObject({
  /** As an editor counts, from 1; of FHIR, the place among the resources of the file. */
  line: z.int(),
  /** How the file itself would name it, e.g. `entry[12]`; empty where the line says it all. */
  place: z.string(),
  /** The field at fault; empty = the line as a whole. */
  field: z.string(),
  code: importProblemCode,
  /** What more is known of it; never a word of the content. */
  detail: z.string(),
  weight: z.enum(importProblemWeights),
});
export type ImportProblem = z.infer<typeof importProblem>;

export const importProblemCount = z.strictObject({
  code: importProblemCode,
  field: z.string(),
  weight: z.enum(importProblemWeights),
  /** Lines. */
  count: z.int(),
});
export type ImportProblemCount = z.infer<typeof importProblemCount>;

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
  summary: 'The dry run: judge every line against the file and what is there. Writes none of it.',
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
