import { riverside } from '../../platform/given-session';
import { initialCalendarState } from '../calendar-state';
import { columnsOf, type Span } from '../day-columns';
import {
  anException,
  aProvider,
  at,
  aVisit,
  aWindow,
  cancelled,
  leeId,
  mondayDay,
} from '../given-calendar';
import { placeState } from './place-state';

const visit = aVisit({ startsAt: at('09:30'), endsAt: at('10:00') });
const gone = cancelled(aVisit({ startsAt: at('11:00'), endsAt: at('11:30') }));
const meeting = anException({ startsAt: at('12:00'), endsAt: at('13:00') });
const [column] = columnsOf({
  ...initialCalendarState,
  clinicId: riverside,
  days: [mondayDay],
  providers: { [leeId]: aProvider() },
  windows: [aWindow({ startsAt: at('08:00'), endsAt: at('16:00') })],
  exceptions: [meeting],
  appointments: { [visit.id]: visit, [gone.id]: gone },
});
const shown = { ...column!, shown: { startsAt: at('07:00'), endsAt: at('17:00') } };

function stateOf(span: [string, string], visitId = 'another', now = at('07:30')) {
  const place: Span = { startsAt: at(span[0]), endsAt: at(span[1]) };
  return placeState(place, shown, { visitId, now });
}

describe('the state of a place', () => {
  it('is taken where another visit stands, also in part, and free beside it', () => {
    expect(stateOf(['09:45', '10:15'])).toBe('taken');
    expect(stateOf(['10:00', '10:30'])).toBe('free');
    expect(stateOf(['09:00', '09:30'])).toBe('free');
  });

  it('leaves out the visit itself and those that were called off', () => {
    expect(stateOf(['09:45', '10:15'], visit.id)).toBe('free');
    expect(stateOf(['11:00', '11:30'])).toBe('free');
  });

  it('says why else nobody is booked there', () => {
    expect(stateOf(['12:30', '13:00'])).toBe('away');
    expect(stateOf(['15:45', '16:15'])).toBe('outside-hours');
    expect(stateOf(['08:00', '08:30'], 'another', at('08:01'))).toBe('past');
  });
});
