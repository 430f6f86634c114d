import { aChange, anEntry, anOffer, anOpening, idOf, nine } from './given-waitlist';
import { byId, fold, initialWaitlistState, settle, type WaitlistPageState } from './waitlist-state';

const me = idOf(1);
const seen = { at: nine, by: me };

function stateWith(overrides: Partial<WaitlistPageState>): WaitlistPageState {
  return { ...initialWaitlistState, ...overrides };
}

describe('fold', () => {
  it('puts the views of a frame into their places', () => {
    const [entry, opening] = [anEntry(), anOpening({ status: 'offered' })];
    const offer = anOffer(opening, entry);
    const next = fold(
      stateWith({}),
      [
        aChange(1, 'waitlist.entry-added', entry),
        aChange(2, 'waitlist.opening-offered', opening),
        aChange(3, 'waitlist.offer-sent', offer),
      ],
      seen,
    );
    expect(next.entries).toEqual({ [entry.id]: entry });
    expect(next.openings).toEqual({ [opening.id]: opening });
    expect(next.offers).toEqual({ [offer.id]: offer });
  });

  it('ignores a version that is not newer', () => {
    const held = anOpening({ version: 3, status: 'filled' });
    const state = stateWith({ openings: byId([held]) });
    const old = { ...held, version: 2, status: 'offered' as const };
    const next = fold(state, [aChange(1, 'waitlist.opening-offered', old)], seen);
    expect(next.openings).toBe(state.openings);
  });

  it('settles the command that caused a change, and no other', () => {
    const opening = anOpening({ version: 2 });
    const [own, other] = [idOf(10), idOf(11)];
    const state = stateWith({ pending: { [own]: opening.id, [other]: idOf(12) } });
    const change = aChange(1, 'waitlist.opening-offered', opening, { commandId: own });
    expect(fold(state, [change], seen).pending).toEqual({ [other]: idOf(12) });
  });

  it('marks openings that somebody else changed, not those that the person changed', () => {
    const [mine, theirs, answered] = [anOpening(), anOpening(), anOpening()];
    const offer = anOffer(answered, anEntry(), { status: 'accepted' });
    const next = fold(
      stateWith({}),
      [
        aChange(1, 'waitlist.opening-offered', mine, { actorId: me }),
        aChange(2, 'waitlist.opening-offered', theirs, { actorId: idOf(2) }),
        aChange(3, 'waitlist.offer-accepted', offer),
      ],
      seen,
    );
    expect(next.touchedAt).toEqual({ [theirs.id]: nine, [answered.id]: nine });
  });

  it('keeps a policy only when it is newer', () => {
    const policy = { id: idOf(3), clinicId: idOf(3), version: 2, offerMinutes: 30 };
    const next = fold(stateWith({}), [aChange(1, 'waitlist.policy-changed', policy)], seen);
    expect(Object.keys(next.policies ?? {})).toEqual([policy.clinicId]);
  });
});

describe('settle', () => {
  it('takes the views of an answer and drops the command', () => {
    const opening = anOpening({ version: 2, status: 'offered' });
    const offer = anOffer(opening, anEntry(), { status: 'queued' });
    const state = stateWith({ pending: { [idOf(10)]: opening.id } });
    const next = settle(state, idOf(10), { opening, offer });
    expect(next.pending).toEqual({});
    expect(next.openings).toEqual({ [opening.id]: opening });
    expect(next.offers).toEqual({ [offer.id]: offer });
  });

  it('keeps what the live feed brought first', () => {
    const held = anOpening({ version: 3, status: 'filled' });
    const state = stateWith({ openings: byId([held]) });
    const next = settle(state, idOf(10), { opening: { ...held, version: 2, status: 'offered' } });
    expect(next.openings).toBe(state.openings);
  });
});
