// Files on a work item: scans, faxes, letters, prints. Bytes travel beside JSON; what is said of them in headers.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { fileNameHeader } from './file-name.ts';
import type { Permission } from './permission.ts';
import { line } from './text.ts';
import { instant } from './time.ts';

/** How the paper came → how the list names it. */
export const attachmentKinds = {
  scan: 'Scan',
  fax: 'Fax',
  letter: 'Letter',
  'portal-print': 'Print from a portal',
  other: 'Other',
} as const;
export type AttachmentKind = keyof typeof attachmentKinds;
const attachmentKind = z.enum(Object.keys(attachmentKinds) as [AttachmentKind]);

export const attachment = z.strictObject({
  id: z.uuid(),
  kind: attachmentKind,
  /** The file's name as given; never a path. */
  name: z.string(),
  /** By the file's first bytes, never by its name or what its sender claims. */
  mediaType: z.string(),
  bytes: z.int(),
  /** Who attached it. */
  byId: z.uuid(),
  at: instant,
  /** Its bytes are gone since then; that it was here stays. */
  removedAt: z.nullable(instant),
  removedBecause: z.nullable(z.string()),
});
export type Attachment = z.infer<typeof attachment>;

/** So many files an item holds. */
export const mostAttachments = 200;
export const attachmentRules = ['held', 'too-many-files', 'already-removed'] as const;

interface OfQueue<I extends z.ZodMiniType> {
  readonly one: string;
  readonly root: `/${string}`;
  readonly view: I;
  readonly read: Permission;
  readonly work: Permission;
}

/** The endpoints of files on the items of a queue. */
// The return type is what `endpoint` infers from the schemas below.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function attachmentEndpoints<I extends z.ZodMiniType>(queue: OfQueue<I>) {
  const { one, root, view, read, work } = queue;
  const itemId = z.uuid();
  const ofFile = z.strictObject({ itemId, attachmentId: z.uuid() });
  const step = {
    method: 'POST' as const,
    access: work,
    answer: z.strictObject({ item: view, attachment }),
    rules: attachmentRules,
    showsPatients: true,
  };
  return {
    attach: endpoint({
      ...step,
      name: `attachTo${one}`,
      path: `${root}/:itemId/attach`,
      summary:
        'Attach a file, also to a closed item: a fax may be late. The body is the file; what it is is told by its bytes.',
      content: 'upload',
      params: z.strictObject({ itemId }),
      headers: z.strictObject({
        'X-Daysheet-File-Name': fileNameHeader,
        'X-Daysheet-Attachment-Kind': attachmentKind,
      }),
    }),
    getAttachment: endpoint({
      name: `get${one}Attachment`,
      method: 'GET',
      path: `${root}/:itemId/attachments/:attachmentId`,
      summary: 'The bytes of an attached file, to be saved; each download is audited.',
      access: read,
      content: 'download',
      params: ofFile,
      answer: z.unknown(),
    }),
    removeAttachment: endpoint({
      ...step,
      name: `remove${one}Attachment`,
      path: `${root}/:itemId/attachments/:attachmentId/remove`,
      summary:
        'Remove the bytes of an attached file; who attached and who removed it, and why, stays.',
      params: ofFile,
      body: z.strictObject({
        expectedVersion: z.int32().check(z.positive()),
        reason: line({ max: 200 }),
      }),
    }),
  };
}
