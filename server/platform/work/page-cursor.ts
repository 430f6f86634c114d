// The opaque key of the last row shown. What a caller made up is bad input, never a fault of the database.
import * as z from 'zod/mini';
import type { WorkFilter } from '#contract/work';
import { instant } from '#contract/time';
import { invalidInput } from '../problem.ts';
import type { WorkRow } from './work-repository.ts';

const openKey = z.tuple([instant, z.int().check(z.gte(0), z.lte(3)), z.uuid()]);
const closedKey = z.tuple([instant, z.uuid()]);

export function writeCursor(
  show: WorkFilter['show'],
  row: Pick<WorkRow, 'id' | 'sort_at' | 'priority' | 'closed_at'>,
): string {
  const key = show === 'closed' ? [row.closed_at, row.id] : [row.sort_at, row.priority, row.id];
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

export function readCursor(show: WorkFilter['show'], text: string): (string | number)[] {
  const read = z.safeParse(show === 'closed' ? closedKey : openKey, parsed(text));
  if (!read.success) throw invalidInput('after', 'is not the end of a page of this list');
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    // Not JSON: the schema refuses it like any other that is not ours.
    return null;
  }
}
