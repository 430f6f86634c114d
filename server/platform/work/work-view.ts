// Rows → what an item's record shows beside it: its comments and steps. The item itself is composed in `item-sql.ts`.
import type { WorkComment, WorkStep } from '#contract/work';
import type { WorkRow } from './work-repository.ts';

export interface CommentRow {
  id: string;
  author_id: string;
  text: string;
  mentions: string[];
  at: string;
}

export interface StepRow {
  version: number;
  act: string;
  actor_id: string | null;
  valid_from: string;
  row: WorkRow;
}

export function commentView(row: CommentRow): WorkComment {
  const { id, author_id: authorId, text, mentions, at } = row;
  return { id, authorId, text, mentions, at };
}

export function stepView({ version, act, actor_id, valid_from, row }: StepRow): WorkStep {
  return {
    version,
    act,
    actorId: actor_id,
    at: valid_from,
    status: row.status,
    ownerId: row.owner_id,
    holderId: row.lease_holder_id,
    snoozedUntil: row.snoozed_until,
    reason: row.reason,
  };
}
