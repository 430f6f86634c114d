import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RefusedLines, SeriesView } from '#contract/visit-series';
import { expectChange, expectNoChange } from '../../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { ProblemError } from '../../platform/problem.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import { moveAppointment } from '../calendar-service.ts';
import { givenAppointment } from '../given-appointment.ts';
import {
  foldCalendar,
  givenBookableClinic,
  type BookableClinic,
} from '../given-bookable-clinic.ts';
import { holdAppointment } from '../hold-service.ts';
import { aWish, givenSeries, knownOf, nine, weekly } from './given-series.ts';
import { cancelSeries, reinstateSeries } from './series-cancel-service.ts';
import { moveSeries, previewSeriesMove } from './series-move-service.ts';
import { previewSeries } from './series-preview-service.ts';
import { getSeries } from './series-queries.ts';
import { bookSeries } from './series-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const tuesdays = ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15'];
const third = '2026-12-08T14:00:00.000Z';
const atTen = (date: string): string => `${date}T15:00:00.000Z`;

function starts({ visits }: SeriesView): string[] {
  return visits.filter(({ status }) => status === 'booked').map(({ startsAt }) => startsAt);
}

async function occupied(clinic: BookableClinic): Promise<string[]> {
  return t
    .owner('occupied_time')
    .where({ organization_id: clinic.organizationId, resource_id: clinic.providerId })
    .orderBy('starts_at')
    .pluck<string[]>('starts_at');
}

/** Refused in the name of these places, and nothing changed. */
async function expectRefused(
  clinic: BookableClinic,
  places: number[],
  action: () => Promise<unknown>,
): Promise<void> {
  let refused: RefusedLines | undefined;
  await expectNoChange({
    t,
    organizationId: clinic.organizationId,
    snapshot: () => clinic.snapshot(...tuesdays),
    refusal: 'rule-broken lines-refused',
    action: () =>
      action().catch((error: unknown) => {
        if (error instanceof ProblemError) refused = error.details.current as RefusedLines;
        throw error;
      }),
  });
  assert.deepEqual(
    refused?.items.map(({ place }) => place),
    places,
  );
}

function expectUnchanged(
  clinic: BookableClinic,
  refusal: string,
  action: () => Promise<unknown>,
): Promise<void> {
  const { organizationId } = clinic;
  const snapshot = () => clinic.snapshot(...tuesdays);
  return expectNoChange({ t, organizationId, snapshot, refusal, action });
}

/** By somebody else. */
async function take(clinic: BookableClinic, startsAt: string): Promise<void> {
  await givenAppointment(t, { ...clinic, patientId: await givenPatient(t, clinic), startsAt });
}

