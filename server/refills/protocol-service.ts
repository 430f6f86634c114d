// Protocols: drafted and ended by who configures, in force by a prescriber's signature alone.
import type { ProtocolTerms, RefillProtocol } from '#contract/refill-protocol';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { findPrescriberFacts } from '../staff/prescriber-queries.ts';
import { clinicRules } from './clinic-rules-queries.ts';
import { protocolView } from './protocol-queries.ts';
import {
  insertProtocol,
  lockProtocol,
  updateProtocol,
  type ProtocolRow,
} from './protocol-repository.ts';
import { denySigning } from './refills-policy.ts';

export async function addRefillProtocol(
  ctx: Ctx,
  { clinicId, terms }: { clinicId: string; terms: ProtocolTerms },
): Promise<RefillProtocol> {
  requireConfiguring(ctx, clinicId);
  await requireGroups(ctx, clinicId, terms.groups);
  const row: ProtocolRow = {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clinicId,
    terms,
    ...{ signed_by: null, signed_at: null, ended_at: null },
    version: 1,
  };
  await insertProtocol(ctx, row);
  return announce(ctx, row, 'added');
}

interface Known {
  protocolId: string;
  expectedVersion: number;
}

export async function changeRefillProtocol(
  ctx: Ctx,
  input: Known & { terms: ProtocolTerms },
): Promise<RefillProtocol> {
  const row = await takeProtocol(ctx, input);
  requireConfiguring(ctx, row.clinic_id);
  await requireGroups(ctx, row.clinic_id, input.terms.groups);
  const unsigned = { signed_by: null, signed_at: null };
  const changed = await updateProtocol(ctx, row, 'change', { terms: input.terms, ...unsigned });
  return announce(ctx, changed, 'changed');
}

export async function signRefillProtocol(ctx: Ctx, input: Known): Promise<RefillProtocol> {
  const row = await takeProtocol(ctx, input);
  if (!mayAct(ctx, 'refill:decide', row.clinic_id))
    throw notAllowed('Protocols of this clinic are not yours to sign; nothing was signed.');
  const today = localDateOf(ctx.now, (await clinicRules(ctx, row.clinic_id)).zone);
  const refusal = denySigning(await findPrescriberFacts(ctx, ctx.actorId ?? ''), today);
  if (refusal !== null) throw ruleBroken(refusal.rule, refusal.message);
  if (row.terms.expiresOn < today)
    throw ruleBroken(
      'expired',
      'Its last day is over; nothing was signed. Give it a new one first.',
    );
  const signed = { signed_by: ctx.actorId, signed_at: ctx.now };
  return announce(ctx, await updateProtocol(ctx, row, 'sign', signed), 'signed');
}

export async function endRefillProtocol(ctx: Ctx, input: Known): Promise<RefillProtocol> {
  const row = await takeProtocol(ctx, input);
  requireConfiguring(ctx, row.clinic_id);
  return announce(ctx, await updateProtocol(ctx, row, 'end', { ended_at: ctx.now }), 'ended');
}

async function takeProtocol(
  ctx: Ctx,
  { protocolId, expectedVersion }: Known,
): Promise<ProtocolRow> {
  const row = await lockProtocol(ctx, protocolId);
  if (!row || !mayAct(ctx, 'refill:read', row.clinic_id)) throw notFound('protocol');
  if (row.version !== expectedVersion) throw conflict(protocolView(row));
  if (row.ended_at !== null)
    throw ruleBroken('ended', 'This protocol has ended; nothing was changed.');
  return row;
}

function requireConfiguring(ctx: Ctx, clinicId: string): void {
  if (!mayAct(ctx, 'refill:configure', clinicId))
    throw notAllowed('Protocols of this clinic are not yours to change; nothing was changed.');
}

export async function requireGroups(
  ctx: Ctx,
  clinicId: string,
  codes: readonly string[],
): Promise<void> {
  const { groups } = await clinicRules(ctx, clinicId);
  const unknown = codes.find((code) => groups.every((group) => group.code !== code));
  if (unknown !== undefined)
    throw ruleBroken('unknown-group', `There is no drug group “${unknown}”; nothing was changed.`);
}

function announce(
  ctx: Ctx,
  row: ProtocolRow,
  act: 'added' | 'changed' | 'signed' | 'ended',
): RefillProtocol {
  const view = protocolView(row);
  const { id, version, clinic_id: clinicId } = row;
  const type = `refills.protocol-${act}`;
  recordChange(ctx, { type, clinicId, entityId: id, version, payload: view });
  recordAudit(ctx, { act: type, clinicId, entityId: id, detail: { version } });
  return view;
}
