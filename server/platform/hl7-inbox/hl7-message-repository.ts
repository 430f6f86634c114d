// The only SQL that writes messages of HL7.
import type { AckOutcome } from '../../interop/hl7/write-ack.ts';
import { takeLocks } from '../db/advisory-locks.ts';
import type { Ctx } from '../context.ts';
import type { FileProblem } from '../drop-folder/interface-kind.ts';
import { newId } from '../ids.ts';
import { hl7MessageColumns, type Hl7MessageRow } from './hl7-message-row.ts';

const table = 'hl7_message';

export interface NewHl7Message {
  interfaceId: string;
  clinicId: string;
  controlId: string | null;
  hash: string;
  type: string;
  answer: AckOutcome;
  problems: FileProblem[];
  bytes: Uint8Array;
}

/** The hashes of those that are new; what is there already, by its bytes or by its number, is not written. */
export async function insertMessages(
  ctx: Ctx,
  messages: readonly NewHl7Message[],
): Promise<Set<string>> {
  const column = <T>(of: (message: NewHl7Message) => T): T[] => messages.map(of);
  const { rows } = await ctx.db.raw<{ rows: { content_hash: string }[] }>(
    `insert into hl7_message (organization_id, id, clinic_id, interface_id, control_id, content_hash, type, received_at,
       answer, state, problems, problem_code, content)
     select ?, id, clinic_id, interface_id, nullif(control_id, ''), content_hash, type, ?, answer,
       case answer when 'accepted' then 'taken' else 'quarantined' end, problems, problems #>> '{0,code}', content
     from unnest(cast(? as uuid[]), cast(? as uuid[]), cast(? as uuid[]), cast(? as text[]), cast(? as text[]),
       cast(? as text[]), cast(? as text[]), cast(? as jsonb[]), cast(? as bytea[])) with ordinality
       as m (id, clinic_id, interface_id, control_id, content_hash, type, answer, problems, content, place)
     order by place
     on conflict do nothing
     returning content_hash`,
    [
      ...[ctx.organizationId, ctx.now],
      ...[column(() => newId()), column(({ clinicId }) => clinicId)],
      ...[column(({ interfaceId }) => interfaceId), column(({ controlId }) => controlId ?? '')],
      ...[column(({ hash }) => hash), column(({ type }) => type), column(({ answer }) => answer)],
      column(({ problems }) => JSON.stringify(problems)),
      // knex has no name for a list of bytes; the driver has.
      column(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) as never,
    ],
  );
  return new Set(rows.map((row) => row.content_hash));
}

/** The same bytes came once more: what was answered then, by interface and hash. */
export async function countCopies(
  ctx: Ctx,
  again: readonly Pick<NewHl7Message, 'interfaceId' | 'hash'>[],
): Promise<Pick<Hl7MessageRow, 'interface_id' | 'content_hash' | 'answer' | 'problems'>[]> {
  const { rows } = await ctx.db.raw<{
    rows: Pick<Hl7MessageRow, 'interface_id' | 'content_hash' | 'answer' | 'problems'>[];
  }>(
    `update hl7_message m set copies = m.copies + a.times
     from (
       select interface_id, content_hash, cast(count(*) as integer) as times
       from unnest(cast(? as uuid[]), cast(? as text[])) as u (interface_id, content_hash)
       group by 1, 2
     ) a
     where m.organization_id = ? and m.interface_id = a.interface_id and m.content_hash = a.content_hash
     returning m.interface_id, m.content_hash, m.answer, m.problems`,
    [
      again.map(({ interfaceId }) => interfaceId),
      again.map(({ hash }) => hash),
      ctx.organizationId,
    ],
  );
  return rows;
}

/** Which of the interfaces are switched on, as this transaction sees them. */
export function listEnabled(ctx: Ctx, interfaceIds: readonly string[]): Promise<string[]> {
  return ctx
    .db('interface')
    .where({ organization_id: ctx.organizationId, enabled: true })
    .whereIn('id', interfaceIds)
    .pluck<string[]>('id');
}

/** Interfaces that have messages to be applied now. */
export function listWaitingInterfaces(ctx: Ctx): Promise<string[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, state: 'taken' })
    .whereRaw('(try_at is null or try_at <= ?)', [ctx.now])
    .distinct()
    .orderBy('interface_id')
    .pluck<string[]>('interface_id');
}

/**
 * The next one of the interface, held by this transaction alone: another server waits until it is over, so that
 * messages are applied in the order in which they came. One that waits to be tried again lets the others pass.
 */
export async function lockNext(
  ctx: Ctx,
  interfaceId: string,
): Promise<(Hl7MessageRow & { content: Buffer }) | undefined> {
  await takeLocks(ctx, { exclusive: [`hl7 ${interfaceId}`] });
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, interface_id: interfaceId, state: 'taken' })
    .whereRaw('(try_at is null or try_at <= ?)', [ctx.now])
    .orderBy('arrival')
    .forUpdate()
    .first<(Hl7MessageRow & { content: Buffer }) | undefined>([...hl7MessageColumns, 'content']);
}

/** Newest first. */
export function listLastMessages(ctx: Ctx, interfaceId: string): Promise<Hl7MessageRow[]> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, interface_id: interfaceId })
    .orderBy([
      { column: 'received_at', order: 'desc' },
      { column: 'arrival', order: 'desc' },
    ])
    .limit(50)
    .select<Hl7MessageRow[]>(hl7MessageColumns);
}

export function lockHl7Message(ctx: Ctx, id: string): Promise<Hl7MessageRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<Hl7MessageRow | undefined>(hl7MessageColumns);
}

/** Whether another message of this number is the one that counts. */
export async function isNumberTaken(ctx: Ctx, row: Hl7MessageRow): Promise<boolean> {
  const other = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, interface_id: row.interface_id })
    .where({ control_id: row.control_id, answer: 'accepted' })
    .whereNot({ id: row.id })
    .first<{ id: string } | undefined>('id');
  return other !== undefined;
}

type Settled = Partial<
  Pick<Hl7MessageRow, 'state' | 'answer' | 'tries' | 'try_at' | 'applied_at' | 'problem_code'>
> & { problems?: readonly FileProblem[] };

/** Of a row that this transaction holds locked. */
export async function updateMessage(
  ctx: Ctx,
  id: string,
  { problems, ...rest }: Settled,
): Promise<Hl7MessageRow> {
  const [row] = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .update({ ...rest, ...(problems && { problems: JSON.stringify(problems) }) })
    .returning<Hl7MessageRow[]>(hl7MessageColumns);
  if (!row) throw new Error('A message that was changed is not there.');
  return row;
}
