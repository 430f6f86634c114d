import { createEnvironmentInjector, EnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Dispatcher } from '@ngrx/signals/events';
import { callQueue, type Call } from '#contract/calls';
import { aPerson, aProblem, FakeSocket, riverside, type FakeServer } from '../given-session';
import { NEXT_FRAME } from '../next-frame';
import { Session } from '../session';
import { Toasts } from '../toasts';
import {
  aCall,
  after,
  aQueueChange,
  idOf,
  leaseOf,
  me,
  minutesLater,
  queueServer,
  samId,
  standingClock,
  testQueue,
  type QueueScene,
} from './given-queue';
import { heartbeatMs } from './held-lease';
import { provideWorkQueue } from './provide-work-queue';
import { queuePageEvents, type QueueAct } from './work-queue-events';
import { WorkQueueStore } from './work-queue-store';

const feed = `calls:${riverside}`;
const commandId = idOf(77);
/** With a decision that a step takes back. */
const stepping: typeof testQueue = {
  ...testQueue,
  steps: { back: callQueue.wake },
  takesBack: { cancel: { step: 'back', seconds: 60 } },
  tell: (decision) => `${decision}: told`,
};

async function start(
  scene: QueueScene,
  prepare: (server: FakeServer) => void = () => undefined,
  queue = testQueue,
) {
  const server = queueServer(scene);
  prepare(server);
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      server.provider,
      socket.provider,
      standingClock().provider,
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson());
  const page = createEnvironmentInjector(
    provideWorkQueue(queue),
    TestBed.inject(EnvironmentInjector),
  );
  const store = page.get(WorkQueueStore);
  const dispatcher = page.get(Dispatcher);
  dispatcher.dispatch(queuePageEvents.opened({ clinicId: riverside, filter: { show: 'open' } }));
  TestBed.tick();
  await settled();
  const hear = (...changes: ReturnType<typeof aQueueChange>[]): void =>
    socket.says.changes({ feed, changes });
  const pick = async (itemId: string | null): Promise<void> => {
    dispatcher.dispatch(queuePageEvents.itemPicked({ itemId }));
    TestBed.tick();
    await settled();
  };
  const act = (itemId: string, what: QueueAct): void =>
    dispatcher.dispatch(queuePageEvents.acted({ commandId, itemId, act: what }));
  const toasts = TestBed.inject(Toasts);
  return { store, dispatcher, server, socket, hear, pick, act, page, toasts };
}

