import type { WorkingWindow } from '#contract/availability';
import { riverside } from '../../platform/given-session';
import { initialCalendarState, type LocalDay } from '../calendar-state';
import { columnsOf, type ProviderColumn } from '../day-columns';
import { aProvider, at, aWindow, leeId, mondayDay, mondaySpan } from '../given-calendar';
import { hourLinesOf } from './hour-lines';
import { withShownHours } from './shown-hours';

const newYork = 'America/New_York';
const saturday: LocalDay = {
  date: '2027-03-13',
  startsAt: '2027-03-13T05:00:00.000Z',
  endsAt: '2027-03-14T05:00:00.000Z',
};
/** Its clocks skip the hour from two to three. */
const sunday: LocalDay = {
  date: '2027-03-14',
  startsAt: '2027-03-14T05:00:00.000Z',
  endsAt: '2027-03-15T04:00:00.000Z',
};

function columns(days: LocalDay[], windows: WorkingWindow[]): ProviderColumn[] {
  const state = {
    ...initialCalendarState,
    clinicId: riverside,
    providers: { [leeId]: aProvider() },
  };
  return columnsOf({ ...state, providerId: leeId, days, windows });
}

function shownOf(days: LocalDay[], windows: WorkingWindow[]) {
  return withShownHours(columns(days, windows), newYork).map(({ shown }) => shown);
}

describe('the hours on show', () => {
  it('are those worked and an hour around them', () => {
    const windows = [aWindow({ startsAt: at('08:30'), endsAt: at('16:45') })];
    expect(shownOf([mondayDay], windows)).toEqual([{ startsAt: at('07:00'), endsAt: at('18:00') }]);
  });

  it('are never more than the day', () => {
    const windows = [aWindow({ startsAt: at('00:00'), endsAt: mondaySpan.endsAt })];
    expect(shownOf([mondayDay], windows)).toEqual([mondaySpan]);
  });

  it('are the same by the clock on every day of a week, also when the clocks have changed', () => {
    const windows = [
      aWindow({ startsAt: '2027-03-13T13:00:00.000Z', endsAt: '2027-03-13T17:00:00.000Z' }),
      aWindow({ startsAt: '2027-03-14T13:00:00.000Z', endsAt: '2027-03-14T19:00:00.000Z' }),
    ];
    expect(shownOf([saturday, sunday], windows)).toEqual([
      { startsAt: '2027-03-13T12:00:00.000Z', endsAt: '2027-03-13T21:00:00.000Z' },
      { startsAt: '2027-03-14T11:00:00.000Z', endsAt: '2027-03-14T20:00:00.000Z' },
    ]);
  });

  it('are written in the column itself where its clocks change within them', () => {
    const windows = [
      aWindow({ startsAt: '2027-03-13T06:00:00.000Z', endsAt: '2027-03-13T10:00:00.000Z' }),
    ];
    const shown = withShownHours(columns([saturday, sunday], windows), newYork);
    const { beside, ofColumn } = hourLinesOf(shown, newYork, (iso) => iso.slice(11, 13));
    expect(beside.map(({ words }) => words)).toEqual(['05', '06', '07', '08', '09', '10']);
    expect(ofColumn.get(saturday.date)?.isOwn).toBeFalse();
    expect(ofColumn.get(sunday.date)?.isOwn).toBeTrue();
    expect(ofColumn.get(sunday.date)?.lines.length).toBe(5);
  });
});
