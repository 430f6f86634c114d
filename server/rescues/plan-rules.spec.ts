import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  planVisits,
  type PlanFacts,
  type PlannedLine,
  type Place,
  type ProviderDay,
  type VisitToPlace,
} from './plan-rules.ts';

const minute = 60_000;
const dayMs = 1440 * minute;
const step = 15 * minute;
/** Day 0 begins at 0; everybody works from 8 to 12. */
const at = (hour: number, day = 0): number => day * dayMs + hour * 60 * minute;
const opens = 8;
const closes = 12;

function aVisit(over: Partial<VisitToPlace> & { id: string }): VisitToPlace {
  const from = over.from ?? at(9);
  return {
    patientId: `patient of ${over.id}`,
    providerId: 'lee',
    visitTypeId: 'follow-up',
    urgency: 2,
    bufferBefore: 0,
    bufferAfter: 0,
    leftBecause: null,
    mayBeCalled: true,
    isNew: false,
    needs: [],
    earliest: 0,
    latest: Infinity,
    providerIds: ['lee', 'okafor'],
    suits: () => true,
    from,
    until: from + 30 * minute,
    ...over,
  };
}

interface Hours {
  /** By provider: the days on which they work. */
  lee?: number[];
  okafor?: number[];
  visitsLeft?: number | null;
}

function daysOf({ lee = [1], okafor = [0, 1], visitsLeft = null }: Hours): ProviderDay[] {
  const all = [
    ...lee.map((day) => ({ providerId: 'lee', day })),
    ...okafor.map((day) => ({ providerId: 'okafor', day })),
  ].sort((a, b) => a.day - b.day);
  return all.map(({ providerId, day }) => ({
    providerId,
    date: String(day),
    visitsLeft,
    newPatientsLeft: null,
    startsOf(visit, taken) {
      const starts: number[] = [];
      const length = visit.until - visit.from;
      for (let from = at(opens, day); from + length <= at(closes, day); from += step) {
        const [starts_, ends] = [
          from - visit.bufferBefore * minute,
          from + length + visit.bufferAfter * minute,
        ];
        if (!taken.some((other) => other.from < ends && other.until > starts_)) starts.push(from);
      }
      return starts;
    },
  }));
}

function plan(
  visits: readonly VisitToPlace[],
  over: Partial<PlanFacts> & { hours?: Hours } = {},
): PlannedLine[] {
  const { hours = {}, ...facts } = over;
  return planVisits({
    visits,
    days: daysOf(hours),
    dateOf: (moment) => String(Math.floor(moment / dayMs)),
    wallMinute: (moment) => (moment % dayMs) / minute,
    taken: new Map(),
    busy: new Map(),
    freeOf: () => 0,
    now: at(0),
    noticeMinutes: 120,
    chosen: new Map(),
    ...facts,
  });
}

const told = (lines: readonly PlannedLine[]) =>
  lines.map(({ visit, act, to, because }) => [visit.id, act, to, because]);

