// One file of an archive. It is read page by page, each in a transaction of its own: none is held open while bytes are
// written.
import type { Ctx } from '../../platform/context.ts';
import type { PageById } from '../../platform/db/rows-by-id.ts';

/** Runs in a transaction of the whole organization. @throws what ends the making of an archive */
export type Read = <T>(query: (ctx: Ctx) => Promise<T>) => Promise<T>;

export interface Part {
  text: string;
  records: number;
  /** Records that this file cannot say; the tables have them all the same. */
  unsaid?: readonly { id: string; why: string }[];
}

export interface ArchiveFile {
  /** Path within the archive. */
  readonly name: string;
  parts(read: Read): AsyncIterable<Part>;
}

/** The records of a page, by id. */
export type PageOf<T> = (ctx: Ctx, page: PageById) => Promise<T[]>;

const pageLength = 1_000;

export async function* inPages<T extends { id: string }>(
  read: Read,
  pageOf: PageOf<T>,
): AsyncGenerator<T[]> {
  for (let after: string | null = null; ;) {
    const page: PageById = { after, limit: pageLength };
    const items: T[] = await read((ctx) => pageOf(ctx, page));
    const last = items.at(-1);
    if (last === undefined) return;
    yield items;
    after = last.id;
  }
}
