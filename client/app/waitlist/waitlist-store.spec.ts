import { createEnvironmentInjector, EnvironmentInjector } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Dispatcher } from '@ngrx/signals/events';
import {
  aPerson,
  aProblem,
  FakeSocket,
  riverside,
  type FakeServer,
} from '../platform/given-session';
import { NEXT_FRAME } from '../platform/next-frame';
import { Session } from '../platform/session';
import { Toasts } from '../platform/toasts';
import {
  aCandidate,
  aChange,
  anEntry,
  anOffer,
  anOpening,
  idOf,
  minutesLater,
  serverWith,
  standingClock,
  type Board,
} from './given-waitlist';
import { waitlistPageEvents } from './waitlist-events';
import { WaitlistStore } from './waitlist-store';

const feed = `waitlist:${riverside}`;
const commandId = idOf(77);

async function start(board: Board, prepare: (server: FakeServer) => void = () => undefined) {
  const server = serverWith(board);
  prepare(server);
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      WaitlistStore,
      provideRouter([]),
      server.provider,
      socket.provider,
      standingClock().provider,
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson());
  const store = TestBed.inject(WaitlistStore);
  const dispatcher = TestBed.inject(Dispatcher);
  dispatcher.dispatch(waitlistPageEvents.opened({ clinicId: riverside }));
  TestBed.tick();
  await settled();
  const hear = (...changes: ReturnType<typeof aChange>[]): void =>
    socket.says.changes({ feed, changes });
  return { store, dispatcher, server, socket, hear, toasts: TestBed.inject(Toasts) };
}

