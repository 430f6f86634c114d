// Use cases of papers. The bytes are kept before and removed after the transaction; here it is decided, and written down
// on whose right they are.
import { mostProxyPapers, type ProxyPaper, type ProxyPaperKind } from '#contract/proxy-paper';
import { recordAudit } from '../platform/audit/record-audit.ts';
import type { StoredBlob } from '../platform/blob-store/blob-store.ts';
import { giveUpBlob } from '../platform/blob-store/due-blobs.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import type { SentFile } from '../platform/http/route.ts';
import { newId } from '../platform/ids.ts';
import { notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { requireOpenChart } from './contact-queries.ts';
import { paperViews } from './proxy-paper-queries.ts';
import {
  countPapers,
  findPaper,
  insertPaper,
  updateRemovedPaper,
  type ProxyPaperRow,
} from './proxy-paper-repository.ts';
import { denyKeepingProxies, denyReadingPapers } from './proxy-policy.ts';
import { lockProxy, type ProxyRow } from './proxy-repository.ts';

interface OfProxy {
  clinicId: string;
  proxyId: string;
}
type OfPaper = OfProxy & { paperId: string };
type AttachProxyPaper = OfProxy & { kind: ProxyPaperKind; name: string; blob: StoredBlob };

/** Before its bytes are taken: the proxy locked, not ended, free to get one more. */
export async function takeForPaper(ctx: Ctx, { clinicId, proxyId }: OfProxy): Promise<ProxyRow> {
  requireAllowed(denyKeepingProxies((...asked) => mayAct(ctx, ...asked), clinicId));
  const proxy = await lockProxy(ctx, proxyId);
  if (!proxy) throw notFound('person');
  await requireOpenChart(ctx, proxy.patient_id);
  if (proxy.revoked_at !== null)
    throw ruleBroken('proxy-revoked', 'This was ended already; the paper was not attached.');
  if ((await countPapers(ctx, proxyId)) >= mostProxyPapers)
    throw ruleBroken('too-many-files', 'This holds as many papers as it can; none was added.');
  return proxy;
}

export async function attachProxyPaper(ctx: Ctx, input: AttachProxyPaper): Promise<ProxyPaper> {
  const proxy = await takeForPaper(ctx, input);
  const paper = paperRow(ctx, proxy, input);
  await insertPaper(ctx, paper);
  return announce(ctx, paper, { act: 'attached', clinicId: input.clinicId });
}

function paperRow(
  ctx: Ctx,
  proxy: ProxyRow,
  { kind, name, blob }: Pick<AttachProxyPaper, 'kind' | 'name' | 'blob'>,
): ProxyPaperRow {
  if (ctx.actorId === null) throw notAllowed('Only people attach papers.');
  return {
    organization_id: ctx.organizationId,
    id: newId(),
    proxy_id: proxy.id,
    patient_id: proxy.patient_id,
    kind,
    name,
    media_type: blob.mediaType,
    bytes: blob.bytes,
    sha256: blob.sha256,
    blob_key: blob.key,
    added_by_id: ctx.actorId,
    added_at: ctx.now,
    removed_by_id: null,
    removed_at: null,
    removed_because: null,
  };
}

/** Also of one who was ended, and of a retired chart: what was put on the wrong person's must go. */
export async function removeProxyPaper(
  ctx: Ctx,
  input: OfPaper & { reason: string },
): Promise<ProxyPaper> {
  requireAllowed(denyKeepingProxies((...asked) => mayAct(ctx, ...asked), input.clinicId));
  if (ctx.actorId === null) throw notAllowed('Only people remove papers.');
  const proxy = await lockProxy(ctx, input.proxyId);
  const paper = proxy && (await findPaper(ctx, input));
  if (!paper) throw notFound('paper');
  if (paper.removed_at !== null)
    throw ruleBroken('already-removed', 'This paper was removed before; nothing was changed.');
  const removed = await updateRemovedPaper(ctx, paper, {
    removed_by_id: ctx.actorId,
    removed_at: ctx.now,
    removed_because: input.reason,
  });
  await giveUpBlob(ctx, paper.blob_key);
  return announce(ctx, removed, { act: 'removed', clinicId: input.clinicId });
}

export async function openProxyPaper(ctx: Ctx, input: OfPaper): Promise<SentFile> {
  requireAllowed(denyReadingPapers((...asked) => mayAct(ctx, ...asked), input.clinicId));
  const paper = await findPaper(ctx, input);
  if (paper?.removed_at !== null) throw notFound('paper');
  const { blob_key: blobKey, name, media_type: mediaType, bytes, patient_id: patientId } = paper;
  return { blobKey, name, mediaType, bytes, clinicId: input.clinicId, patientId };
}

function requireAllowed(denied: string | null): void {
  if (denied !== null) throw notAllowed(denied);
}

async function announce(
  ctx: Ctx,
  paper: ProxyPaperRow,
  { act, clinicId }: { act: 'attached' | 'removed'; clinicId: string },
): Promise<ProxyPaper> {
  const { id: entityId, proxy_id: proxyId, patient_id: patientId } = paper;
  recordChange(ctx, {
    type: `patients.proxy-paper-${act}`,
    clinicId: null,
    entityId,
    version: act === 'attached' ? 1 : 2,
    payload: { patientId },
  });
  // Without its name, which may be a patient's.
  const { kind, media_type: mediaType, bytes, sha256 } = paper;
  recordAudit(ctx, {
    act: `proxy.paper-${act}`,
    clinicId,
    entityId,
    detail: { patientId, proxyId, kind, mediaType, bytes, sha256 },
  });
  const [view] = await paperViews(ctx, [paper]);
  if (!view) throw new Error('A paper has no view.');
  return view;
}
