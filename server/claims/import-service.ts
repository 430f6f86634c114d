// A file of a payer or a billing system: looked at, then taken in once. Its good transactions count, whatever its bad ones are.
import type { ClaimFilePart, ClaimFileReport } from '#contract/claim-files';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { notAllowed, ruleBroken } from '../platform/problem.ts';
import { listKnownControls } from './claim-repository.ts';
import type { ClaimFile, FilePart, RemittancePart } from './file/claim-file.ts';
import { listKnownPayments } from './remittance-repository.ts';
import { takeClaims } from './take-claims-service.ts';
import { paymentKey, takeRemittance } from './take-remittance-service.ts';
import { takeStatuses } from './take-statuses-service.ts';

export function allowClaimFile(ctx: Ctx, { clinicId }: { clinicId: string }): Promise<void> {
  if (!mayAct(ctx, 'claim:import', clinicId))
    throw notAllowed('You may not take in files of claims in this clinic; nothing was read.');
  return Promise.resolve();
}

/** Nothing is written. */
export async function previewClaimFile(
  ctx: Ctx,
  of: { clinicId: string; file: ClaimFile },
): Promise<ClaimFileReport> {
  const { clinicId, file } = of;
  await allowClaimFile(ctx, { clinicId });
  const keys = file.parts.flatMap((part) => (isTakable(part) ? [paymentKey(part)] : []));
  const known = new Set(await listKnownPayments(ctx, clinicId, keys));
  const parts: ClaimFilePart[] = [];
  for (const part of file.parts) {
    const isKnown = isTakable(part) && known.has(paymentKey(part));
    if (isTakable(part)) known.add(paymentKey(part));
    parts.push(reportOf(part, { isKnown, matched: await countMatched(ctx, clinicId, part) }));
  }
  return {
    ...{ hash: file.hash, isKnown: await isKnownFile(ctx, clinicId, file.hash), parts },
    problems: file.problems,
  };
}

function isTakable(part: FilePart): part is RemittancePart {
  return part.type === '835' && !part.isRefused;
}

export async function importClaimFile(
  ctx: Ctx,
  of: { clinicId: string; file: ClaimFile; fileName: string; hash: string },
): Promise<ClaimFileReport> {
  const { clinicId, file, fileName } = of;
  await allowClaimFile(ctx, { clinicId });
  if (file.hash !== of.hash)
    throw ruleBroken('other-file', 'It is not the file that was looked at; nothing was taken.');
  if (!file.parts.some(({ type, isRefused }) => type !== 'other' && !isRefused))
    throw ruleBroken('nothing-to-take', 'The file holds nothing that can be taken in.');
  const fileId = newId();
  const report: ClaimFileReport = {
    ...{ hash: file.hash, isKnown: false, parts: [], problems: file.problems },
  };
  if (!(await insertFile(ctx, { id: fileId, clinicId, fileName, hash: file.hash })))
    throw ruleBroken('known-file', 'The same file was taken in before; nothing was taken again.');
  for (const part of file.parts) report.parts.push(await takePart(ctx, { clinicId, fileId }, part));
  await ctx
    .db('claim_file')
    .where({ organization_id: ctx.organizationId, id: fileId })
    .update({ report: JSON.stringify(report) });
  recordAudit(ctx, {
    ...{ act: 'claims.import-file', clinicId, entityId: fileId },
    detail: { parts: report.parts.map(({ type, fate, claims }) => ({ type, fate, claims })) },
  });
  return report;
}

async function takePart(
  ctx: Ctx,
  of: { clinicId: string; fileId: string },
  part: FilePart,
): Promise<ClaimFilePart> {
  if (part.isRefused || part.type === 'other')
    return reportOf(part, { isKnown: false, matched: 0 });
  switch (part.type) {
    case '835':
      return reportOf(part, await takeRemittance(ctx, of, part));
    case '837':
      return reportOf(part, { isKnown: false, matched: await takeClaims(ctx, of, part) });
    case '277':
      return reportOf(part, { isKnown: false, matched: await takeStatuses(ctx, of, part) });
  }
}

/** The same file at once from two consoles: one of them takes it. */
async function insertFile(
  ctx: Ctx,
  of: { id: string; clinicId: string; fileName: string; hash: string },
): Promise<boolean> {
  const inserted = await ctx
    .db('claim_file')
    .insert({
      ...{ organization_id: ctx.organizationId, id: of.id, clinic_id: of.clinicId },
      ...{ file_hash: of.hash, name: of.fileName, received_at: ctx.now, by_id: ctx.actorId },
      report: '{}',
    })
    .onConflict(['organization_id', 'clinic_id', 'file_hash'])
    .ignore()
    .returning('id');
  return inserted.length === 1;
}

async function isKnownFile(ctx: Ctx, clinicId: string, hash: string): Promise<boolean> {
  const row = await ctx
    .db('claim_file')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, file_hash: hash })
    .first<{ id: string } | undefined>('id');
  return row !== undefined;
}

/** By our own numbers alone: what else is found is told when it is taken. */
async function countMatched(ctx: Ctx, clinicId: string, part: FilePart): Promise<number> {
  const controls = controlsOf(part);
  if (controls.length === 0) return 0;
  const known = new Set(await listKnownControls(ctx, clinicId, controls));
  return controls.filter((control) => known.has(control)).length;
}

function controlsOf(part: FilePart): string[] {
  switch (part.type) {
    case '835':
      return part.claims.map(({ claimControl }) => claimControl);
    case '837':
      return part.claims.map(({ control }) => control);
    case '277':
      return part.said.map(({ claimControl }) => claimControl);
    case 'other':
      return [];
  }
}

function reportOf(
  part: FilePart,
  { isKnown, matched }: { isKnown: boolean; matched: number },
): ClaimFilePart {
  const { control, segment, problems } = part;
  return {
    ...{ type: part.type === 'other' ? part.name : part.type, control, segment },
    ...{ fate: fateOf(part, isKnown), matched, problems: problems.slice(0, 50) },
    ...{ trace: '', payer: '', claims: 0, chargeCents: 0, paidCents: 0 },
    ...{ paymentCents: null, providerCents: 0 },
    ...totalsOf(part),
  };
}

function fateOf(part: FilePart, isKnown: boolean): ClaimFilePart['fate'] {
  if (part.isRefused) return 'refuse';
  if (part.type === 'other') return 'other';
  if (isKnown) return 'known';
  return part.type === '835' && part.isHeld ? 'hold' : 'take';
}

function totalsOf(part: FilePart): Partial<ClaimFilePart> {
  switch (part.type) {
    case '835':
      return {
        ...{ trace: part.remittance.trace.number, payer: part.remittance.payer.name },
        claims: part.claims.length,
        chargeCents: sum(part.claims.map(({ charge }) => charge)),
        paidCents: sum(part.claims.map(({ paid }) => paid)),
        paymentCents: part.remittance.payment.amount,
        providerCents: sum(part.provider.map(({ amount }) => amount)),
      };
    case '837':
      return {
        ...{ claims: part.claims.length, payer: part.claims[0]?.payer.name ?? '' },
        chargeCents: sum(part.claims.map(({ charge }) => charge)),
      };
    case '277':
      return { claims: part.said.length, payer: part.said[0]?.payer ?? '' };
    case 'other':
      return {};
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