describe('the plan', () => {
  it('keeps day and time with somebody else before it keeps the provider on another day', () => {
    const [line] = plan([aVisit({ id: 'a' })]);
    assert.deepEqual(line?.to, { providerId: 'okafor', from: at(9) });
    assert.equal(line.because, 'another-provider');
    assert.deepEqual(line.acts, ['move', 'waitlist', 'call', 'leave']);
  });

  it('keeps the provider where their own time is near enough on the same day', () => {
    const [line] = plan([aVisit({ id: 'a' })], { hours: { lee: [0] }, taken: new Map() });
    assert.equal(line?.to?.providerId, 'lee');
    assert.equal(line.because, 'another-time');
  });

  it('goes to the next day where the first has no room, as near to the old time as it can', () => {
    const [line] = plan([aVisit({ id: 'a' })], { hours: { okafor: [1], lee: [2] } });
    assert.deepEqual(line?.to, { providerId: 'okafor', from: at(9, 1) });
  });

  it('gives the best place to the most urgent, then to who comes first', () => {
    const [nine, half] = [at(9), at(9.5)];
    const lines = plan(
      [aVisit({ id: 'a', from: nine }), aVisit({ id: 'b', from: half, urgency: 0 })],
      { taken: busyBut('okafor', half) },
    );
    assert.deepEqual(
      lines.map(({ visit, act }) => [visit.id, act]),
      [
        ['a', 'move'],
        ['b', 'move'],
      ],
    );
    assert.deepEqual(lines[1]?.to, { providerId: 'okafor', from: half });
    assert.equal(lines[0]?.to?.from, at(9, 1));
  });

  it('calls first who is expected soon, and moves nobody to a time that is as soon', () => {
    const lines = plan(
      [aVisit({ id: 'soon', from: at(9) }), aVisit({ id: 'later', from: at(11) })],
      {
        now: at(8),
      },
    );
    assert.deepEqual(told(lines)[0], ['soon', 'call', null, 'imminent']);
    assert.deepEqual(lines[0]?.acts, ['call', 'leave']);
    assert.ok((lines[1]?.to?.from ?? 0) >= at(10));
  });

  it('leaves who is here, what is only held, and whose chart is closed, and says so', () => {
    const lines = plan([
      aVisit({ id: 'a', leftBecause: 'here' }),
      aVisit({ id: 'b', leftBecause: 'held' }),
      aVisit({ id: 'c', leftBecause: 'may-not-come' }),
    ]);
    assert.deepEqual(told(lines), [
      ['a', 'leave', null, 'here'],
      ['b', 'leave', null, 'held'],
      ['c', 'leave', null, 'may-not-come'],
    ]);
  });

  it('puts on the waitlist what has no place, and leaves who may not be called', () => {
    const none = { hours: { lee: [], okafor: [] } };
    assert.deepEqual(told(plan([aVisit({ id: 'a' })], none)), [
      ['a', 'waitlist', null, 'no-place'],
    ]);
    assert.deepEqual(told(plan([aVisit({ id: 'a', mayBeCalled: false })], none)), [
      ['a', 'leave', null, 'may-not-call'],
    ]);
  });

  it('heeds who may see the patient, when they can come, their other visits and full days', () => {
    const licensed = plan([aVisit({ id: 'a', providerIds: ['lee'] })]);
    assert.equal(licensed[0]?.to?.providerId, 'lee');
    const afternoon = plan([aVisit({ id: 'a', suits: ({ from }) => from % dayMs >= at(11) })]);
    assert.equal(afternoon[0]?.to?.from, at(11));
    const other = { from: at(9), until: at(10), appointmentId: 'other' };
    const busy = plan([aVisit({ id: 'a' })], { busy: new Map([['patient of a', [other]]]) });
    assert.equal(busy[0]?.to?.from, at(8.5));
    const two = [aVisit({ id: 'a' }), aVisit({ id: 'b', from: at(10) })];
    const full = plan(two, { hours: { lee: [], okafor: [0, 1], visitsLeft: 1 } });
    assert.deepEqual(
      full.map(({ to }) => Math.floor((to?.from ?? 0) / dayMs)),
      [0, 1],
    );
  });

  it('keeps what was chosen by hand and plans the others around it', () => {
    const to = { providerId: 'okafor', from: at(9) };
    const lines = plan([aVisit({ id: 'a' }), aVisit({ id: 'b', from: at(10) })], {
      chosen: new Map([['b', { act: 'move', to }]]),
    });
    assert.deepEqual(told(lines)[1], ['b', 'move', to, 'chosen']);
    assert.notDeepEqual(lines[0]?.to, to);
    const left = plan([aVisit({ id: 'a' })], {
      chosen: new Map([['a', { act: 'leave', to: null }]]),
    });
    assert.deepEqual(told(left), [['a', 'leave', null, 'chosen']]);
  });

  it('refuses a choice that is not possible, and proposes as if there were none', () => {
    const taken = { providerId: 'okafor', from: at(9) };
    const lines = plan([aVisit({ id: 'a' })], {
      taken: new Map([['okafor', [{ from: at(9), until: at(9.5), appointmentId: 'x' }]]]),
      chosen: new Map([['a', { act: 'move', to: taken }]]),
    });
    assert.equal(lines[0]?.isRefused, true);
    assert.equal(lines[0].act, 'move');
    assert.notDeepEqual(lines[0].to, taken);
  });
});

