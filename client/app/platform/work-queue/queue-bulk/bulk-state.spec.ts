import type { Bulk } from '#contract/work-bulk';
import { idOf, me, minutesLater, samId } from '../given-queue';
import { aBulk } from './given-bulk';
import { byReason, capped, isUndoable, shownBulk, stillAmong } from './bulk-state';
import { commandWords, progressWords, wouldWords } from './bulk-words';

const decisions = [
  { decision: 'approve', title: 'Approve', past: 'approved', by: 'call:work', canBeUndone: true },
  { decision: 'deny', title: 'Deny', past: 'denied', by: 'call:work', canBeUndone: false },
] as const;
const names = {
  me,
  nameOf: () => 'Rivera, Sam',
  when: () => 'Tue, Nov 24, 8:00 am',
  decisions,
};
const toSam = { verb: 'assign', ownerId: samId } as const;
const byBulkId = (...bulks: Bulk[]) => Object.fromEntries(bulks.map((bulk) => [bulk.id, bulk]));

describe('a selection', () => {
  it('holds each item once, and not more than are taken at once', () => {
    const many = Array.from({ length: 1200 }, (_, at) => idOf(at));
    expect(capped(['a', 'b', 'a'])).toEqual(['a', 'b']);
    expect(capped(many).length).toBe(1000);
  });

  it('loses what has left the rows, and is otherwise the same one', () => {
    const selected = ['a', 'b'];
    expect(stillAmong([{ id: 'b' }, { id: 'a' }], selected)).toBe(selected);
    expect(stillAmong([{ id: 'b' }], selected)).toEqual(['b']);
  });
});

describe('an action on many items', () => {
  it('is shown to who started it, the latest, until it is put away', () => {
    const old = aBulk({ id: idOf(1), startedAt: minutesLater(-5) });
    const late = aBulk({ id: idOf(2) });
    const ofSam = aBulk({ id: idOf(3), requestedById: samId, startedAt: minutesLater(1) });
    const bulks = byBulkId(late, old, ofSam);
    expect(shownBulk(bulks, me, [])).toBe(late);
    expect(shownBulk(bulks, me, [late.id, old.id])).toBeNull();
  });

  it('groups what it leaves alone by the reason, the most frequent first', () => {
    const refused = [
      { itemId: 'a', because: 'It is not here.' },
      { itemId: 'b', because: 'Closed.' },
      { itemId: 'c', because: 'Closed.' },
    ];
    expect(byReason(refused)).toEqual([
      { because: 'Closed.', itemIds: ['b', 'c'] },
      { because: 'It is not here.', itemIds: ['a'] },
    ]);
  });

  it('says beforehand what would come of it', () => {
    expect(wouldWords(38, toSam, names)).toBe('38 will be given to Rivera, Sam');
    expect(wouldWords(1, { verb: 'assign', ownerId: me }, names)).toBe('1 will be given to you');
    expect(wouldWords(0, toSam, names)).toBe('Nothing would change');
    expect(wouldWords(2, { verb: 'tag', add: ['a', 'b'], remove: ['c'] }, names)).toBe(
      '2 will be tagged a, b and be freed of the tag c',
    );
    expect(commandWords(38, toSam, names)).toBe('Give 38 to Rivera, Sam');
  });

  it('has the words of the queue for what the queue decides', () => {
    const action = { verb: 'decide', decision: 'approve' } as const;
    expect(wouldWords(38, action, names)).toBe('38 will be approved');
    expect(commandWords(38, action, names)).toBe('Approve 38');
    const ended = aBulk({ action, total: 40, done: 38, refused: 2, endedAt: minutesLater(1) });
    expect(progressWords(ended, names)).toBe('38 approved · 2 left alone');
  });

  it('is taken back where it can be, once it has ended, and once', () => {
    const ended = aBulk({ done: 2, endedAt: minutesLater(1) });
    const undone = { verb: 'undo', bulkId: ended.id, undone: 'assign' } as const;
    const decided = (decision: string): Bulk => ({
      ...ended,
      action: { verb: 'decide', decision },
    });
    const canBe = (bulk: Bulk, ...others: Bulk[]) =>
      isUndoable(byBulkId(bulk, ...others), bulk, decisions);
    expect(canBe(ended)).toBeTrue();
    expect(canBe({ ...ended, endedAt: null })).toBeFalse();
    expect(canBe({ ...ended, done: 0 })).toBeFalse();
    expect(canBe({ ...ended, action: undone })).toBeFalse();
    expect(canBe(ended, aBulk({ id: idOf(91), action: undone }))).toBeFalse();
    expect(canBe(decided('approve'))).toBeTrue();
    expect(canBe(decided('deny'))).toBeFalse();
    expect(canBe(decided('unheard-of'))).toBeFalse();
  });

  it('says how far it is, and what came of it', () => {
    const bulk = aBulk({ total: 40, done: 20, refused: 1 });
    expect(progressWords(bulk, names)).toBe('20 of 40 given to Rivera, Sam · 1 left alone');
    const ended = aBulk({ total: 40, done: 38, refused: 2, endedAt: minutesLater(1) });
    expect(progressWords(ended, names)).toBe('38 given to Rivera, Sam · 2 left alone');
    const undo = { verb: 'undo', bulkId: ended.id, undone: 'assign' } as const;
    expect(progressWords({ ...ended, action: undo, refused: 0 }, names)).toBe(
      '38 put back as before',
    );
  });
});
