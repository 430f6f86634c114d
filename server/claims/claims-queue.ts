// What the kernel must know of claims.
import { claimQueue } from '#contract/claims';
import { followUp, type FollowUp } from '#contract/claim-follow-up';
import { followUpWorkflow } from '#contract/claim-workflow';
import { linkableVisits } from '../calendar/linkable-visit-queries.ts';
import type { Queue } from '../platform/work/queue.ts';
import { listAway, listLeft } from '../staff/absence-queries.ts';
import { grantsOf, holdsThere } from '../staff/grant-queries.ts';
import { followUpSql } from './follow-up-queries.ts';

export const claims: Queue<FollowUp> = {
  name: 'claims',
  noun: 'follow-up',
  workflow: followUpWorkflow,
  permissions: claimQueue.permissions,
  sorts: 'own',
  item: followUp,
  ownSql: followUpSql,
  away: listAway,
  left: listLeft,
  grantsOf,
  linkables: { appointment: linkableVisits },
  mayWork: (ctx, staffId, clinicId) =>
    holdsThere(ctx, { staffId, permission: claimQueue.permissions.work, clinicId }),
};

/** The same queue for who approves what costs money. */
export const approving: Queue<FollowUp> = {
  ...claims,
  permissions: { ...claims.permissions, work: 'claim:approve' },
};