/** All of the first day but half an hour. */
function busyBut(providerId: string, free: number): PlanFacts['taken'] {
  return new Map([
    [
      providerId,
      [
        { from: at(0), until: free, appointmentId: 'x' },
        { from: free + 30 * minute, until: at(24), appointmentId: 'y' },
      ],
    ],
  ]);
}

const anyVisit = fc.record({
  from: fc.integer({ min: 32, max: 44 }),
  quarters: fc.integer({ min: 1, max: 4 }),
  patient: fc.integer({ min: 0, max: 3 }),
  urgency: fc.integer({ min: 0, max: 2 }),
  buffer: fc.constantFrom(0, 15),
});
const anyTaken = fc.record({
  providerId: fc.constantFrom('lee', 'okafor'),
  from: fc.integer({ min: 0, max: 200 }),
  quarters: fc.integer({ min: 1, max: 8 }),
});

describe('whatever is planned', () => {
  const scenes = fc.record({
    visits: fc.array(anyVisit, { minLength: 1, maxLength: 12 }),
    taken: fc.array(anyTaken, { maxLength: 10 }),
    now: fc.integer({ min: 0, max: 40 }),
    visitsLeft: fc.constantFrom(null, 2, 5),
  });

  it('clashes with nothing, is never too soon, and is the same in whatever order it was read', () => {
    fc.assert(
      fc.property(scenes, (scene) => {
        const visits = scene.visits.map((one, n) => {
          const from = one.from * step;
          return aVisit({
            id: String(n).padStart(2, '0'),
            patientId: String(one.patient),
            urgency: one.urgency,
            bufferAfter: one.buffer,
            from,
            until: from + one.quarters * step,
          });
        });
        const taken = scene.taken.map((one, n) => ({
          providerId: one.providerId,
          appointmentId: `taken ${String(n)}`,
          from: one.from * step,
          until: (one.from + one.quarters) * step,
        }));
        const now = scene.now * step;
        const facts = {
          now,
          taken: Map.groupBy(taken, ({ providerId }) => providerId),
          hours: { lee: [1], okafor: [0, 1], visitsLeft: scene.visitsLeft },
        };
        const lines = plan(visits, facts);
        assert.deepEqual(told(plan(visits.toReversed(), facts)), told(lines));
        assert.equal(lines.length, visits.length);
        const placed = lines.flatMap(({ visit, to }) => (to ? [{ visit, to }] : []));
        for (const { visit, to } of placed) {
          assert.ok(to.from >= now + 120 * minute, 'too soon');
          assert.ok(to.from % dayMs >= at(opens), 'before the hours');
          assert.ok((to.from % dayMs) + visit.until - visit.from <= at(closes), 'behind the hours');
        }
        assertApart([
          ...placed.map(({ visit, to }) => ({ of: to.providerId, ...kept(visit, to) })),
          ...taken.map(({ providerId, from, until }) => ({
            of: providerId,
            from,
            until,
            old: true,
          })),
        ]);
        assertApart(
          placed.map(({ visit, to }) => ({
            of: visit.patientId,
            from: to.from,
            until: to.from + visit.until - visit.from,
          })),
        );
        const most = scene.visitsLeft ?? Infinity;
        const perDay = Map.groupBy(
          placed,
          ({ to }) => `${to.providerId} ${String(Math.floor(to.from / dayMs))}`,
        );
        for (const there of perDay.values()) assert.ok(there.length <= most, 'a day is too full');
      }),
      { numRuns: 300 },
    );
  });
});

/** With the buffers. */
function kept(visit: VisitToPlace, to: Place): { from: number; until: number } {
  return {
    from: to.from - visit.bufferBefore * minute,
    until: to.from + visit.until - visit.from + visit.bufferAfter * minute,
  };
}

function assertApart(
  spans: readonly { of: string; from: number; until: number; old?: boolean }[],
): void {
  for (const [n, one] of spans.entries())
    for (const other of spans.slice(n + 1))
      if (one.of === other.of && !(one.old && other.old))
        assert.ok(one.until <= other.from || other.until <= one.from, 'two at the same time');
}
