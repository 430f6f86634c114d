// What the kernel must know of results.
import { result, type Result } from '#contract/result-report';
import { resultQueue } from '#contract/results';
import { resultWorkflow } from '#contract/result-workflow';
import { linkableVisits } from '../calendar/linkable-visit-queries.ts';
import type { Queue } from '../platform/work/queue.ts';
import { listAway, listLeft } from '../staff/absence-queries.ts';
import { grantsOf, holdsThere } from '../staff/grant-queries.ts';
import { resultSql } from './results-queries.ts';

export const results: Queue<Result> = {
  name: 'results',
  noun: 'result',
  workflow: resultWorkflow,
  permissions: resultQueue.permissions,
  sorts: 'own',
  item: result,
  ownSql: resultSql,
  away: listAway,
  left: listLeft,
  grantsOf,
  linkables: { appointment: linkableVisits },
  mayWork: (ctx, staffId, clinicId) =>
    holdsThere(ctx, { staffId, permission: resultQueue.permissions.work, clinicId }),
};

/** The same queue for who decides what patients and others see, and says that a result counts no more. */
export const deciding: Queue<Result> = {
  ...results,
  permissions: { ...results.permissions, work: 'result:sign' },
};
