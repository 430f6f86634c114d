import { appointmentWorkflow, suitsVisit } from '#contract/appointment-workflow';
import { boardOf } from './day-board/board-columns';
import { columnsOf } from './day-columns';
import { initialCalendarState } from './calendar-state';
import { riverside } from '../platform/given-session';
import { aProvider, aVisit, at, leeId } from './given-calendar';

const date = '2026-11-23';
const day = { date, startsAt: '2026-11-23T05:00:00.000Z', endsAt: '2026-11-24T05:00:00.000Z' };
const eVisit = aVisit({
  ...{ modality: 'e-visit', takesTime: false },
  ...{ startsAt: '2026-11-24T04:50:00.000Z', endsAt: day.endsAt },
});
const other = aVisit();

function columns() {
  return columnsOf({
    ...{ ...initialCalendarState, clinicId: riverside, days: [day] },
    providers: { [leeId]: aProvider() },
    appointments: { [eVisit.id]: eVisit, [other.id]: other },
  });
}

describe('an e-visit on the calendar', () => {
  it('stands besides the hours of its provider and fills none of them', () => {
    const [column] = columns();
    expect(column?.visits.map(({ appointment }) => appointment.id)).toEqual([other.id]);
    expect(column?.untimed.map(({ appointment }) => appointment.id)).toEqual([eVisit.id]);
    expect(column?.bookedMinutes).toBe(30);
  });

  it('has a lane of its own on the board, is never late and makes nobody late', () => {
    const board = boardOf(columns(), at('10:00'));
    const lane = board.find(({ id }) => id === 'e-visits');
    expect(lane?.cards.map(({ item, state }) => [item.appointment.id, state])).toEqual([
      [eVisit.id, null],
    ]);
    expect(board.flatMap(({ cards }) => cards).map(({ forecast }) => forecast)).toEqual([
      null,
      null,
    ]);
  });

  it('is answered, and has nobody arriving', () => {
    const suiting = (visit: typeof other): string[] =>
      Object.keys(appointmentWorkflow.transitions).filter((one) =>
        suitsVisit(visit, one as keyof typeof appointmentWorkflow.transitions),
      );
    expect(suiting(eVisit)).toContain('conclude');
    expect(suiting(eVisit)).not.toContain('arrive');
    expect(suiting(other)).not.toContain('conclude');
  });
});

describe('who waits without a time', () => {
  const waiting = aVisit({
    ...{ status: 'arrived', takesTime: false, walkIn: 'first-free' },
    ...{ startsAt: at('09:30'), endsAt: at('10:00') },
    steps: [{ step: 'arrived', at: '2026-11-23T14:30:20.000Z', enteredLate: false }],
  });

  it('stands in a lane of their own, with how long they have waited in words and colour', () => {
    const shown = columnsOf({
      ...{ ...initialCalendarState, clinicId: riverside, days: [day] },
      providers: { [leeId]: aProvider() },
      appointments: { [waiting.id]: waiting, [other.id]: other },
    });
    const [lane] = boardOf(shown, at('09:55'));
    expect(lane?.title).toBe('Waiting, no time');
    expect(lane?.cards.map(({ state }) => state)).toEqual([
      { words: 'waiting 24 min', tone: 'late' },
    ]);
    expect(shown[0]?.bookedMinutes).toBe(30);
  });
});
