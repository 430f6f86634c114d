// What the kernel must know of calls.
import { call, callQueue, callWorkflow, type Call } from '#contract/calls';
import { linkableVisits } from '../calendar/linkable-visit-queries.ts';
import type { Queue } from '../platform/work/queue.ts';
import { listAway, listLeft } from '../staff/absence-queries.ts';
import { grantsOf, holdsThere } from '../staff/grant-queries.ts';
import { callSql } from './calls-queries.ts';
import { linkableCalls } from './linkable-call-queries.ts';

export const calls: Queue<Call> = {
  name: 'calls',
  noun: 'call',
  workflow: callWorkflow,
  permissions: callQueue.permissions,
  item: call,
  ownSql: callSql,
  away: listAway,
  left: listLeft,
  grantsOf,
  linkables: { appointment: linkableVisits, 'work-item': linkableCalls },
  mayWork: (ctx, staffId, clinicId) =>
    holdsThere(ctx, { staffId, permission: callQueue.permissions.work, clinicId }),
};
