import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayLoads, type Worked } from './day-load-rules.ts';

const date = '2026-11-24';

function works(from: string, until: string, providerId = 'lee'): Worked {
  const at = (time: string): string => `${date}T${time}:00.000Z`;
  return { date, providerId, startsAt: at(from), endsAt: at(until) };
}

function loadOf(held: Partial<Parameters<typeof dayLoads>[0]>) {
  const nothing = { dates: [date], booked: [], worked: [], closed: new Map(), closedHours: [] };
  return dayLoads({ ...nothing, ...held })[0];
}

describe('the load of a day', () => {
  it('is nothing where nobody works and nobody comes', () => {
    assert.deepEqual(loadOf({}), {
      date,
      visits: 0,
      workingMinutes: 0,
      freeMinutes: 0,
      closedBecause: null,
      closedHours: [],
    });
  });

  it('counts what weekly and extra hours both cover once', () => {
    const worked = [works('13:00', '15:00'), works('12:00', '14:00'), works('12:30', '13:30')];
    assert.equal(loadOf({ worked })?.workingMinutes, 180);
  });

  it('lets nobody’s overfull day take the room of somebody else', () => {
    const worked = [works('09:00', '10:00'), works('09:00', '11:00', 'okafor')];
    const booked = [
      { date, providerId: 'lee', visits: 3, minutes: 90 },
      { date, providerId: 'okafor', visits: 1, minutes: 30 },
      { date, providerId: 'away', visits: 1, minutes: 30 },
    ];
    const load = loadOf({ worked, booked });
    assert.deepEqual([load?.visits, load?.workingMinutes, load?.freeMinutes], [5, 180, 90]);
  });

  it('says why the clinic is closed, for that day alone', () => {
    const closed = new Map([[date, 'Thanksgiving Day']]);
    const span = {
      startsAt: '2026-11-25T17:00:00.000Z',
      endsAt: '2026-11-25T18:00:00.000Z',
      because: 'Staff meeting',
    };
    const closedHours = [{ date: '2026-11-25', ...span }];
    const dates = [date, '2026-11-25'];
    const days = dayLoads({ dates, booked: [], worked: [], closed, closedHours });
    assert.deepEqual(
      days.map(({ closedBecause }) => closedBecause),
      ['Thanksgiving Day', null],
    );
    assert.deepEqual(
      days.map((day) => day.closedHours),
      [[], [span]],
    );
  });
});
