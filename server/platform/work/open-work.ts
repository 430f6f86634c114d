// A new item of a queue.
import { workPriorities, type WorkPriority } from '#contract/work';
import type { Ctx } from '../context.ts';
import { newId } from '../ids.ts';
import { insertClocks } from './clock-repository.ts';
import { dueChange, dueOf, planClocks, type ClockStart } from './clock-service.ts';
import type { Queue } from './queue.ts';
import { insertWorkRow, type WorkRow } from './work-repository.ts';
import { noLease } from './work-rules.ts';

export interface OpenWork {
  clinicId: string;
  patientId: string | null;
  priority: WorkPriority;
  /** Where it begins; left out = the workflow's first state. */
  status?: string;
  amountCents?: number | null;
  clocks: readonly ClockStart[];
  /** Where it stands in a queue with an order of its own, and only there. */
  sortAt?: string;
  /** Out of the way until then; left out = at once. */
  snoozedUntil?: string | null;
  /** Who answers for it from the beginning; left out = the pool. */
  ownerId?: string | null;
}

/** A new item in the workflow's first state; the slice inserts its own row under the same id, then announces. */
export async function openWork(ctx: Ctx, queue: Queue, open: OpenWork): Promise<WorkRow> {
  const id = newId();
  const clocks = await planClocks(ctx, { id, clinicId: open.clinicId }, open.clocks);
  const due = dueOf(clocks);
  if ((queue.sorts === 'own') !== (open.sortAt !== undefined))
    throw new Error(`What ${queue.name} is ordered by is said when an item is opened, or never.`);
  const row: WorkRow = {
    organization_id: ctx.organizationId,
    id,
    clinic_id: open.clinicId,
    queue: queue.name,
    patient_id: open.patientId,
    status: open.status ?? queue.workflow.initial,
    priority: workPriorities.indexOf(open.priority),
    owner_id: open.ownerId ?? null,
    ...noLease,
    lease_token: 0,
    snoozed_until: open.snoozedUntil ?? null,
    reason: null,
    tags: [],
    amount_cents: open.amountCents ?? null,
    comments: 0,
    attachments: 0,
    opened_at: ctx.now,
    closed_at: null,
    version: 1,
    sort_at: open.sortAt ?? due.due_at,
    ...dueChange(queue, due),
  };
  await insertWorkRow(ctx, row);
  await insertClocks(ctx, clocks);
  return row;
}
