// A file on its way in: what it is of, how far it is, what of it is left out.
import * as z from 'zod/mini';
import { importMapping, importSubjects } from './import-fields.ts';
import { instant } from './time.ts';
import { defineWorkflow } from './workflow.ts';

export const importFormats = ['csv', 'fhir'] as const;
export type ImportFormat = (typeof importFormats)[number];

export const importWorkflow = defineWorkflow({
  name: 'import',
  initial: 'staging',
  states: {
    staging: { title: 'Read' },
    checking: { title: 'Being checked' },
    checked: { title: 'Checked' },
    running: { title: 'Running' },
    ended: { title: 'Done', final: true },
    discarded: { title: 'Discarded', final: true },
  },
  transitions: {
    map: { title: 'Map columns', from: ['staging', 'checked'], to: 'staging', by: 'import:run' },
    check: { title: 'Check', from: ['staging', 'checked'], to: 'checking', by: 'import:run' },
    judge: { title: 'Judge', from: ['checking'], to: 'checked', by: 'system' },
    commit: { title: 'Import', from: ['checked'], to: 'running', by: 'import:run' },
    discard: {
      title: 'Discard',
      from: ['staging', 'checking', 'checked'],
      to: 'discarded',
      by: 'import:run',
    },
    end: { title: 'End', from: ['running'], to: 'ended', by: 'system' },
  },
});
export type ImportStatus = keyof typeof importWorkflow.states;

const importStatuses = Object.keys(importWorkflow.states) as [ImportStatus];

/** Why resources of a FHIR file are no records of their own. */
export const importLeftOutReasons = {
  kind: 'are of a kind that is not taken over',
  state: 'no longer stand',
  part: 'are read with the records that name them',
  busy: 'are taken or closed; hours are made of free time alone',
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