describe('a series', () => {
  it('is booked visit by visit, each knowing its place, with what was left out on record', async () => {
    const clinic = await givenBookableClinic(t);
    await take(clinic, third);
    const wish = aWish(clinic);
    const lines = wish.lines.map((line) =>
      line.place === 3 ? { ...line, startsAt: null, because: 'Another visit stands there' } : line,
    );
    const { answer: view } = await expectChange({
      t,
      organizationId: clinic.organizationId,
      snapshot: () => clinic.snapshot(...tuesdays),
      fold: foldCalendar,
      action: () => clinic.act((ctx) => bookSeries(ctx, { ...wish, lines })),
      types: Array.from({ length: 3 }, () => 'calendar.appointment-booked'),
    });
    assert.deepEqual(
      view.visits.map(({ series }) => series?.place),
      [1, 2, 4],
    );
    assert.equal(view.series.count, 4);
    assert.deepEqual(
      view.leftOut.map(({ place, plannedAt, because, by }) => ({
        place,
        plannedAt,
        because,
        by: by !== null,
      })),
      [{ place: 3, plannedAt: third, because: 'Another visit stands there', by: true }],
    );
    assert.deepEqual(await clinic.act((ctx) => getSeries(ctx, view.series.id)), view);
  });

  it('is shown before it is booked, with what stands against each visit and near times instead', async () => {
    const clinic = await givenBookableClinic(t);
    await take(clinic, third);
    const rhythm = { unit: 'day', every: 1, ends: { count: 16 } } as const;
    const { lines } = await clinic.act((ctx) =>
      previewSeries(ctx, { ...aWish(clinic), rhythm, chosen: [] }),
    );
    const broken = lines.filter(({ problems }) => problems.length > 0);
    assert.deepEqual(
      broken.map(({ place, problems }) => [place, problems.map(({ rule }) => rule)]),
      [
        [3, ['time-blocked']],
        [15, ['time-taken']],
      ],
    );
    assert.match(
      broken[0]?.problems[0]?.message ?? '',
      /^The clinic is closed on that day: Thanksgiving/,
    );
    assert.deepEqual(
      broken[1]?.alternatives.map(({ startsAt }) => startsAt),
      ['13:15', '13:30', '14:30', '14:45'].map((time) => `2026-12-08T${time}:00.000Z`),
    );
    assert.deepEqual(await occupied(clinic), [third]);
  });

  it('is not booked at all where a visit of it was taken meanwhile; all such visits are named', async () => {
    const clinic = await givenBookableClinic(t);
    await take(clinic, third);
    await take(clinic, nine);
    await expectRefused(clinic, [1, 3], () => clinic.act((ctx) => bookSeries(ctx, aWish(clinic))));
    assert.deepEqual(
      await t.owner('appointment_series').where({ organization_id: clinic.organizationId }),
      [],
    );
    assert.deepEqual(await occupied(clinic), [nine, third]);
  });

  it('takes the time that is held for it', async () => {
    const clinic = await givenBookableClinic(t);
    const { id: holdId } = await clinic.act((ctx) =>
      holdAppointment(ctx, { ...aWish(clinic), overrides: [] }),
    );
    const { lines } = await clinic.act((ctx) =>
      previewSeries(ctx, { ...aWish(clinic), holdId, chosen: [] }),
    );
    assert.deepEqual(
      lines.flatMap(({ problems }) => problems),
      [],
    );
    const view = await givenSeries(clinic, { holdId });
    assert.equal(starts(view).length, 4);
    assert.equal((await occupied(clinic)).length, 4);
  });

  it('is refused without a decision for each of its visits, without a reason, and when all are left out', async () => {
    const clinic = await givenBookableClinic(t);
    const wish = aWish(clinic);
    const out = wish.lines.map((line) => ({ ...line, startsAt: null, because: 'No' }));
    const silent = wish.lines.map((line) =>
      line.place === 2 ? { ...line, startsAt: null } : line,
    );
    for (const lines of [
      wish.lines.slice(1),
      [...wish.lines.slice(1), wish.lines[1]!],
      out,
      silent,
    ])
      await expectUnchanged(clinic, 'invalid-input', () =>
        clinic.act((ctx) => bookSeries(ctx, { ...wish, lines })),
      );
    const long = { ...weekly, ends: { until: '2029-01-01' } };
    await assert.rejects(
      clinic.act((ctx) => previewSeries(ctx, { ...wish, rhythm: long, chosen: [] })),
      { code: 'invalid-input' },
    );
  });
});

