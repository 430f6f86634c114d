// Builders for specs: one clinic's calls as a queue, as the server would answer it at nine in the morning.
import { signal, type Provider, type WritableSignal } from '@angular/core';
import {
  applyCallChange,
  callQueue,
  callQueueViews,
  callWorkflow,
  cancelCall,
  endCall,
  startCall,
  type Call,
  type CallChange,
} from '#contract/calls';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Colleague } from '#contract/staff';
import { noDue, type Work } from '#contract/work';
import type { WorkView, WorkViewAct } from '#contract/work-view';
import { Clock } from '../clock';
import { aPerson, FakeServer, riverside } from '../given-session';
import { dueColumn, whoColumn } from './queue-columns';
import { defineWorkQueue } from './work-queue';
import { changeOf } from '../change-of';

/** Monday, 9:00 am in New York. */
export const nine = '2026-11-23T14:00:00.000Z';
export const me = aPerson().staffId;
export const samId = idOf(700);

let count = 0;

/** The n-th id, so that a spec can name what it builds; they sort as they count. */
export function idOf(n: number): string {
  return `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

export function minutesLater(minutes: number, from = nine): string {
  return new Date(Date.parse(from) + minutes * 60_000).toISOString();
}

export function aWork(overrides: Partial<Work> = {}): Work {
  return {
    clinicId: riverside,
    status: 'to-call',
    priority: 'routine',
    ownerId: null,
    lease: null,
    snoozedUntil: null,
    reason: null,
    tags: [],
    sortAt: overrides.dueAt === undefined ? minutesLater(60) : (overrides.dueAt ?? noDue),
    dueAt: minutesLater(60),
    level: 'on-time',
    clocks: [],
    amountCents: null,
    attachments: 0,
    comments: 0,
    openedAt: minutesLater(-30),
    closedAt: null,
    ...overrides,
  };
}

export function aCall(work: Partial<Work> = {}, overrides: Partial<Call> = {}): Call {
  count += 1;
  return {
    id: idOf(1000 + count),
    version: 1,
    patient: {
      id: idOf(2000 + count),
      mrn: `DEMO-${count}`,
      family: `Diaz${count}`,
      given: 'Ana',
      birthOn: '1962-03-14',
      interpreter: false,
    },
    kind: 'call-back',
    about: 'Asked for her results',
    appointmentId: null,
    openingId: null,
    callingSince: null,
    attempts: [],
    work: aWork(work),
    ...overrides,
  };
}

/** The call after something has happened to its work; it stands where it is due. */
export function after(call: Call, work: Partial<Work>, overrides: Partial<Call> = {}): Call {
  const sortAt = work.dueAt === undefined ? call.work.sortAt : (work.dueAt ?? noDue);
  const changed = { ...call.work, sortAt, ...work };
  return { ...call, version: call.version + 1, work: changed, ...overrides };
}

export function leaseOf(holderId: string, token = 1): Work['lease'] {
  return { holderId, token };
}

export function sam(): Colleague {
  return { id: samId, family: 'Rivera', given: 'Sam', roles: ['scheduler'], left: false };
}

export function aQueueChange(
  seq: number,
  payload: Call,
  overrides: Partial<ChangeEnvelope> = {},
): ChangeEnvelope {
  return {
    feed: `calls:${riverside}`,
    seq,
    type: 'calls.work-claimed',
    entityId: payload.id,
    version: payload.version,
    payload,
    actorId: samId,
    commandId: null,
    at: nine,
    ...overrides,
  };
}

export function aView(overrides: Partial<WorkView> = {}): WorkView {
  count += 1;
  return {
    id: idOf(3000 + count),
    version: 1,
    queue: 'calls',
    clinicId: riverside,
    name: `View ${count}`,
    filter: { show: 'open', level: 'late' },
    columns: [],
    density: 'compact',
    scope: 'shared',
    role: null,
    ownerId: samId,
    removed: false,
    ...overrides,
  };
}

/** As the feed tells of it: of a person's own view without a word. */
export function aViewChange(
  seq: number,
  view: WorkView,
  { act = 'changed', actorId = samId }: { act?: WorkViewAct; actorId?: string } = {},
): ChangeEnvelope {
  const { id: entityId, version, scope } = view;
  return {
    feed: `calls:${riverside}`,
    ...{ seq, entityId, version, actorId, at: nine },
    type: `calls.view-${act}`,
    payload: scope === 'mine' ? null : view,
    commandId: null,
  };
}

export const testQueue = defineWorkQueue<Call>({
  name: 'calls',
  noun: ['call', 'calls'],
  endpoints: callQueue,
  views: callQueueViews,
  workflow: callWorkflow,
  decisions: { start: startCall, end: endCall, cancel: cancelCall },
  columns: [
    dueColumn,
    {
      key: 'patient',
      title: 'Patient',
      width: '1fr',
      isName: true,
      cell: ({ patient }) => ({ text: `${patient.family}, ${patient.given}` }),
    },
    whoColumn,
  ],
  apply: ({ items, bulks }, change) => {
    const held = { calls: items, bulks, views: {} };
    const state = applyCallChange(held, changeOf<CallChange>(change));
    return { items: state.calls, bulks: state.bulks };
  },
  nameOf: ({ patient }) => `${patient.family}, ${patient.given}`,
  isUnderWay: ({ callingSince }) => callingSince !== null,
  tell: () => null,
});

export interface QueueScene {
  calls?: Call[];
  views?: WorkView[];
  next?: string | null;
  asOf?: number;
}

/** A server with these rows; the story of each is empty, and acts answer only what a spec tells it to. */
export function queueServer({
  calls = [],
  views = [],
  next = null,
  asOf = 0,
}: QueueScene = {}): FakeServer {
  const late = calls.filter(({ work }) => work.level === 'late').length;
  const server = new FakeServer()
    .when('GET /api/calls/items', { items: calls, next, asOf })
    .when('GET /api/calls/items/count', { open: calls.length, late, mine: 0, snoozed: 0 })
    .when('GET /api/calls/views', { items: views, asOf })
    .when('GET /api/staff/colleagues', { items: [sam()] });
  for (const item of calls) {
    server.when(`GET /api/calls/items/${item.id}`, {
      item,
      steps: [],
      comments: [],
      attachments: [],
      links: [],
    });
  }
  return server;
}

/** Time stands still at nine until the spec moves it. */
export function standingClock(): { now: WritableSignal<string>; provider: Provider } {
  const now = signal(nine);
  const clock: Partial<Clock> = { now, exact: () => Date.parse(now()), correct: () => undefined };
  return { now, provider: { provide: Clock, useValue: clock } };
}
