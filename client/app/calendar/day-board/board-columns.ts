// The day as the front desk works it: who is awaited, who waits, who is in a room, who is done. Pure.
import {
  appointmentWorkflow,
  stepOf,
  type AppointmentStep,
  type TimedStep,
} from '#contract/appointment-workflow';
import { compareAppointments, type Appointment } from '#contract/calendar';
import type { Provider } from '#contract/staff';
import type { Tone } from '../../ui/status-chip/status-chip';
import { minutesBetween } from '../../platform/wall-time';
import type { ProviderColumn, VisitOnGrid } from '../day-columns';
import { forecastStarts } from './forecast';

export interface BoardCard {
  item: VisitOnGrid;
  provider: Provider;
  /** What weighs on it now, in words and in colour: waiting, late, over time. */
  state: { words: string; tone: Tone } | null;
  /** When it will really begin, where that is later than booked. */
  forecast: string | null;
}

export interface BoardColumn {
  id: string;
  title: string;
  cards: readonly BoardCard[];
}

const columns: readonly { id: string; title: string; steps: readonly AppointmentStep[] }[] = [
  { id: 'expected', title: 'Expected', steps: ['booked'] },
  { id: 'arrived', title: 'Arrived', steps: ['arrived'] },
  { id: 'checked-in', title: 'Checked in', steps: ['checked-in'] },
  { id: 'roomed', title: 'In a room', steps: ['roomed'] },
  { id: 'with-provider', title: 'With provider', steps: ['with-provider'] },
  { id: 'ended', title: 'Ended', steps: ['fulfilled', 'left', 'noshow'] },
];

/** Who is here without a booking, by how long they wait; shown where there is somebody. */
const noTime: (typeof columns)[number] = {
  ...{ id: 'no-time', title: 'Waiting, no time' },
  steps: ['arrived', 'checked-in', 'roomed'],
};

/** Nobody comes to them; shown where there are some. */
const eVisits: (typeof columns)[number] = {
  ...{ id: 'e-visits', title: 'E-visits' },
  steps: ['booked', 'fulfilled'],
};

/** Minutes in a step from which on somebody should look, and from which on it is too long. */
const patience = {
  arrived: { soon: 10, late: 20 },
  'checked-in': { soon: 15, late: 30 },
  roomed: { soon: 15, late: 30 },
} as const;

/** Cancelled visits and holds are none of the board's. */
export function boardOf(day: readonly ProviderColumn[], now: string): BoardColumn[] {
  const visits = day.flatMap(({ visits: held }) => held.map(({ appointment }) => appointment));
  const forecast = forecastStarts(visits, now);
  const cards = day.flatMap(({ provider, visits: held, untimed }) =>
    [...held, ...untimed].map((item): BoardCard => ({
      item,
      provider,
      state: stateOf(item.appointment, now),
      forecast: forecast.get(item.appointment.id) ?? null,
    })),
  );
  const laneOf = ({ item: { appointment } }: BoardCard): string | null => {
    if (appointment.modality === 'e-visit') return eVisits.id;
    return !appointment.takesTime && noTime.steps.includes(stepOf(appointment)) ? noTime.id : null;
  };
  const isIn = (lane: { id: string }) => (card: BoardCard) => laneOf(card) === lane.id;
  const lanes = [
    ...(cards.some(isIn(noTime)) ? [noTime] : []),
    ...columns,
    ...(cards.some(isIn(eVisits)) ? [eVisits] : []),
  ];
  return lanes.map(({ id, title, steps }) => ({
    id,
    title,
    cards: cards
      .filter(
        (card) => (laneOf(card) ?? 'day') === (id === noTime.id || id === eVisits.id ? id : 'day'),
      )
      .filter(({ item }) => steps.includes(stepOf(item.appointment)))
      .sort((a, b) => compareAppointments(a.item.appointment, b.item.appointment)),
  }));
}

function stateOf(visit: Appointment, now: string): BoardCard['state'] {
  const step = stepOf(visit);
  switch (step) {
    case 'booked': {
      if (!visit.takesTime) return null;
      const late = minutesBetween(visit.startsAt, now);
      return late > 0
        ? { words: `${lasting(late)} late`, tone: late >= 10 ? 'late' : 'soon' }
        : null;
    }
    case 'with-provider': {
      const since = sinceOf(visit, 'with-provider', now);
      const over = since - minutesBetween(visit.startsAt, visit.endsAt);
      return over > 0
        ? { words: `${lasting(over)} over`, tone: over >= 15 ? 'late' : 'soon' }
        : { words: lasting(since), tone: 'info' };
    }
    case 'arrived':
    case 'checked-in':
    case 'roomed': {
      const since = sinceOf(visit, step, now);
      if (!visit.takesTime) return waiting(sinceOf(visit, 'arrived', now));
      const { soon, late } = patience[step];
      const tone = since >= late ? 'late' : since >= soon ? 'soon' : 'info';
      return { words: lasting(since), tone };
    }
    case 'fulfilled':
    case 'left':
    case 'noshow':
      return {
        words: step === 'left' ? 'Left' : appointmentWorkflow.states[step].title,
        tone: step === 'fulfilled' ? 'ok' : 'late',
      };
    case 'pending':
    case 'cancelled':
    case 'entered-in-error':
      return null;
  }
}

/** Who has no time is not forgotten: they wait from the moment they came. */
function waiting(minutes: number): BoardCard['state'] {
  const { soon, late } = patience.arrived;
  const tone = minutes >= late ? 'late' : minutes >= soon ? 'soon' : 'info';
  return { words: `waiting ${lasting(Math.floor(minutes))}`, tone };
}

/** `25 min`, `2 h`: at the desk nobody counts minutes beyond that. */
function lasting(minutes: number): string {
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}

function sinceOf(visit: Appointment, step: TimedStep, now: string): number {
  const at = visit.steps.find((one) => one.step === step)?.at ?? visit.startsAt;
  return Math.max(0, minutesBetween(at, now));
}

export interface BoardPlace {
  column: number;
  row: number;
}

export type BoardStep = 'up' | 'down' | 'left' | 'right';

/** The next card in that direction; a column without cards is passed over. Stays where there is none. */
export function nextCard(
  board: readonly BoardColumn[],
  at: BoardPlace,
  step: BoardStep,
): BoardPlace {
  if (step === 'up' || step === 'down') {
    const row = at.row + (step === 'down' ? 1 : -1);
    return board[at.column]?.cards[row] ? { ...at, row } : at;
  }
  const by = step === 'right' ? 1 : -1;
  for (let column = at.column + by; column in board; column += by) {
    const count = board[column]?.cards.length ?? 0;
    if (count > 0) return { column, row: Math.min(at.row, count - 1) };
  }
  return at;
}

/** Where a visit's card is; `null` when the board has none of it. */
export function placeOnBoard(
  board: readonly BoardColumn[],
  appointmentId: string | null,
): BoardPlace | null {
  for (const [column, { cards }] of board.entries()) {
    const row = cards.findIndex(({ item }) => item.appointment.id === appointmentId);
    if (row >= 0) return { column, row };
  }
  return null;
}