/** Lets every answer that is ready come in. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setTimeout(done));
}

describe('WaitlistStore', () => {
  it('loads the board of the clinic', async () => {
    const [soon, later] = [anOpening({ startsAt: minutesLater(60) }), anOpening()];
    const [routine, urgent] = [anEntry(), anEntry({ urgency: 'urgent' })];
    const gone = anEntry({ status: 'booked' });
    const { store } = await start({
      openings: [later, soon],
      entries: [routine, gone, urgent],
    });
    expect(store.status()).toBe('loaded');
    expect(store.columns().open.map(({ opening }) => opening.id)).toEqual([soon.id, later.id]);
    expect(store.columns().open[0]?.provider?.family).toBe('Lee');
    expect(store.waiting().map(({ id }) => id)).toEqual([urgent.id, routine.id]);
  });

  it('applies on top of the load what came while it was under way', async () => {
    const opening = anOpening();
    const filled = { ...opening, status: 'filled' as const, daysGained: 14, version: 4 };
    let answer: () => void = () => undefined;
    const { store, hear } = await start({ asOf: 2 }, (server) =>
      server.answers.set('GET /api/waitlist/openings', async () => {
        await new Promise<void>((done) => (answer = done));
        return { body: { openings: [opening], offers: [], asOf: 2 } };
      }),
    );
    hear(aChange(2, 'waitlist.opening-raised', opening));
    hear(aChange(3, 'waitlist.opening-filled', filled));
    expect(store.hasData()).toBeFalse();
    answer();
    await settled();
    expect(store.columns().filled.map((item) => item.opening.id)).toEqual([opening.id]);
    expect(store.daysGained()).toBe(14);
  });

  it('follows the changes of the live feed', async () => {
    const opening = anOpening();
    const { store, hear } = await start({ openings: [opening] });
    const offered = { ...opening, status: 'offered' as const, version: 2 };
    const offer = anOffer(opening, anEntry());
    hear(
      aChange(1, 'waitlist.offer-sent', offer),
      aChange(2, 'waitlist.opening-offered', offered, { actorId: idOf(8) }),
    );
    expect(store.columns().open).toEqual([]);
    expect(store.columns().offered[0]?.offers).toEqual([offer]);
    expect(store.columns().offered[0]?.touchedAt).not.toBeNull();
  });

  it('says why the clinic could not be loaded, and loads it when asked again', async () => {
    const { store, server, dispatcher } = await start({}, (server) =>
      server.refuses('GET /api/waitlist/openings', aProblem('unavailable', 503, 'Away.')),
    );
    expect(store.status()).toBe('failed');
    expect(store.problem()?.title).toBe('Away.');
    server.when('GET /api/waitlist/openings', { openings: [anOpening()], offers: [], asOf: 0 });
    dispatcher.dispatch(waitlistPageEvents.retried());
    await settled();
    expect(store.status()).toBe('loaded');
    expect(store.columns().open.length).toBe(1);
  });

  it('sends an offer once, with the version that was seen, and settles it with the answer', async () => {
    const [opening, entry] = [anOpening({ version: 3 }), anEntry()];
    const offered = { ...opening, status: 'offered' as const, version: 4 };
    const offer = anOffer(opening, entry, { status: 'queued', leavesAt: minutesLater(1) });
    const path = `POST /api/waitlist/openings/${opening.id}/offer`;
    const { store, dispatcher, server, toasts } = await start(
      { openings: [opening], entries: [entry] },
      (server) => server.when(path, { opening: offered, offer }),
    );
    dispatcher.dispatch(
      waitlistPageEvents.offered({ commandId, openingId: opening.id, entryId: entry.id }),
    );
    expect(store.board()[0]?.pending).toBeTrue();
    await settled();
    const [call, ...more] = server.callsOf(path);
    expect(more).toEqual([]);
    expect(call?.body).toEqual({ entryId: entry.id, expectedVersion: 3 });
    expect(call?.headers['Idempotency-Key']).toBe(commandId);
    expect(store.pending()).toEqual({});
    expect(store.columns().offered[0]?.offers).toEqual([offer]);
    expect(toasts.current()?.message).toBe('Offer to Diaz, Ana leaves in 1 min');
  });

  it('asks a wave once, and settles it with all the offers of the answer', async () => {
    const opening = anOpening({ version: 3 });
    const asked = { ...opening, status: 'offered' as const, wave: 1, version: 4 };
    const offers = [anOffer(opening, anEntry()), anOffer(opening, anEntry(), { way: 'call' })];
    const path = `POST /api/waitlist/openings/${opening.id}/ask-wave`;
    const { store, dispatcher, server, toasts } = await start({ openings: [opening] }, (server) =>
      server.when(path, { opening: asked, offers }),
    );
    dispatcher.dispatch(waitlistPageEvents.waveAsked({ commandId, openingId: opening.id }));
    await settled();
    expect(server.callsOf(path).map(({ body }) => body)).toEqual([{ expectedVersion: 3 }]);
    expect(store.columns().offered[0]?.offers.length).toBe(2);
    expect(toasts.current()?.message).toBe('2 patients are asked');
  });

  it('records the answer of somebody on the phone with the version that was seen', async () => {
    const [opening, entry] = [anOpening({ status: 'offered' }), anEntry()];
    const offer = anOffer(opening, entry, { way: 'call', version: 5 });
    const path = `POST /api/waitlist/offers/${offer.id}/answer`;
    const { dispatcher, server, toasts } = await start(
      { openings: [opening], offers: [offer] },
      (server) =>
        server.when(path, {
          opening: { ...opening, status: 'filled', version: 2 },
          offer: { ...offer, status: 'accepted', version: 6 },
        }),
    );
    dispatcher.dispatch(
      waitlistPageEvents.offerAnswered({ commandId, offerId: offer.id, answer: 'accept' }),
    );
    await settled();
    expect(server.callsOf(path)[0]?.body).toEqual({ answer: 'accept', expectedVersion: 5 });
    expect(toasts.current()?.message).toBe('Diaz, Ana is booked');
  });

  it('takes an offer back from its toast', async () => {
    const [opening, entry] = [anOpening(), anEntry()];
    const offer = anOffer(opening, entry, { status: 'queued', leavesAt: minutesLater(1) });
    const withdraw = `POST /api/waitlist/offers/${offer.id}/withdraw`;
    const { dispatcher, server, toasts } = await start({ openings: [opening] }, (server) =>
      server
        .when(`POST /api/waitlist/openings/${opening.id}/offer`, { opening, offer })
        .when(withdraw, { opening, offer: { ...offer, status: 'withdrawn', version: 3 } }),
    );
    dispatcher.dispatch(
      waitlistPageEvents.offered({ commandId, openingId: opening.id, entryId: entry.id }),
    );
    await settled();
    toasts.act();
    await settled();
    expect(server.callsOf(withdraw).map(({ body }) => body)).toEqual([{ expectedVersion: 2 }]);
    expect(toasts.current()?.message).toContain('withdrawn');
  });

  it('takes an offer back from its toast after the page was left', async () => {
    const [opening, entry] = [anOpening(), anEntry()];
    const offer = anOffer(opening, entry, { status: 'queued', leavesAt: minutesLater(1) });
    const withdraw = `POST /api/waitlist/offers/${offer.id}/withdraw`;
    const server = serverWith({ openings: [opening] })
      .when(`POST /api/waitlist/openings/${opening.id}/offer`, { opening, offer })
      .when(withdraw, { opening, offer: { ...offer, status: 'withdrawn', version: 4 } });
    TestBed.configureTestingModule({
      providers: [provideRouter([]), server.provider, standingClock().provider],
    });
    TestBed.inject(Session).begin(aPerson());
    const page = createEnvironmentInjector([WaitlistStore], TestBed.inject(EnvironmentInjector));
    page.get(WaitlistStore);
    TestBed.inject(Dispatcher).dispatch(
      waitlistPageEvents.offered({ commandId, openingId: opening.id, entryId: entry.id }),
    );
    await settled();
    page.destroy();
    const sent = { ...offer, status: 'sent', version: 3 };
    server.when('GET /api/waitlist/openings', { openings: [opening], offers: [sent], asOf: 1 });
    const toasts = TestBed.inject(Toasts);
    toasts.act();
    await settled();
    expect(server.callsOf(withdraw).map(({ body }) => body)).toEqual([{ expectedVersion: 3 }]);
    expect(toasts.current()?.message).toContain('withdrawn');
  });

  it('keeps the board as it was when an offer is refused, and says why where it was made', async () => {
    const opening = anOpening();
    const problem = aProblem('rule-broken', 422, 'It is too late to offer this time.');
    const { store, dispatcher, toasts } = await start({ openings: [opening] }, (server) =>
      server
        .when(`GET /api/waitlist/openings/${opening.id}/candidates`, {
          items: [aCandidate()],
          fitting: 1,
        })
        .refuses(`POST /api/waitlist/openings/${opening.id}/offer`, problem),
    );
    dispatcher.dispatch(waitlistPageEvents.openingPicked({ openingId: opening.id }));
    await settled();
    expect(store.candidates()?.items.length).toBe(1);
    dispatcher.dispatch(
      waitlistPageEvents.offered({ commandId, openingId: opening.id, entryId: idOf(5) }),
    );
    await settled();
    expect(store.refusal()).toEqual(problem);
    expect(store.pending()).toEqual({});
    expect(store.openings()).toEqual({ [opening.id]: opening });
    expect(toasts.current()).toBeNull();
  });

  it('tells any other refusal by a toast', async () => {
    const opening = anOpening();
    const problem = aProblem('conflict', 409, 'Somebody else changed it.');
    const { store, dispatcher, toasts } = await start({ openings: [opening] }, (server) =>
      server.refuses(`POST /api/waitlist/openings/${opening.id}/withdraw`, problem),
    );
    dispatcher.dispatch(waitlistPageEvents.openingWithdrawn({ commandId, openingId: opening.id }));
    await settled();
    expect(toasts.current()?.message).toBe('Somebody else changed it.');
    expect(store.openings()).toEqual({ [opening.id]: opening });
  });

  it('shows no candidates of an opening that was left', async () => {
    const [left, picked] = [anOpening(), anOpening()];
    const { store, dispatcher } = await start({ openings: [left, picked] }, (server) => {
      for (const [opening, waitingDays] of [
        [left, 1],
        [picked, 2],
      ] as const) {
        server.when(`GET /api/waitlist/openings/${opening.id}/candidates`, {
          items: [aCandidate({ waitingDays })],
          fitting: 1,
        });
      }
    });
    dispatcher.dispatch(waitlistPageEvents.openingPicked({ openingId: left.id }));
    dispatcher.dispatch(waitlistPageEvents.openingPicked({ openingId: picked.id }));
    await settled();
    expect(store.candidates()?.items[0]?.waitingDays).toBe(2);
  });
});
