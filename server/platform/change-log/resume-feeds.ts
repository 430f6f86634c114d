// What a console missed while it was away: everything, or that it must load afresh.
import type { ChangeEnvelope, ResumeAnswer, ResumeRequest } from '#contract/realtime';
import type { Ctx } from '../context.ts';
import { changesSince, feedHeads, type FeedHead } from './change-queries.ts';

export interface ResumeLimits {
  /** Changes in one answer, over all its feeds. */
  changes: number;
  /** A console further behind than this loads afresh: cheaper than applying what it missed. */
  behind: number;
}

export const resumeLimits: ResumeLimits = { changes: 500, behind: 2000 };

/** Reads of the log; consoles that come back together share one reader and with it its reads. */
export interface LogReader {
  heads(feeds: readonly string[]): Promise<Map<string, FeedHead>>;
  changes(feed: string, seq: number, limit: number): Promise<ChangeEnvelope[]>;
}

/** Reads everything once; for one transaction, whose requests all came before it began. */
export function logReader(ctx: Ctx): LogReader {
  const heads = new Map<string, FeedHead>();
  const known = new Set<string>();
  const pages = new Map<string, Promise<ChangeEnvelope[]>>();
  return {
    async heads(feeds) {
      const unknown = feeds.filter((feed) => !known.has(feed));
      if (unknown.length > 0)
        for (const [feed, head] of await feedHeads(ctx, unknown)) heads.set(feed, head);
      for (const feed of unknown) known.add(feed);
      return heads;
    },
    changes(feed, seq, limit) {
      const key = `${feed} ${String(seq)} ${String(limit)}`;
      const page = pages.get(key) ?? changesSince(ctx, feed, seq, limit);
      pages.set(key, page);
      return page;
    },
  };
}

/** `more` tells the console to ask again from where the answer ends. */
export async function resumeFeeds(
  reader: LogReader,
  request: ResumeRequest,
  readableFeeds: ReadonlySet<string>,
  limits: ResumeLimits = resumeLimits,
): Promise<ResumeAnswer> {
  const asked = Object.entries(request);
  const heads = await reader.heads(
    asked.map(([feed]) => feed).filter((feed) => readableFeeds.has(feed)),
  );
  let left = limits.changes;
  const answers: [string, ResumeAnswer[string]][] = [];
  for (const [feed, seq] of asked) {
    const head = heads.get(feed) ?? { seq: 0, trimmedTo: 0 };
    const answer: ResumeAnswer[string] = readableFeeds.has(feed)
      ? await resumeFeed(reader, { feed, seq, head, limit: left, behind: limits.behind })
      : { status: 'not-found' };
    if (answer.status === 'changes') left -= answer.changes.length;
    answers.push([feed, answer]);
  }
  return Object.fromEntries(answers);
}

async function resumeFeed(
  reader: LogReader,
  asked: { feed: string; seq: number; head: FeedHead; limit: number; behind: number },
): Promise<ResumeAnswer[string]> {
  const { feed, seq, limit, behind } = asked;
  const { seq: head, trimmedTo } = asked.head;
  // Ahead of the head: the database was restored from a backup and the numbers mean other changes now.
  if (seq > head || seq < trimmedTo || head - seq > behind) return { status: 'too-old', head };
  if (seq === head) return { status: 'changes', changes: [], head, more: false };
  if (limit <= 0) return { status: 'changes', changes: [], head, more: true };
  const changes = await reader.changes(feed, seq, limit);
  // Trimmed between the two reads.
  if (changes[0]?.seq !== seq + 1) return { status: 'too-old', head };
  const last = changes.at(-1)?.seq ?? seq;
  return { status: 'changes', changes, head: Math.max(head, last), more: last < head };
}
