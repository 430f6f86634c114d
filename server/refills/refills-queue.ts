// What the kernel must know of refills.
import { refill, type Refill } from '#contract/refill-request';
import { refillQueue } from '#contract/refills';
import { refillWorkflow } from '#contract/refill-workflow';
import { linkableVisits } from '../calendar/linkable-visit-queries.ts';
import type { Queue } from '../platform/work/queue.ts';
import { listAway, listLeft } from '../staff/absence-queries.ts';
import { grantsOf, holdsThere } from '../staff/grant-queries.ts';
import { refillSql } from './refills-queries.ts';

export const refills: Queue<Refill> = {
  name: 'refills',
  noun: 'refill request',
  workflow: refillWorkflow,
  permissions: refillQueue.permissions,
  sorts: 'own',
  item: refill,
  ownSql: refillSql,
  away: listAway,
  left: listLeft,
  grantsOf,
  linkables: { appointment: linkableVisits },
  mayWork: (ctx, staffId, clinicId) =>
    holdsThere(ctx, { staffId, permission: refillQueue.permissions.work, clinicId }),
};

/** The same queue for who takes in and writes down what the pharmacy did: that needs no right to work it. */
export const takingIn: Queue<Refill> = {
  ...refills,
  permissions: { ...refills.permissions, work: 'refill:take-in' },
};

/** And for who hands on what was decided. */
export const sending: Queue<Refill> = {
  ...refills,
  permissions: { ...refills.permissions, work: 'refill:send' },
};
