// Everything that an organization keeps, as one archive in open formats: asked for, made in the background, fetched, gone.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { line } from './text.ts';
import { instant } from './time.ts';
import { defineWorkflow } from './workflow.ts';

/** So many hours an archive can be fetched. */
export const archiveKeptHours = 72;

export const exportWorkflow = defineWorkflow({
  name: 'export',
  initial: 'requested',
  states: {
    requested: { title: 'Waiting' },
    running: { title: 'Being made' },
    ready: { title: 'Ready' },
    expired: { title: 'Removed', final: true },
    withdrawn: { title: 'Withdrawn', final: true },
    failed: { title: 'Failed', final: true },
  },
  transitions: {
    begin: { title: 'Begin', from: ['requested', 'running'], to: 'running', by: 'system' },
    finish: { title: 'Finish', from: ['running'], to: 'ready', by: 'system' },
    fail: { title: 'Give up', from: ['running'], to: 'failed', by: 'system' },
    expire: { title: 'Remove', from: ['ready'], to: 'expired', by: 'system' },
    withdraw: {
      title: 'Withdraw',
      from: ['requested', 'running', 'ready'],
      to: 'withdrawn',
      by: 'export:run',
    },
  },
});
export type ExportStatus = keyof typeof exportWorkflow.states;
const exportStatuses = Object.keys(exportWorkflow.states) as [ExportStatus];

/** Why no archive came of it. */
export const exportFailures = {
  storage: 'The store of files could not take it.',
  unexpected: 'It failed several times; the server’s log says more.',
} as const;
export type ExportFailure = keyof typeof exportFailures;

/** Facts, the same for everyone who may export. */
export const dataExport = z.strictObject({
  id: z.uuid(),
  /** Why it is made, in the words of who asked for it. */
  reason: z.string(),
  requestedById: z.uuid(),
  /** As in lists. */
  requestedBy: z.string(),
  requestedAt: instant,
  status: z.enum(exportStatuses),
  /** Files of the archive: written so far, and in all; the files that staff attached count as one. */
  filesDone: z.int(),
  files: z.int(),
  /** Of the archive; `null` until it is ready. */
  bytes: z.nullable(z.int()),
  /** SHA-256 of the archive, hexadecimal. */
  sha256: z.nullable(z.string()),
  readyAt: z.nullable(instant),
  /** From then on it cannot be fetched. */
  expiresAt: z.nullable(instant),
  failure: z.nullable(z.enum(Object.keys(exportFailures) as [ExportFailure])),
  version: z.int(),
});
export type DataExport = z.infer<typeof dataExport>;

const ofExport = z.strictObject({ exportId: z.uuid() });

export const requestExport = endpoint({
  name: 'requestExport',
  method: 'POST',
  path: '/api/exports/runs/request',
  summary:
    'Have an archive made of everything that the organization keeps. Only who may in every clinic; one at a time.',
  access: 'export:run',
  body: z.strictObject({ reason: line({ max: 200 }) }),
  answer: dataExport,
  rules: ['export-under-way'],
  stepUp: true,
});

export const withdrawExport = endpoint({
  name: 'withdrawExport',
  method: 'POST',
  path: '/api/exports/runs/:exportId/withdraw',
  summary: 'Stop making an archive, or remove one that is ready.',
  access: 'export:run',
  params: ofExport,
  body: z.strictObject({ expectedVersion: z.int32().check(z.positive()) }),
  answer: dataExport,
  rules: ['wrong-state'],
});

export const listExports = endpoint({
  name: 'listExports',
  method: 'GET',
  path: '/api/exports/runs',
  summary: 'The last archives, newest first.',
  access: 'export:run',
  answer: z.strictObject({ items: z.array(dataExport) }),
});

export const openExport = endpoint({
  name: 'openExport',
  method: 'POST',
  path: '/api/exports/runs/:exportId/open',
  summary: 'Make sure that an archive can be fetched now, by whoever has just proved who they are.',
  access: 'export:run',
  params: ofExport,
  answer: dataExport,
  rules: ['wrong-state'],
  idempotent: false,
  stepUp: true,
});

export const getArchive = endpoint({
  name: 'getArchive',
  method: 'GET',
  path: '/api/exports/runs/:exportId/archive',
  summary: 'The archive itself, a ZIP file; each time it is fetched is written down as an export.',
  access: 'export:run',
  content: 'download',
  params: ofExport,
  answer: z.unknown(),
  stepUp: true,
});

export const exportsEndpoints = [
  requestExport,
  withdrawExport,
  listExports,
  openExport,
  getArchive,
] as const;

/** Feed `exports` of the organization; the payload is the whole view. */
export interface ExportsChange {
  type: 'exports.export-requested' | 'exports.export-progressed';
  payload: DataExport;
}

export interface ExportsState {
  exports: ById<DataExport>;
}

export function applyExportsChange(state: ExportsState, { payload }: ExportsChange): ExportsState {
  return { exports: upsertVersioned(state.exports, payload) };
}
