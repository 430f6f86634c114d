import type { ChangeEnvelope } from '#contract/realtime';
import { aProblem } from '../given-session';
import {
  aCall,
  after,
  aQueueChange,
  aView,
  aViewChange,
  idOf,
  leaseOf,
  me,
  minutesLater,
  nine,
  samId,
  testQueue,
} from './given-queue';
import {
  byId,
  firstPage,
  fold,
  initialQueueState,
  nextPage,
  refuse,
  rowsOf,
  type WorkQueueState,
} from './work-queue-state';

const commandId = idOf(77);
const [first, second, third] = [10, 20, 30].map((minutes) =>
  aCall({ dueAt: minutesLater(minutes) }),
);

function stateOf(overrides: Partial<WorkQueueState> = {}): WorkQueueState {
  return { ...initialQueueState, items: byId([first!, second!]), ...overrides };
}

function folded(state: WorkQueueState, ...changes: ChangeEnvelope[]): WorkQueueState {
  return { ...state, ...fold(state, changes, { at: nine, by: me, apply: testQueue.apply }) };
}

const idsOf = (state: WorkQueueState): string[] => rowsOf(state, me).map(({ id }) => id);

describe('the rows of a queue', () => {
  it('stand by what is due first', () => {
    expect(idsOf(stateOf({ items: byId([third!, first!, second!]) }))).toEqual([
      first!.id,
      second!.id,
      third!.id,
    ]);
  });

  it('take in what arrives within the loaded window, at its place', () => {
    const arrived = aCall({ dueAt: minutesLater(15) });
    const state = folded(stateOf({ next: 'more', edge: second! }), aQueueChange(1, arrived));
    expect(idsOf(state)).toEqual([first!.id, arrived.id, second!.id]);
  });

  it('leave what arrives beyond the window to its page', () => {
    const state = folded(stateOf({ next: 'more', edge: second! }), aQueueChange(1, third!));
    expect(idsOf(state)).toEqual([first!.id, second!.id]);
    expect(state.items[third!.id]).toBeUndefined();
    const whole = folded(stateOf(), aQueueChange(1, third!));
    expect(idsOf(whole)).toContain(third!.id);
  });

  it('keep what changed beyond the window while its page is on the way', () => {
    const loading = stateOf({ next: 'more', edge: second!, more: 'loading' });
    const claimed = after(third!, { lease: leaseOf(samId) });
    const heard = folded(loading, aQueueChange(1, claimed));
    const state = { ...heard, ...nextPage(heard, { items: [third!], next: null }) };
    expect(state.items[third!.id]).toEqual(claimed);
    expect(idsOf(state)).toEqual([first!.id, second!.id, third!.id]);
  });

  it('move and lose what no longer stands or belongs there', () => {
    const later = after(first!, { dueAt: minutesLater(25) });
    const closed = after(second!, { closedAt: nine, status: 'done' });
    const state = folded(
      stateOf({ items: byId([first!, second!, third!]) }),
      aQueueChange(1, later),
    );
    expect(idsOf(state)).toEqual([second!.id, first!.id, third!.id]);
    expect(idsOf(folded(state, aQueueChange(2, closed)))).toEqual([first!.id, third!.id]);
  });

  it('are no saved views, however much lies beyond the window', () => {
    const windowed = stateOf({ next: 'more', edge: second! });
    const [own, shared] = [aView({ scope: 'mine' }), aView()];
    const state = folded(windowed, aViewChange(1, own), aViewChange(2, shared));
    expect(state.items).toBe(windowed.items);
  });

  it('ignore a version that is not newer', () => {
    const state = stateOf({ items: byId([after(first!, { lease: leaseOf(samId) })]) });
    expect(folded(state, aQueueChange(1, first!)).items).toBe(state.items);
  });

  it('glow for what others did, not for one’s own', () => {
    const own = aQueueChange(1, after(first!, {}), { actorId: me });
    const state = folded(stateOf(), own, aQueueChange(2, after(second!, {})));
    expect(state.touched).toEqual({ [second!.id]: { at: nine, by: samId } });
  });

  it('keep the item in hand when a page takes the place of all rows', () => {
    const state = stateOf({ pickedId: first!.id });
    const page = { items: [second!], next: null };
    const loaded = { ...state, ...firstPage(state, { filter: { show: 'open' }, page }) };
    expect(Object.keys(loaded.items).sort()).toEqual([first!.id, second!.id]);
  });
});

describe('a command', () => {
  it('is pending until its change arrives, and changes no item before', () => {
    const state = stateOf({ pending: { [commandId]: first!.id } });
    expect(folded(state, aQueueChange(1, third!)).pending).toEqual({ [commandId]: first!.id });
    const change = aQueueChange(2, after(first!, { lease: leaseOf(me) }), { commandId });
    expect(folded(state, change).pending).toEqual({});
  });

  it('that met somebody faster keeps what was wanted beside what the item is now', () => {
    const state = stateOf({ pending: { [commandId]: first!.id } });
    const current = after(first!, { lease: leaseOf(samId) });
    const problem = { ...aProblem('conflict', 409), current };
    const act = { kind: 'claim' } as const;
    const refused = refuse(state, { commandId, act, seen: first!, problem });
    expect(refused.pending).toEqual({});
    expect(refused.items?.[first!.id]).toEqual(current);
    expect(refused.conflict).toEqual({ act, seen: first!, problem });
  });

  it('refused for any other reason leaves no conflict', () => {
    const problem = aProblem('not-allowed', 403);
    const about = { commandId, act: { kind: 'claim' } as const, seen: first!, problem };
    expect(refuse(stateOf(), about).conflict).toBeUndefined();
  });
});
