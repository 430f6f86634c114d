// Drawers: the cash that one person answers for during a shift, from its float to the count at its end.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { asOf } from './page.ts';
import { instant, localDate } from './time.ts';
import { line } from './text.ts';
import { defineWorkflow } from './workflow.ts';

export const drawerWorkflow = defineWorkflow({
  name: 'drawer',
  initial: 'open',
  states: {
    open: { title: 'Open' },
    closed: { title: 'Closed', final: true },
  },
  transitions: {
    close: {
      title: 'Count and close',
      from: ['open'],
      to: 'closed',
      by: 'payment:collect',
      records: ['countedCents'],
    },
  },
});
export type DrawerStatus = keyof typeof drawerWorkflow.states;

const cents = z.int32().check(z.gte(0), z.lte(10_000_000));

export const drawer = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  /** Who answers for it. */
  keeper: z.strictObject({ id: z.uuid(), name: z.string() }),
  status: z.enum(Object.keys(drawerWorkflow.states) as [DrawerStatus]),
  openedAt: instant,
  /** All amounts are integer cents. */
  floatCents: z.int(),
  /** Collected by its keeper meanwhile, without what was voided. Of cash, also less what was handed back out of it. */
  sums: z.strictObject({ cash: z.int(), card: z.int(), check: z.int() }),
  /** How many payments, the voided ones included. */
  payments: z.int(),
  /** The float and the cash: what must be in it. */
  expectedCents: z.int(),
  /** Set exactly once it is closed. */
  closed: z.nullable(
    z.strictObject({
      at: instant,
      by: z.string(),
      countedCents: z.int(),
      /** Set exactly where the count differs. */
      reason: z.nullable(z.string()),
    }),
  ),
  version: z.int(),
});
export type Drawer = z.infer<typeof drawer>;

const inClinic = { clinicId: z.uuid() };
const byId = z.strictObject({ drawerId: z.uuid() });

export const getOwnDrawer = endpoint({
  name: 'getOwnDrawer',
  method: 'GET',
  path: '/api/payments/drawers/own',
  summary:
    'The open drawer of the caller in a clinic, and the float with which the last one began.',
  access: 'payment:collect',
  clinic: 'query',
  query: z.strictObject(inClinic),
  answer: z.strictObject({
    drawer: z.nullable(drawer),
    lastFloatCents: z.nullable(z.int()),
    asOf,
  }),
});

export const listDrawers = endpoint({
  name: 'listDrawers',
  method: 'GET',
  path: '/api/payments/drawers',
  summary:
    'The drawers of a clinic that were open on a day, and what was collected on it by each method.',
  access: 'drawer:review',
  clinic: 'query',
  query: z.strictObject({ ...inClinic, date: localDate }),
  answer: z.strictObject({
    items: z.array(drawer),
    /** Of the whole day, in a drawer or not, without what was voided; integer cents. */
    collected: z.strictObject({ cash: z.int(), card: z.int(), check: z.int() }),
    asOf,
  }),
});

export const openDrawer = endpoint({
  name: 'openDrawer',
  method: 'POST',
  path: '/api/payments/drawers/open',
  summary: 'Open the own drawer with the cash that is in it.',
  access: 'payment:collect',
  clinic: 'body',
  body: z.strictObject({ ...inClinic, floatCents: cents }),
  answer: drawer,
  rules: ['drawer-open'],
});

export const closeDrawer = endpoint({
  name: 'closeDrawer',
  method: 'POST',
  path: '/api/payments/drawers/:drawerId/close',
  summary: 'Count the cash of a drawer and close it for good.',
  access: 'payment:collect',
  params: byId,
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    countedCents: cents,
    /** Why the count differs from what is expected; needed exactly then. */
    reason: z.optional(line({ min: 0, max: 200 })),
  }),
  answer: drawer,
  rules: ['wrong-state', 'difference-unexplained'],
});

export const drawerEndpoints = [getOwnDrawer, listDrawers, openDrawer, closeDrawer] as const;

/** Feed `payments:<clinic>`; thin: who shows drawers asks again, with what they may see. */
export interface DrawerChange {
  type: 'payments.drawer-opened' | 'payments.drawer-used' | 'payments.drawer-closed';
  payload: null;
}
