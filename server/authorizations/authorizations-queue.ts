// What the kernel must know of authorizations.
import { authorization, type Authorization } from '#contract/authorization-request';
import { authorizationQueue } from '#contract/authorizations';
import { authorizationWorkflow } from '#contract/authorization-workflow';
import { linkableVisits } from '../calendar/linkable-visit-queries.ts';
import type { Queue } from '../platform/work/queue.ts';
import { listAway, listLeft } from '../staff/absence-queries.ts';
import { grantsOf, holdsThere } from '../staff/grant-queries.ts';
import { authorizationSql } from './authorizations-queries.ts';

export const authorizations: Queue<Authorization> = {
  name: 'authorizations',
  noun: 'authorization request',
  workflow: authorizationWorkflow,
  permissions: authorizationQueue.permissions,
  item: authorization,
  ownSql: authorizationSql,
  away: listAway,
  left: listLeft,
  grantsOf,
  linkables: { appointment: linkableVisits },
  mayWork: (ctx, staffId, clinicId) =>
    holdsThere(ctx, { staffId, permission: authorizationQueue.permissions.work, clinicId }),
};

/** The same queue for the clinician who attests that a request is urgent. */
export const attesting: Queue<Authorization> = {
  ...authorizations,
  permissions: { ...authorizations.permissions, work: 'authorization:attest' },
};
