// The links of an item, each named as the reader may see it.
import type { LinkKind, WorkLink } from '#contract/work-link';
import type { Ctx } from '../context.ts';
import { listLinks, type LinkRow } from './link-repository.ts';
import type { LinkableRecord } from './linkable.ts';
import type { Queue } from './queue.ts';
import type { WorkRow } from './work-repository.ts';

export async function linksOf(ctx: Ctx, queue: Queue, item: WorkRow): Promise<WorkLink[]> {
  const rows = await listLinks(ctx, item.id);
  const records = await recordsOf(ctx, queue, rows);
  return rows.map((row) => linkView(row, records.get(row.record_id), item.clinic_id));
}

async function recordsOf(
  ctx: Ctx,
  queue: Queue,
  rows: readonly LinkRow[],
): Promise<Map<string, LinkableRecord>> {
  const records = new Map<string, LinkableRecord>();
  for (const [kind, of] of Map.groupBy(rows, (row) => row.kind))
    for (const record of await findRecords(ctx, queue, { kind, ids: of.map(idOf) }))
      records.set(record.id, record);
  return records;
}

/** Those of the kind that the caller may read; a kind that the queue does not take has none. */
export async function findRecords(
  ctx: Ctx,
  queue: Queue,
  { kind, ids }: { kind: LinkKind; ids: readonly string[] },
): Promise<readonly LinkableRecord[]> {
  return (await queue.linkables[kind]?.find(ctx, ids)) ?? [];
}

function idOf(row: LinkRow): string {
  return row.record_id;
}

function linkView(row: LinkRow, record: LinkableRecord | undefined, clinicId: string): WorkLink {
  const { id, kind, record_id: recordId, linked_by_id: linkedById, at } = row;
  return { id, kind, recordId, linkedById, at, record: record ? wordsOf(record, clinicId) : null };
}

/** A page shows one clinic: what is another's is named, but has no address there. */
function wordsOf(
  { title, detail, path, clinicId: of }: LinkableRecord,
  clinicId: string,
): WorkLink['record'] {
  return { title, detail, path: of === clinicId ? path : null };
}
