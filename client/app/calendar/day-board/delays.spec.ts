import { at, aVisit } from '../given-calendar';
import { delaysOf } from './delays';

/** With the provider since half past nine, for half an hour: over by ten minutes at ten past ten. */
const inTheRoom = aVisit({
  startsAt: at('09:30'),
  endsAt: at('10:00'),
  status: 'checked-in',
  stage: 'with-provider',
  steps: [{ step: 'with-provider', at: at('09:50'), enteredLate: false }],
});
const next = aVisit({ startsAt: at('10:00'), endsAt: at('10:30') });
const later = aVisit({ startsAt: at('10:30'), endsAt: at('11:00'), status: 'arrived' });

function delays(changed: Partial<typeof next> = {}) {
  return delaysOf([inTheRoom, later, { ...next, ...changed }], at('10:00')).map(
    ({ visit, beginsAt, isHere, isTold }) => [visit.id, beginsAt, isHere, isTold],
  );
}

describe('delays', () => {
  it('are those of visits that begin ten minutes late or more, soonest first', () => {
    expect(delays()).toEqual([
      [next.id, at('10:20'), false, false],
      [later.id, at('10:50'), true, false],
    ]);
  });

  it('are told until the start is another one', () => {
    const told = (beginsAt: string) =>
      delays({ toldLate: { at: at('10:00'), beginsAt, way: 'by-call' } })[0]?.[3];
    expect(told(at('10:15'))).toBe(true);
    expect(told(at('10:10'))).toBe(false);
  });
});
