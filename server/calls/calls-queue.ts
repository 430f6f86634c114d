// What the kernel must know of calls.
import { callQueue, callWorkflow, type Call } from '#contract/calls';
import type { Queue } from '../platform/work/queue.ts';
import { listAway } from '../staff/absence-queries.ts';
import { grantsOf, holdsThere } from '../staff/staff-queries.ts';
import { callViews } from './calls-queries.ts';

export const calls: Queue<Call> = {
  name: 'calls',
  noun: 'call',
  workflow: callWorkflow,
  permissions: callQueue.permissions,
  items: callViews,
  away: listAway,
  grantsOf,
  mayWork: (ctx, staffId, clinicId) =>
    holdsThere(ctx, { staffId, permission: callQueue.permissions.work, clinicId }),
};
