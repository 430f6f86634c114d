// Provider out: a provider cannot work for a while, and every visit in it finds another place, or a call.
import * as z from 'zod/mini';
import { appointment } from './calendar.ts';
import { endpoint } from './endpoint.ts';
import { asOf } from './page.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { line } from './text.ts';
import { instant } from './time.ts';
import { defineWorkflow } from './workflow.ts';

export const rescueWorkflow = defineWorkflow({
  name: 'rescue',
  initial: 'done',
  states: {
    done: { title: 'Done' },
    undone: { title: 'Undone', final: true },
  },
  transitions: {
    undo: { title: 'Undo', from: ['done'], to: 'undone', by: 'rescue:run' },
  },
});
export type RescueStatus = keyof typeof rescueWorkflow.states;

/** What is done with a visit of the provider who is out → how the plan says it. */
export const rescueActs = {
  move: 'Move',
  waitlist: 'Cancel, waitlist and call',
  call: 'Call first',
  leave: 'Leave as it is',
} as const;
export type RescueAct = keyof typeof rescueActs;
const rescueAct = z.enum(Object.keys(rescueActs) as [RescueAct]);

/** Why the plan says so. */
export const planReasons = {
  'another-time': 'Same provider, another time',
  'another-provider': 'Another provider',
  'no-place': 'No time that fits in the days looked at',
  imminent: 'Too soon to move without asking',
  here: 'The patient is here',
  held: 'Only held: it is being booked',
  'may-not-come': 'The chart is closed',
  'may-not-call': 'The patient may not be called',
  chosen: 'Chosen by hand',
} as const;
export type PlanReason = keyof typeof planReasons;

const place = { providerId: z.uuid(), startsAt: instant };
export const rescuePlace = z.strictObject({ ...place, endsAt: instant });
export type RescuePlace = z.infer<typeof rescuePlace>;

export const planLine = z.strictObject({
  /** As it was when the plan was made; its version is what the plan rests on. */
  appointment,
  act: rescueAct,
  /** Set exactly where it is moved. */
  to: z.nullable(rescuePlace),
  because: z.enum(Object.keys(planReasons) as [PlanReason]),
  /** What may be chosen instead, the planned act included. */
  acts: z.array(rescueAct),
  /** Further places that were free for it when its turn came, the best first. */
  others: z.array(rescuePlace),
  /** What was chosen by hand is not possible; the line says what is proposed instead. */
  isRefused: z.boolean(),
});
export type PlanLine = z.infer<typeof planLine>;

export const rescuePlan = z.strictObject({
  lines: z.array(planLine),
  /** Visits of the provider in clinics that the caller may not see; they are not part of the plan. */
  elsewhere: z.int(),
});
export type RescuePlan = z.infer<typeof rescuePlan>;

/** What somebody decides about one visit. */
export const decision = z.strictObject({
  appointmentId: z.uuid(),
  expectedVersion: z.int32().check(z.positive()),
  act: rescueAct,
  /** Where to; needed exactly where it is moved. */
  to: z._default(z.nullable(z.strictObject(place)), null),
});
export type Decision = z.infer<typeof decision>;

export const mostRescued = 300;
const decisions = z.array(decision).check(z.maxLength(mostRescued));

export const rescue = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  providerId: z.uuid(),
  startsAt: instant,
  endsAt: instant,
  status: z.enum(Object.keys(rescueWorkflow.states) as [RescueStatus]),
  committedAt: instant,
  /** Before that nobody is called about it. */
  quietUntil: instant,
  moved: z.int(),
  waiting: z.int(),
  toCall: z.int(),
  left: z.int(),
  undoneAt: z.nullable(instant),
  version: z.int(),
});
export type Rescue = z.infer<typeof rescue>;

/** Why an undo left a visit as it was. */
export const leftBecause = {
  touched: 'Somebody has changed it since',
  passed: 'Its old time has passed',
  taken: 'Its old time is taken',
  'may-not-come': 'The chart is closed',
} as const;
export type LeftBecause = keyof typeof leftBecause;