describe('moving a series', () => {
  it('moves this and following by the same time on the wall, into each other’s old times', async () => {
    const clinic = await givenBookableClinic(t);
    const view = await givenSeries(clinic);
    const [, second] = view.visits;
    const asked = {
      seriesId: view.series.id,
      appointmentId: second!.id,
      reach: 'following',
      startsAt: third,
    } as const;
    const { lines } = await clinic.act((ctx) => previewSeriesMove(ctx, { ...asked, chosen: [] }));
    assert.deepEqual(
      lines.map(({ startsAt, problems }) => [startsAt, problems]),
      [
        [third, []],
        ['2026-12-15T14:00:00.000Z', []],
        ['2026-12-22T14:00:00.000Z', []],
      ],
    );
    const { answer: moved } = await expectChange({
      t,
      organizationId: clinic.organizationId,
      snapshot: () => clinic.snapshot(...tuesdays, '2026-12-22'),
      fold: foldCalendar,
      action: () =>
        clinic.act((ctx) =>
          moveSeries(ctx, {
            ...asked,
            lines: lines.map(({ appointment, startsAt }) => ({
              ...{ appointmentId: appointment.id, expectedVersion: appointment.version },
              ...{ startsAt, overrides: [] },
            })),
          }),
        ),
      types: Array.from({ length: 3 }, () => 'calendar.appointment-moved'),
    });
    const expected = [nine, third, '2026-12-15T14:00:00.000Z', '2026-12-22T14:00:00.000Z'];
    assert.deepEqual(starts(moved), expected);
    assert.deepEqual(await occupied(clinic), expected);
    assert.deepEqual(
      moved.visits.map(({ id }) => id),
      view.visits.map(({ id }) => id),
    );
    assert.deepEqual(
      moved.visits.map(({ series }) => series?.plannedAt),
      expected,
    );
  });

  it('leaves where it is what was decided so, and names what cannot go', async () => {
    const clinic = await givenBookableClinic(t);
    const view = await givenSeries(clinic);
    await take(clinic, atTen('2026-12-08'));
    const [first] = view.visits;
    const asked = {
      seriesId: view.series.id,
      appointmentId: first!.id,
      reach: 'all',
      startsAt: atTen('2026-11-24'),
    } as const;
    const { lines } = await clinic.act((ctx) => previewSeriesMove(ctx, { ...asked, chosen: [] }));
    assert.deepEqual(
      lines.map(({ problems }) => problems.map(({ rule }) => rule)),
      [[], [], ['time-taken'], []],
    );
    const decided = lines.map(({ appointment, startsAt }) => ({
      ...{ appointmentId: appointment.id, expectedVersion: appointment.version },
      ...{ startsAt, overrides: [] },
    }));
    await expectRefused(clinic, [3], () =>
      clinic.act((ctx) => moveSeries(ctx, { ...asked, lines: decided })),
    );
    assert.equal((await occupied(clinic)).length, 5);
    const stays = decided.map((line, at) => (at === 2 ? { ...line, startsAt: null } : line));
    const moved = await clinic.act((ctx) => moveSeries(ctx, { ...asked, lines: stays }));
    assert.deepEqual(starts(moved), [
      atTen('2026-11-24'),
      atTen('2026-12-01'),
      third,
      atTen('2026-12-15'),
    ]);
  });

  it('keeps a visit that was moved alone in its series, and out of its rhythm', async () => {
    const clinic = await givenBookableClinic(t);
    const view = await givenSeries(clinic);
    const visit = await clinic.act((ctx) =>
      moveAppointment(ctx, {
        appointmentId: view.visits[1]!.id,
        ...{ expectedVersion: 1, startsAt: atTen('2026-12-01'), overrides: [] },
      }),
    );
    assert.equal(visit.series?.plannedAt, view.visits[1]?.startsAt);
    assert.equal(visit.series?.place, 2);
  });

  it('is refused on a stale picture, and from another series’ visit', async () => {
    const clinic = await givenBookableClinic(t);
    const view = await givenSeries(clinic);
    const asked = {
      seriesId: view.series.id,
      appointmentId: view.visits[0]!.id,
      reach: 'all',
    } as const;
    const stale = knownOf(view.visits).map((one, at) => ({
      ...one,
      expectedVersion: at === 1 ? 7 : 1,
    }));
    await expectUnchanged(clinic, 'rule-broken series-changed', () =>
      clinic.act((ctx) => cancelSeries(ctx, { ...asked, lines: stale, reason: 'pat' })),
    );
    await assert.rejects(
      clinic.act((ctx) =>
        cancelSeries(ctx, {
          ...asked,
          appointmentId: view.series.id,
          lines: knownOf(view.visits),
          reason: 'pat',
        }),
      ),
      { code: 'not-found' },
    );
  });
});

describe('cancelling a series', () => {
  it('cancels this and following, and puts all of them back as long as one could be', async () => {
    const clinic = await givenBookableClinic(t);
    const view = await givenSeries(clinic);
    const { series, visits } = view;
    const asked = {
      seriesId: series.id,
      appointmentId: visits[1]!.id,
      reach: 'following',
      reason: 'pat',
    } as const;
    const { answer: cancelled } = await expectChange({
      t,
      organizationId: clinic.organizationId,
      snapshot: () => clinic.snapshot(...tuesdays),
      fold: foldCalendar,
      action: () =>
        clinic.act((ctx) => cancelSeries(ctx, { ...asked, lines: knownOf(visits.slice(1)) })),
      types: Array.from({ length: 3 }, () => 'calendar.appointment-cancelled'),
    });
    assert.deepEqual(starts(cancelled), [nine]);
    assert.deepEqual(await occupied(clinic), [nine]);
    const lines = knownOf(cancelled.visits.slice(1));
    const back = await clinic.act((ctx) => reinstateSeries(ctx, { seriesId: series.id, lines }));
    assert.deepEqual(starts(back), starts(view));
    assert.equal((await occupied(clinic)).length, 4);
  });

  it('is not undone in part: what was taken since is named', async () => {
    const clinic = await givenBookableClinic(t);
    const { series, visits } = await givenSeries(clinic);
    const asked = {
      seriesId: series.id,
      appointmentId: visits[0]!.id,
      reach: 'all',
      reason: 'pat',
    } as const;
    const cancelled = await clinic.act((ctx) =>
      cancelSeries(ctx, { ...asked, lines: knownOf(visits) }),
    );
    await take(clinic, third);
    const lines = knownOf(cancelled.visits);
    await expectRefused(clinic, [3], () =>
      clinic.act((ctx) => reinstateSeries(ctx, { seriesId: series.id, lines })),
    );
    assert.deepEqual(await occupied(clinic), [third]);
    t.clock.advance({ minutes: 10 });
    await expectRefused(clinic, [1, 2], () =>
      clinic.act((ctx) => reinstateSeries(ctx, { seriesId: series.id, lines: lines.slice(0, 2) })),
    );
    t.clock.set('2026-11-23T15:00:00.000Z');
  });
});
