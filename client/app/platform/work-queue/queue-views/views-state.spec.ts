import { aProblem } from '../../given-session';
import { aView, aViewChange, me, samId } from '../given-queue';
import { byId } from '../work-queue-state';
import { foldChanges, foldList, foldRefusal, groupsOf, mayChange, maySee } from './views-state';

const looker = { me, roles: ['scheduler' as const], mayAssign: false };
const manager = { ...looker, mayAssign: true };

const own = aView({ scope: 'mine', ownerId: me, name: 'b' });
const first = aView({ scope: 'mine', ownerId: me, name: 'A' });
const theirs = aView({ scope: 'mine', ownerId: samId });
const shared = aView();
const ofRole = aView({ scope: 'role', role: 'scheduler', name: 'A' });
const ofOthers = aView({ scope: 'role', role: 'pharmacist', name: 'B' });

describe('saved views', () => {
  it('stand in groups, by name, for whom they are', () => {
    const views = byId([shared, own, first, theirs, ofRole, ofOthers, aView({ removed: true })]);
    const read = (onlooker: typeof looker) =>
      groupsOf(views, onlooker).map(({ title, views: held }) => [title, held.map(({ id }) => id)]);
    expect(read(looker)).toEqual([
      ['Mine', [first.id, own.id]],
      ['My role’s', [ofRole.id]],
      ['Shared', [shared.id]],
    ]);
    expect(read(manager)[1]).toEqual(['Roles’', [ofRole.id, ofOthers.id]]);
    expect(maySee(theirs, manager)).toBeFalse();
    expect([own, shared].map((view) => mayChange(view, looker))).toEqual([true, false]);
    expect(mayChange(shared, manager)).toBeTrue();
  });

  it('follow their changes, and a late one brings none back', () => {
    const removed = { ...shared, version: 3, removed: true };
    const views = foldChanges(byId([shared]), [
      aViewChange(1, { ...shared, version: 2, name: 'Now late' }),
      aViewChange(2, removed, { act: 'removed' }),
      aViewChange(3, { ...shared, version: 2 }),
      aViewChange(4, theirs, { act: 'saved' }),
    ]);
    expect(views).toEqual({ [shared.id]: removed });
  });

  it('that a list no longer has are removed, and stay known', () => {
    const views = foldList(byId([shared, own]), [ofRole]);
    expect(Object.values(views).map(({ id, removed }) => [id, removed])).toEqual([
      [shared.id, true],
      [own.id, true],
      [ofRole.id, false],
    ]);
    const isOwn = ({ scope }: typeof own): boolean => scope === 'mine';
    expect(foldList(byId([shared, own]), [], isOwn)[shared.id]?.removed).toBeFalse();
  });

  it('are after a refusal as the refusal tells', () => {
    const act = { kind: 'change', viewId: shared.id, version: 1, wish: { name: 'x' } } as const;
    const current = { ...shared, version: 5, name: 'Newer' };
    const conflict = { ...aProblem('conflict', 409), current };
    expect(foldRefusal(byId([shared]), act, conflict)[shared.id]).toEqual(current);
    const gone = foldRefusal(byId([shared]), act, aProblem('not-found', 404));
    expect(gone[shared.id]?.removed).toBeTrue();
    const away = aProblem('unavailable', 503);
    expect(foldRefusal(byId([shared]), act, away)).toEqual(byId([shared]));
  });
});