export const rescueLine = z.strictObject({
  /** As it is now. */
  appointment,
  act: rescueAct,
  from: rescuePlace,
  to: z.nullable(rescuePlace),
  /** Set exactly once the rescue is undone, of what it had changed. */
  undone: z.nullable(
    z.union([z.literal('restored'), z.enum(Object.keys(leftBecause) as [LeftBecause])]),
  ),
});
export type RescueLine = z.infer<typeof rescueLine>;

const inClinic = { clinicId: z.uuid() };
const out = { ...inClinic, providerId: z.uuid(), startsAt: instant, endsAt: instant };
const byId = z.strictObject({ rescueId: z.uuid() });
const rescued = z.strictObject({ rescue, lines: z.array(rescueLine) });
export type Rescued = z.infer<typeof rescued>;

export const planRescue = endpoint({
  name: 'planRescue',
  method: 'POST',
  path: '/api/rescues/rescues/plan',
  summary:
    'What would become of each visit of a provider who is out, as a plan: nothing is changed. What was chosen by hand is kept, and the others are planned around it.',
  access: 'rescue:run',
  clinic: 'body',
  body: z.strictObject({ ...out, decisions: z._default(decisions, []) }),
  answer: rescuePlan,
  rules: ['too-many-visits'],
  showsPatients: true,
  idempotent: false,
});

export const commitRescue = endpoint({
  name: 'commitRescue',
  method: 'POST',
  path: '/api/rescues/rescues/commit',
  summary:
    'Mark the provider out and do as was decided for each visit, or nothing at all where anything has changed since it was planned.',
  access: 'rescue:run',
  clinic: 'body',
  body: z.strictObject({ ...out, note: z.optional(line({ min: 0, max: 200 })), decisions }),
  answer: rescue,
  rules: ['plan-changed', 'too-many-visits'],
});

/** What a refusal by `plan-changed` carries as `current`. */
export const planChanges = z.strictObject({
  items: z.array(
    z.strictObject({
      appointmentId: z.uuid(),
      what: z.enum(['added', 'gone', 'changed', 'not-possible']),
    }),
  ),
});
export type PlanChanges = z.infer<typeof planChanges>;

export const listRescues = endpoint({
  name: 'listRescues',
  method: 'GET',
  path: '/api/rescues/rescues',
  summary:
    'When providers of a clinic were out and their visits found other places, newest first (50 at most).',
  access: 'appointment:read',
  clinic: 'query',
  query: z.strictObject(inClinic),
  answer: z.strictObject({ items: z.array(rescue), asOf }),
});

export const getRescue = endpoint({
  name: 'getRescue',
  method: 'GET',
  path: '/api/rescues/rescues/:rescueId',
  summary: 'What was done with each visit, and how it stands now.',
  access: 'appointment:read',
  params: byId,
  answer: rescued,
  showsPatients: true,
});

export const undoRescue = endpoint({
  name: 'undoRescue',
  method: 'POST',
  path: '/api/rescues/rescues/:rescueId/undo',
  summary:
    'Put back every visit that nobody has touched since, and say which were left; until a patient has been told.',
  access: 'rescue:run',
  params: byId,
  body: z.strictObject({ expectedVersion: z.int32().check(z.positive()) }),
  answer: rescued,
  rules: ['wrong-state', 'patients-told', 'over'],
  showsPatients: true,
});

export const rescueEndpoints = [
  planRescue,
  commitRescue,
  listRescues,
  getRescue,
  undoRescue,
] as const;

/** Feed `rescues:<clinic>`; the payload is the rescue after the change, without its visits. */
export interface RescueChange {
  type: 'rescues.rescue-committed' | 'rescues.rescue-undone';
  payload: Rescue;
}

export interface RescueState {
  rescues: ById<Rescue>;
}

export function applyRescueChange(state: RescueState, change: RescueChange): RescueState {
  return { rescues: upsertVersioned(state.rescues, change.payload) };
}
