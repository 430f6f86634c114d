import { aVisit, at, okaforId } from '../given-calendar';
import { forecastStarts } from './forecast';

const withProvider = (from: string, until: string, began: string) =>
  aVisit({
    startsAt: at(from),
    endsAt: at(until),
    status: 'checked-in',
    stage: 'with-provider',
    steps: [{ step: 'with-provider', at: at(began), enteredLate: false }],
  });

describe('forecastStarts', () => {
  it('says nothing where everything runs to time', () => {
    const visits = [
      withProvider('10:00', '10:30', '10:02'),
      aVisit({ startsAt: at('10:30'), endsAt: at('11:00') }),
    ];
    expect([...forecastStarts(visits, at('10:10'))]).toEqual([]);
  });

  it('pushes what comes after a visit that began late, until a gap takes it up', () => {
    const next = aVisit({ startsAt: at('10:30'), endsAt: at('11:00') });
    const after = aVisit({ startsAt: at('11:00'), endsAt: at('11:30') });
    const noon = aVisit({ startsAt: at('12:00'), endsAt: at('12:30') });
    const visits = [noon, after, withProvider('10:00', '10:30', '10:20'), next];
    expect([...forecastStarts(visits, at('10:25'))]).toEqual([
      [next.id, at('10:50')],
      [after.id, at('11:20')],
    ]);
  });

  it('moves on as a visit goes over its time', () => {
    const next = aVisit({ startsAt: at('10:30'), endsAt: at('11:00'), status: 'arrived' });
    const visits = [withProvider('10:00', '10:30', '10:00'), next];
    expect(forecastStarts(visits, at('10:45')).get(next.id)).toBe(at('10:45'));
  });

  it('lets nobody wait for a patient who has not come, nor for another provider', () => {
    const awaited = aVisit({ startsAt: at('10:00'), endsAt: at('10:30') });
    const here = aVisit({ startsAt: at('10:30'), endsAt: at('11:00'), status: 'arrived' });
    const elsewhere = { ...withProvider('10:00', '11:00', '10:20'), providerId: okaforId };
    expect([...forecastStarts([awaited, here, elsewhere], at('10:20'))]).toEqual([]);
  });

  it('leaves cancelled visits and holds out', () => {
    const held = aVisit({
      startsAt: at('10:00'),
      endsAt: at('10:30'),
      status: 'pending',
      hold: { until: at('10:05'), by: null },
    });
    const next = aVisit({ startsAt: at('10:00'), endsAt: at('10:30') });
    expect([...forecastStarts([held, next], at('09:55'))]).toEqual([]);
  });
});
