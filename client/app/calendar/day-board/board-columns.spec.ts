import type { Appointment } from '#contract/calendar';
import { columnsOf } from '../day-columns';
import { initialCalendarState } from '../calendar-state';
import { riverside } from '../../platform/given-session';
import { aProvider, aVisit, aVisitType, at, followUpId, leeId, mondayDay } from '../given-calendar';
import { boardOf, nextCard, placeOnBoard } from './board-columns';

const step = (name: 'arrived' | 'checked-in' | 'with-provider', time: string) => ({
  step: name,
  at: at(time),
  enteredLate: false,
});

function boardWith(visits: Appointment[], now: string) {
  return boardOf(
    columnsOf({
      ...initialCalendarState,
      clinicId: riverside,
      days: [mondayDay],
      providers: { [leeId]: aProvider() },
      visitTypes: { [followUpId]: aVisitType() },
      appointments: Object.fromEntries(visits.map((visit) => [visit.id, visit])),
    }),
    at(now),
  );
}

const states = (visits: Appointment[], now: string) =>
  boardWith(visits, now).flatMap(({ title, cards }) =>
    cards.map(({ state }) => [title, state?.words ?? '', state?.tone ?? '']),
  );

describe('boardOf', () => {
  it('puts each patient where they are, with what weighs on them', () => {
    const waiting = aVisit({ status: 'arrived', steps: [step('arrived', '09:38')] });
    const seen = aVisit({
      status: 'checked-in',
      stage: 'with-provider',
      startsAt: at('09:00'),
      endsAt: at('09:30'),
      steps: [step('with-provider', '09:05')],
    });
    const visits = [
      aVisit({ startsAt: at('10:15'), endsAt: at('10:45') }),
      aVisit({ startsAt: at('09:45'), endsAt: at('10:15') }),
      aVisit({ startsAt: at('06:40'), endsAt: at('07:00') }),
      waiting,
      aVisit({ status: 'checked-in', steps: [step('checked-in', '09:55')] }),
      seen,
      aVisit({ status: 'noshow' }),
      aVisit({ status: 'fulfilled' }),
    ];
    expect(states(visits, '10:00')).toEqual([
      ['Expected', '3 h late', 'late'],
      ['Expected', '15 min late', 'late'],
      ['Expected', '', ''],
      ['Arrived', '22 min', 'late'],
      ['Checked in', '5 min', 'info'],
      ['With provider', '25 min over', 'late'],
      ['Ended', 'No-show', 'late'],
      ['Ended', 'Done', 'ok'],
    ]);
  });

  it('leaves cancelled visits and holds out', () => {
    const visits = [
      aVisit({ status: 'cancelled' }),
      aVisit({ status: 'pending', hold: { until: at('10:05'), by: null } }),
    ];
    expect(states(visits, '10:00')).toEqual([]);
  });
});

describe('nextCard', () => {
  const early = aVisit({ startsAt: at('09:00') });
  const later = aVisit({ startsAt: at('11:00') });
  const roomed = aVisit({ status: 'checked-in', stage: 'roomed' });
  const board = boardWith([early, later, roomed], '08:00');
  const at1 = placeOnBoard(board, later.id)!;

  it('passes over columns without cards, and stays at the edges', () => {
    expect(nextCard(board, at1, 'right')).toEqual(placeOnBoard(board, roomed.id)!);
    expect(nextCard(board, at1, 'down')).toEqual(at1);
    expect(nextCard(board, at1, 'up')).toEqual(placeOnBoard(board, early.id)!);
    expect(nextCard(board, at1, 'left')).toEqual(at1);
    expect(placeOnBoard(board, 'nobody')).toBeNull();
  });
});
