// The only SQL that writes messages.
import type {
  MessageChannel,
  MessageKind,
  MessageReason,
  MessageStatus,
  MessageSubject,
} from '#contract/message-workflow';
import type { StopScope } from '#contract/outreach-stops';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface MessageRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  patient_id: string;
  channel: MessageChannel;
  kind: MessageKind;
  about_kind: MessageSubject;
  about_id: string;
  language: string;
  status: MessageStatus;
  because: MessageReason | null;
  queued_at: string;
  leaves_at: string;
  expires_at: string;
  attempts: number;
  handed_at: string | null;
  sent_at: string | null;
  carrier_ref: string | null;
  sent_to: string | null;
  version: number;
}

const table = 'outreach_message';
/** So many a round, so that no transaction holds many locks for long. */
const aRound = 100;

export function findMessage(ctx: Ctx, id: string): Promise<MessageRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .first<MessageRow | undefined>('*');
}

export function lockMessage(ctx: Ctx, id: string): Promise<MessageRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<MessageRow | undefined>('*');
}

/** That can still be taken back; in the order in which they were queued, so that nobody waits in a circle. */
export function lockQueuedAbout(
  ctx: Ctx,
  about: { kind: MessageSubject; id: string },
  kinds?: readonly MessageKind[],
): Promise<MessageRow[]> {
  const rows = ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, about_kind: about.kind, about_id: about.id })
    .where({ status: 'queued' });
  if (kinds) void rows.whereIn('kind', [...kinds]);
  return rows.orderBy('id').forUpdate().select<MessageRow[]>('*');
}

/** Due in a clinic by one or every channel. */
export function lockHeld(ctx: Ctx, clinicId: string, channel: StopScope): Promise<MessageRow[]> {
  const held = ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId, status: 'queued' })
    .where('leaves_at', '<=', ctx.now);
  if (channel !== 'all') void held.where({ channel });
  return held.orderBy('id').forUpdate().select<MessageRow[]>('*');
}

/** Queued, but too late to leave; what another server works on is skipped. */
export function lockExpired(ctx: Ctx): Promise<MessageRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, status: 'queued' })
    .where('expires_at', '<=', ctx.now)
    .orderBy('id')
    .limit(aRound)
    .forUpdate()
    .skipLocked()
    .select<MessageRow[]>('*');
}

/** Handed over longer ago than any carrier is waited for: whoever did it is gone. */
export function lockLost(ctx: Ctx, minutes: number): Promise<MessageRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, status: 'sending' })
    .where('handed_at', '<=', plusMinutes(ctx.now, -minutes))
    .orderBy('id')
    .limit(aRound)
    .forUpdate()
    .skipLocked()
    .select<MessageRow[]>('*');
}

export async function countSaid(
  ctx: Ctx,
  whom: { clinicId: string; patientId: string },
  since: string,
): Promise<number> {
  const row = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, patient_id: whom.patientId })
    .where({ clinic_id: whom.clinicId })
    .where('queued_at', '>', since)
    .whereNotIn('status', ['withdrawn', 'dropped', 'expired'])
    .count<{ count: number }[]>('* as count')
    .first();
  return row?.count ?? 0;
}

export async function insertMessage(ctx: Ctx, row: MessageRow): Promise<void> {
  await ctx.db(table).insert(row);
  await recordVersion(ctx, table, 'queued', row);
}

/** Of a row that this transaction holds locked. */
export async function updateMessage(
  ctx: Ctx,
  act: string,
  row: MessageRow,
  changed: Partial<MessageRow>,
): Promise<MessageRow> {
  const next = { ...row, ...changed, version: row.version + 1 };
  const count = await ctx
    .db(table)
    .where({ organization_id: row.organization_id, id: row.id, version: row.version })
    .update({ ...changed, version: next.version });
  if (count !== 1) throw new Error('A locked message changed under its lock.');
  await recordVersion(ctx, table, act, next);
  return next;
}
