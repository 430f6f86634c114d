// Rows → the kernel's half of a view; used by HTTP and by changes.
import {
  clockLevels,
  noDue,
  workPriorities,
  type ClockLevel,
  type WorkClock,
  type WorkComment,
  type WorkStep,
} from '#contract/work';
import type { ClockRow } from './clock-repository.ts';
import type { WorkBase } from './queue.ts';
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

export function workBase(row: WorkRow, clocks: readonly ClockRow[]): WorkBase {
  return {
    id: row.id,
    version: row.version,
    patientId: row.patient_id,
    work: {
      clinicId: row.clinic_id,
      status: row.status,
      priority: workPriorities[row.priority] ?? 'routine',
      ownerId: row.owner_id,
      lease:
        row.lease_holder_id === null
          ? null
          : { holderId: row.lease_holder_id, token: row.lease_token },
      snoozedUntil: row.snoozed_until,
      reason: row.reason,
      tags: row.tags,
      dueAt: row.sort_at === noDue ? null : row.sort_at,
      level: levelOf(row.level),
      clocks: clocks.map(clockView),
      amountCents: row.amount_cents,
      comments: row.comments,
      attachments: row.attachments,
      openedAt: row.opened_at,
      closedAt: row.closed_at,
    },
  };
}

function clockView(row: ClockRow): WorkClock {
  return {
    id: row.id,
    rule: row.rule,
    ruleVersion: row.rule_version,
    title: row.title,
    startedAt: row.started_at,
    startEvidence: row.start_evidence,
    targetAt: row.target_at,
    deadlineAt: row.deadline_at,
    warnAt: row.warn_at,
    level: levelOf(row.level),
    state: row.state,
    pausedBecause: row.paused_because,
    stoppedAt: row.stopped_at,
  };
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

function levelOf(rank: number): ClockLevel {
  return clockLevels[rank] ?? 'on-time';
}
