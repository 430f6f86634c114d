// The key of the last row of a list by time, newest first. What a caller made up is bad input.
import * as z from 'zod/mini';
import { instant } from '#contract/time';
import type { Knex } from 'knex';
import { invalidInput } from '../problem.ts';

const key = z.tuple([instant, z.uuid()]);

export interface ByTime {
  at: string;
  id: string;
}

/** Rows after the key, newest first, and one more than the limit, which tells whether there are more. */
export function pageByTime<Q extends Knex.QueryBuilder>(
  query: Q,
  columns: { at: string; id: string },
  page: { after?: string | undefined; limit: number },
): Q {
  if (page.after !== undefined)
    void query.whereRaw('(??, ??) < (?, ?)', [columns.at, columns.id, ...readKey(page.after)]);
  void query
    .orderBy([
      { column: columns.at, order: 'desc' },
      { column: columns.id, order: 'desc' },
    ])
    .limit(page.limit + 1);
  return query;
}

/** The rows of the page, and where the next one begins. */
export function cutPage<R extends ByTime>(
  rows: readonly R[],
  limit: number,
): { shown: R[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { shown, next: last ? writeKey(last) : null };
}

function writeKey({ at, id }: ByTime): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url');
}

function readKey(text: string): [string, string] {
  const read = z.safeParse(key, parsed(text));
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
