import { columnsOf } from './board-columns';
import { anOpening, minutesLater, nine } from './given-waitlist';
import type { OpeningOnBoard } from './waitlist-store';
import type { Opening } from '#contract/waitlist-opening';

function onBoard(opening: Opening): OpeningOnBoard {
  return {
    opening,
    offers: [],
    provider: undefined,
    visitType: undefined,
    pending: false,
    touchedAt: null,
  };
}

describe('columnsOf', () => {
  it('sorts openings into their columns', () => {
    const openings = (['open', 'offered', 'filled', 'withdrawn', 'lapsed'] as const).map((status) =>
      anOpening({ status }),
    );
    const columns = columnsOf(openings.map(onBoard), nine);
    const ids = (items: OpeningOnBoard[]): string[] => items.map(({ opening }) => opening.id);
    expect(ids(columns.open)).toEqual([openings[0]!.id]);
    expect(ids(columns.offered)).toEqual([openings[1]!.id]);
    expect(ids(columns.filled)).toEqual([openings[2]!.id]);
    expect(ids(columns.ended)).toEqual([openings[4]!.id, openings[3]!.id]);
  });

  it('takes an opening away when its time has come, before the server says so', () => {
    const late = anOpening({ startsAt: minutesLater(-1) });
    const columns = columnsOf([onBoard(late)], nine);
    expect(columns.open).toEqual([]);
    expect(columns.ended.length).toBe(1);
  });
});
