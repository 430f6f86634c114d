import type { LinkKey } from '#contract/work-link';
import { aCall, idOf, leaseOf, me, minutesLater, samId } from './given-queue';
import { undoOf } from './undo-of';
import type { QueueAct } from './work-queue-events';

const later = minutesLater(60);
const muchLater = minutesLater(600);
const record: LinkKey = { kind: 'appointment', recordId: idOf(600) };

describe('What takes an act back', () => {
  it('gives an item to who answered for it before', () => {
    const act: QueueAct = { kind: 'assign', ownerId: me };
    expect(undoOf(act, aCall({ ownerId: samId }))).toEqual({ kind: 'assign', ownerId: samId });
    expect(undoOf(act, aCall())).toEqual({ kind: 'assign', ownerId: null });
    expect(undoOf(act, aCall({ ownerId: me }))).toBeNull();
  });

  it('brings back what was put off, or puts it off as it was', () => {
    const act: QueueAct = { kind: 'snooze', until: muchLater };
    expect(undoOf(act, aCall())).toEqual({ kind: 'wake' });
    const asleep = aCall({ snoozedUntil: later });
    expect(undoOf(act, asleep)).toEqual({ kind: 'snooze', until: later });
    expect(undoOf({ kind: 'wake' }, asleep)).toEqual({ kind: 'snooze', until: later });
    expect(undoOf({ kind: 'wake' }, aCall())).toBeNull();
  });

  it('sets the tags that were there', () => {
    const act: QueueAct = { kind: 'tag', tags: [] };
    expect(undoOf(act, aCall({ tags: ['spanish'] }))).toEqual({ kind: 'tag', tags: ['spanish'] });
  });

  it('takes again what was given back', () => {
    expect(undoOf({ kind: 'release' }, aCall({ lease: leaseOf(me) }))).toEqual({ kind: 'claim' });
  });

  it('links and unlinks', () => {
    expect(undoOf({ kind: 'link', record }, aCall())).toEqual({ kind: 'unlink', record });
    expect(undoOf({ kind: 'unlink', record }, aCall())).toEqual({ kind: 'link', record });
  });

  it('is not there for what was taken, said, removed or decided', () => {
    const acts: QueueAct[] = [
      { kind: 'claim' },
      { kind: 'take-over' },
      { kind: 'comment', text: 'Said.', mentions: [] },
      { kind: 'remove-file', attachmentId: idOf(500), reason: 'Twice' },
      { kind: 'decide', decision: 'start', body: {} },
    ];
    for (const act of acts) expect(undoOf(act, aCall())).toBeNull();
  });
});