/** Lets every answer that is ready come in. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setTimeout(done));
}

describe('WorkQueueStore', () => {
  it('loads the first page, and further ones as they are wanted', async () => {
    const [first, second] = [
      aCall({ dueAt: minutesLater(10) }),
      aCall({ dueAt: minutesLater(20) }),
    ];
    const { store, dispatcher, server } = await start({ calls: [first], next: 'cursor' });
    expect(store.rows()).toEqual([first]);
    server.when('GET /api/calls/items', { items: [second], next: null, asOf: 1 });
    dispatcher.dispatch(queuePageEvents.moreWanted());
    expect(store.more()).toBe('loading');
    await settled();
    expect(store.rows()).toEqual([first, second]);
    expect(store.next()).toBeNull();
    const [, asked] = server.callsOf('GET /api/calls/items');
    expect(asked?.url).toContain('after=cursor');
  });

  it('applies on top of the load what came while it was under way', async () => {
    const call = aCall();
    let answer: () => void = () => undefined;
    const { store, hear } = await start({}, (server) =>
      server.answers.set('GET /api/calls/items', async () => {
        await new Promise<void>((done) => (answer = done));
        return { body: { items: [call], next: null, asOf: 2 } };
      }),
    );
    hear(aQueueChange(3, after(call, { lease: leaseOf(samId) })));
    expect(store.hasData()).toBeFalse();
    answer();
    await settled();
    expect(store.rows()[0]?.work.lease?.holderId).toBe(samId);
    expect(store.nameOf()(samId)).toBe('Rivera, Sam');
  });

  it('leaves alone what its feed tells beside the items', async () => {
    const call = aCall();
    const { store, hear } = await start({ calls: [call], next: 'cursor' });
    const beside = { id: idOf(5), version: 1 } as unknown as Call;
    hear({ ...aQueueChange(1, beside), type: 'calls.list-changed' });
    await settled();
    expect(store.rows()).toEqual([call]);
  });

  it('sends a step of the queue on the version that is seen, and claims nothing for it', async () => {
    const call = aCall({}, { version: 3 });
    const path = `POST /api/calls/items/${call.id}/wake`;
    const { server, act } = await start(
      { calls: [call] },
      (server) => server.when(path, after(call, {})),
      stepping,
    );
    act(call.id, { kind: 'decide', decision: 'back', body: {} });
    await settled();
    expect(server.callsOf(path).map(({ body }) => body)).toEqual([{ expectedVersion: 3 }]);
    expect(server.callsOf(`POST /api/calls/items/${call.id}/claim`)).toEqual([]);
  });

  it('offers for as long as it can be to take a decision back, as it was left', async () => {
    const call = aCall({ lease: leaseOf(me) }, { version: 3 });
    const decided = after(call, { lease: null, status: 'not-needed' });
    const back = `POST /api/calls/items/${call.id}/wake`;
    const { server, act, toasts } = await start(
      { calls: [call] },
      (server) =>
        server
          .when(`POST /api/calls/items/${call.id}/cancel`, decided)
          .when(back, after(decided, { status: 'to-call' })),
      stepping,
    );
    act(call.id, { kind: 'decide', decision: 'cancel', body: { reason: 'settled' } });
    await settled();
    expect(toasts.current()).toEqual(
      jasmine.objectContaining({ message: 'cancel: told', seconds: 60 }),
    );
    toasts.act();
    await settled();
    expect(server.callsOf(back).map(({ body }) => body)).toEqual([{ expectedVersion: 4 }]);
    expect(toasts.current()?.message).toBe('back: told');
    expect(toasts.current()?.action).toBeUndefined();
  });

  it('takes a conflict about something else than the version for no conflict of versions', async () => {
    const call = aCall({ lease: leaseOf(me) });
    const { store, act, toasts } = await start({ calls: [call] }, (server) =>
      server.refuses(`POST /api/calls/items/${call.id}/cancel`, {
        ...aProblem('conflict', 409, 'Something has turned.'),
        rule: 'card-turned',
      }),
    );
    act(call.id, { kind: 'decide', decision: 'cancel', body: { reason: 'settled' } });
    await settled();
    expect(store.conflict()).toBeNull();
    expect(toasts.current()?.message).toContain('Something has turned.');
  });

  it('loads afresh what has become too old', async () => {
    const [old, fresh] = [aCall(), aCall()];
    const { store, server, socket } = await start({ calls: [old] });
    socket.resume = () => Promise.resolve({ [feed]: { status: 'too-old', head: 9 } });
    server.when('GET /api/calls/items', { items: [fresh], next: null, asOf: 9 });
    const serverTime = minutesLater(0);
    socket.says.welcome({ sessionId: 'session-1', feeds: { [feed]: 9 }, serverTime });
    await settled();
    expect(store.rows()).toEqual([fresh]);
  });

  it('keeps the rows on screen when a later load fails', async () => {
    const call = aCall();
    const { store, server, dispatcher } = await start({ calls: [call] });
    server.refuses('GET /api/calls/items', aProblem('unavailable', 503, 'Away.'));
    const filter = { show: 'closed' } as const;
    dispatcher.dispatch(queuePageEvents.opened({ clinicId: riverside, filter }));
    await settled();
    expect(store.status()).toBe('failed');
    expect(store.rows()).toEqual([call]);
  });

  it('changes nothing before the answer, and settles with it', async () => {
    const call = aCall({}, { version: 3 });
    const claimed = after(call, { lease: leaseOf(me) });
    const path = `POST /api/calls/items/${call.id}/claim`;
    const { store, server, act } = await start({ calls: [call] }, (server) =>
      server.when(path, claimed),
    );
    act(call.id, { kind: 'claim' });
    expect(store.pendingIds().has(call.id)).toBeTrue();
    expect(store.rows()).toEqual([call]);
    await settled();
    expect(store.rows()).toEqual([claimed]);
    expect(store.pending()).toEqual({});
    expect(server.callsOf(path)[0]?.headers['Idempotency-Key']).toBe(commandId);
  });

  it('takes an item that nobody holds before it is decided', async () => {
    const call = aCall();
    const claimed = after(call, { lease: leaseOf(me, 4) });
    const begun = after(claimed, {}, { callingSince: minutesLater(0) });
    const root = `POST /api/calls/items/${call.id}`;
    const { store, server, act } = await start({ calls: [call] }, (server) =>
      server.when(`${root}/claim`, claimed).when(`${root}/start-call`, begun),
    );
    act(call.id, { kind: 'decide', decision: 'start', body: {} });
    await settled();
    expect(server.callsOf(`${root}/start-call`)[0]?.body).toEqual({ token: 4 });
    expect(store.rows()).toEqual([begun]);
  });

  it('says who was faster, and applies what was wanted when the person insists', async () => {
    const call = aCall({ lease: leaseOf(me) });
    const taken = after(call, { lease: leaseOf(samId, 2) });
    const mine = after(taken, { lease: leaseOf(me, 3) });
    const closed = after(mine, { lease: null, closedAt: minutesLater(1), status: 'not-needed' });
    const root = `POST /api/calls/items/${call.id}`;
    const lost = { ...aProblem('rule-broken', 422), rule: 'lease-lost' };
    const { store, server, act, dispatcher, hear, toasts } = await start(
      { calls: [call] },
      (server) => server.refuses(`${root}/cancel`, lost),
    );
    act(call.id, { kind: 'decide', decision: 'cancel', body: { reason: 'settled' } });
    await settled();
    hear(aQueueChange(1, taken));
    expect(store.conflict()?.seen).toEqual(call);
    expect(toasts.current()).toBeNull();
    server.when(`${root}/take-over`, mine).when(`${root}/cancel`, closed);
    dispatcher.dispatch(queuePageEvents.conflictOverridden({ commandId: idOf(78) }));
    await settled();
    expect(server.callsOf(`${root}/take-over`)[0]?.body).toEqual({ expectedVersion: 2 });
    expect(server.callsOf(`${root}/cancel`)[1]?.body).toEqual({ token: 3, reason: 'settled' });
    expect(store.conflict()).toBeNull();
    expect(store.items()[call.id]).toEqual(closed);
  });

  it('tells any other refusal by a toast', async () => {
    const call = aCall();
    const { store, act, toasts } = await start({ calls: [call] }, (server) =>
      server.refuses(`POST /api/calls/items/${call.id}/claim`, aProblem('not-allowed', 403, 'No.')),
    );
    act(call.id, { kind: 'claim' });
    await settled();
    expect(toasts.current()?.message).toBe('No.');
    expect(store.conflict()).toBeNull();
    expect(store.pending()).toEqual({});
  });

  it('gives back what was left undecided, on another item and on another page', async () => {
    const held = aCall({ lease: leaseOf(me, 5) });
    const other = aCall({ lease: leaseOf(me, 6) });
    const release = (id: string): string => `POST /api/calls/items/${id}/release`;
    const { server, pick, page } = await start({ calls: [held, other] });
    await pick(held.id);
    expect(server.callsOf(release(held.id))).toEqual([]);
    await pick(other.id);
    expect(server.callsOf(release(held.id)).map(({ body }) => body)).toEqual([{ token: 5 }]);
    page.destroy();
    await settled();
    expect(server.callsOf(release(other.id)).map(({ body }) => body)).toEqual([{ token: 6 }]);
  });

  it('keeps what is under way', async () => {
    const call = aCall({ lease: leaseOf(me) }, { callingSince: minutesLater(-2) });
    const { server, pick } = await start({ calls: [call] });
    await pick(call.id);
    await pick(null);
    expect(server.callsOf(`POST /api/calls/items/${call.id}/release`)).toEqual([]);
  });

  it('renews the lease of the item in hand each minute', async () => {
    const call = aCall({ lease: leaseOf(me, 5) });
    const renew = `POST /api/calls/items/${call.id}/renew-lease`;
    const { server, pick, dispatcher } = await start({ calls: [call] });
    jasmine.clock().install();
    try {
      dispatcher.dispatch(queuePageEvents.itemPicked({ itemId: call.id }));
      TestBed.tick();
      jasmine.clock().tick(heartbeatMs * 2);
      expect(server.callsOf(renew).map(({ body }) => body)).toEqual([{ token: 5 }, { token: 5 }]);
    } finally {
      jasmine.clock().uninstall();
    }
    await pick(null);
  });
});
