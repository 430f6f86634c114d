// Papers of a proxy: on what somebody's right to be told, or to decide, rests. Bytes travel beside JSON.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { fileNameHeader } from './file-name.ts';
import { line } from './text.ts';
import { instant } from './time.ts';

export const proxyPaperKinds = {
  'court-order': 'Court order',
  'power-of-attorney': 'Power of attorney',
  'signed-permission': 'Signed permission',
  other: 'Other',
} as const;
export type ProxyPaperKind = keyof typeof proxyPaperKinds;
const kind = z.enum(Object.keys(proxyPaperKinds) as [ProxyPaperKind]);

export const proxyPaper = z.strictObject({
  id: z.uuid(),
  proxyId: z.uuid(),
  kind,
  /** The file's name as given; never a path. */
  name: z.string(),
  /** By the file's first bytes, never by its name or what its sender claims. */
  mediaType: z.string(),
  bytes: z.int(),
  addedAt: instant,
  /** As in lists. */
  addedBy: z.string(),
  /** Its bytes are gone since then; that it was here stays. */
  removed: z.nullable(z.strictObject({ at: instant, by: z.string(), reason: z.string() })),
});
export type ProxyPaper = z.infer<typeof proxyPaper>;

/** So many a proxy holds; those that were removed do not count. */
export const mostProxyPapers = 20;

/** The clinic that reads or writes; papers are the organization's, as proxies are. */
const inClinic = z.strictObject({ clinicId: z.uuid() });
const proxyId = z.uuid();
const ofPaper = z.strictObject({ proxyId, paperId: z.uuid() });

export const attachProxyPaper = endpoint({
  name: 'attachProxyPaper',
  method: 'POST',
  path: '/api/patients/proxies/:proxyId/papers/attach',
  summary:
    'Attach a paper to a proxy who was not ended. The body is the file; what it is is told by its bytes.',
  access: 'proxy:edit',
  clinic: 'query',
  content: 'upload',
  params: z.strictObject({ proxyId }),
  query: inClinic,
  headers: z.strictObject({
    'X-Daysheet-File-Name': fileNameHeader,
    'X-Daysheet-Paper-Kind': kind,
  }),
  answer: proxyPaper,
  rules: ['proxy-revoked', 'chart-retired', 'too-many-files'],
});

export const getProxyPaper = endpoint({
  name: 'getProxyPaper',
  method: 'GET',
  path: '/api/patients/proxies/:proxyId/papers/:paperId',
  summary: 'The bytes of a paper, to be saved; each download is audited.',
  access: 'patient:read',
  clinic: 'query',
  content: 'download',
  params: ofPaper,
  query: inClinic,
  answer: z.unknown(),
});

export const removeProxyPaper = endpoint({
  name: 'removeProxyPaper',
  method: 'POST',
  path: '/api/patients/proxies/:proxyId/papers/:paperId/remove',
  summary: 'Remove the bytes of a paper; who attached and who removed it, and why, stays.',
  access: 'proxy:edit',
  clinic: 'body',
  params: ofPaper,
  body: z.extend(inClinic, { reason: line({ max: 200 }) }),
  answer: proxyPaper,
  rules: ['already-removed'],
});

export const proxyPaperEndpoints = [attachProxyPaper, getProxyPaper, removeProxyPaper] as const;
