import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RefusedLines } from '#contract/visit-series';
import { givenVisitType } from '../../availability/given-visit-type.ts';
import { findLinkedTimes } from '../../availability/linked-times.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import { expectChange, expectNoChange } from '../../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { ProblemError } from '../../platform/problem.ts';
import { bookAppointment, cancelAppointment, moveAppointment } from '../calendar-service.ts';
import {
  foldCalendar,
  givenBookableClinic,
  type BookableClinic,
} from '../given-bookable-clinic.ts';
import { holdAppointment } from '../hold-service.ts';
import { knownOf } from '../series/given-series.ts';
import { aLinkedWish, givenLinked } from './given-linked.ts';
import { getLinkedVisits } from './linked-visits-queries.ts';
import {
  bookLinkedVisits,
  cancelLinkedVisits,
  reinstateLinkedVisits,
} from './linked-visits-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const day = '2026-11-24';
const at = (time: string): string => `${day}T${time}:00.000Z`;
const [nine, half, ten] = [at('14:00'), at('14:30'), at('15:00')];

async function expectUnchanged(
  clinic: BookableClinic,
  refusal: string,
  action: () => Promise<unknown>,
): Promise<ProblemError | undefined> {
  let problem: ProblemError | undefined;
  await expectNoChange({
    ...{ t, organizationId: clinic.organizationId, refusal },
    snapshot: () => clinic.snapshot(day),
    action: () =>
      action().catch((error: unknown) => {
        if (error instanceof ProblemError) problem = error;
        throw error;
      }),
  });
  return problem;
}

function changes(
  clinic: BookableClinic,
  kinds: string[],
  action: () => Promise<unknown>,
): Promise<unknown> {
  return expectChange({
    ...{ t, organizationId: clinic.organizationId, fold: foldCalendar, action },
    types: kinds.map((kind) => `calendar.appointment-${kind}`),
    snapshot: () => clinic.snapshot(day),
  });
}

async function single(clinic: BookableClinic, startsAt: string): Promise<unknown> {
  const { clinicId, providerId, visitTypeId } = clinic;
  const patientId = await givenPatient(t, clinic);
  const wish = { clinicId, providerId, visitTypeId, patientId, startsAt, overrides: [] };
  return clinic.act((ctx) => bookAppointment(ctx, wish));
}

describe('linked times', () => {
  it('put a short lab before a visit with another provider or the same, buffers heeded', async () => {
    const clinic = await givenBookableClinic(t, { bufferAfter: 15 });
    const { organizationId, clinicId, patientId, visitTypeId } = clinic;
    const lab = await givenVisitType(t, { organizationId, clinicId, minutes: 15 });
    const part = { patientId, providerIds: [] };
    const search = {
      ...{ clinicId, fromAt: nine, days: 1, limit: 2, gapMinutes: 15 },
      mode: 'one-after-another' as const,
    };
    const { items, explanation } = await clinic.act((ctx) =>
      findLinkedTimes(ctx, {
        ...search,
        parts: [
          { ...part, visitTypeId },
          { ...part, visitTypeId: lab },
        ],
      }),
    );
    assert.equal(explanation, null);
    // The first keeps a quarter of an hour free behind it.
    assert.deepEqual(
      items.map(({ slots }) => slots.map(({ startsAt }) => startsAt)),
      [
        [nine, at('14:45')],
        [at('14:15'), ten],
      ],
    );
  });

  it('say which visit has no time, and where all have one, that they never meet', async () => {
    const clinic = await givenBookableClinic(t, { bufferAfter: 30 });
    const { organizationId, clinicId, patientId, visitTypeId } = clinic;
    const long = await givenVisitType(t, { organizationId, clinicId, minutes: 480 });
    const search = {
      ...{ clinicId, fromAt: at('13:00'), days: 1, limit: 2, gapMinutes: 15 },
      mode: 'one-after-another' as const,
    };
    const part = { patientId, visitTypeId, providerIds: [] };
    const find = (parts: { patientId: string; visitTypeId: string; providerIds: string[] }[]) =>
      clinic.act((ctx) => findLinkedTimes(ctx, { ...search, parts }));
    const apart = await find([part, part]);
    assert.deepEqual([apart.items, apart.lackingPart], [[], null]);
    assert.match(apart.explanation ?? '', /never one after another with at most 15 minutes/);
    await single(clinic, at('17:00'));
    const none = await find([part, { ...part, visitTypeId: long }]);
    assert.equal(none.lackingPart, 2);
    assert.match(none.explanation ?? '', /^Visit 2, /);
  });
});

describe('linked visits', () => {
  it('are booked together and know each other; what was held for the first ends', async () => {
    const clinic = await givenBookableClinic(t);
    const { providerId, patientId, clinicId, visitTypeId } = clinic;
    const wish = { clinicId, providerId, patientId, visitTypeId, startsAt: nine, overrides: [] };
    const hold = await clinic.act((ctx) => holdAppointment(ctx, wish));
    const input = { ...aLinkedWish(clinic, nine, half), holdId: hold.id };
    let linkId = '';
    await changes(clinic, ['released', 'booked', 'booked'], async () => {
      linkId = (await clinic.act((ctx) => bookLinkedVisits(ctx, input))).linkId;
    });
    const { visits } = await clinic.act((ctx) => getLinkedVisits(ctx, linkId));
    assert.deepEqual(
      visits.map((visit) => [visit.startsAt, visit.status, visit.linkId]),
      [
        [nine, 'booked', linkId],
        [half, 'booked', linkId],
      ],
    );
  });

  it('are refused in the name of those that cannot stand, and none is booked', async () => {
    const clinic = await givenBookableClinic(t);
    await single(clinic, half);
    const input = aLinkedWish(clinic, nine, half);
    const problem = await expectUnchanged(clinic, 'rule-broken lines-refused', () =>
      clinic.act((ctx) => bookLinkedVisits(ctx, input)),
    );
    assert.deepEqual(
      (problem?.details.current as RefusedLines).items.map(({ place, rule }) => [place, rule]),
      [[2, 'time-taken']],
    );
  });

  it('are refused where their patient would be in two of them at once', async () => {
    const clinic = await givenBookableClinic(t);
    const problem = await expectUnchanged(clinic, 'invalid-input', () =>
      clinic.act((ctx) => bookLinkedVisits(ctx, aLinkedWish(clinic, nine, at('14:15')))),
    );
    assert.equal(problem?.details.fields?.[0]?.path, 'parts.1.startsAt');
  });

  it('stay linked when one is moved, and what is still to come is cancelled and comes back as one', async () => {
    const clinic = await givenBookableClinic(t);
    const { linkId, visits } = await givenLinked(clinic, nine, half);
    const [first] = visits;
    await clinic.act((ctx) =>
      moveAppointment(ctx, {
        ...{ appointmentId: first!.id, expectedVersion: 1, startsAt: at('16:00') },
        overrides: [],
      }),
    );
    const moved = await clinic.act((ctx) => getLinkedVisits(ctx, linkId));
    assert.deepEqual(
      moved.visits.map(({ startsAt }) => startsAt),
      [half, at('16:00')],
    );
    const lines = knownOf(moved.visits);
    await changes(clinic, ['cancelled', 'cancelled'], () =>
      clinic.act((ctx) => cancelLinkedVisits(ctx, { linkId, lines, reason: 'pat' })),
    );
    const off = await clinic.act((ctx) => getLinkedVisits(ctx, linkId));
    assert.deepEqual(
      off.visits.map(({ status }) => status),
      ['cancelled', 'cancelled'],
    );
    const back = await clinic.act((ctx) =>
      reinstateLinkedVisits(ctx, { linkId, lines: knownOf(off.visits) }),
    );
    assert.deepEqual(
      back.visits.map(({ status }) => status),
      ['booked', 'booked'],
    );
  });

  it('are cancelled by nobody who knows them otherwise, and none comes back where one cannot', async () => {
    const clinic = await givenBookableClinic(t);
    const { linkId, visits } = await givenLinked(clinic, nine, half);
    const stale = knownOf(visits).slice(0, 1);
    await expectUnchanged(clinic, 'rule-broken links-changed', () =>
      clinic.act((ctx) => cancelLinkedVisits(ctx, { linkId, lines: stale, reason: 'pat' })),
    );
    const lines = knownOf(visits);
    const off = await clinic.act((ctx) =>
      cancelLinkedVisits(ctx, { linkId, lines, reason: 'pat' }),
    );
    await single(clinic, half);
    await expectUnchanged(clinic, 'rule-broken lines-refused', () =>
      clinic.act((ctx) => reinstateLinkedVisits(ctx, { linkId, lines: knownOf(off.visits) })),
    );
  });
});

/** How each ended: `done`, or the rule or code of its refusal; whatever else is a bug. */
async function outcomes(actions: readonly Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(actions);
  return settled.map((one) => {
    if (one.status === 'fulfilled') return 'done';
    assert.ok(one.reason instanceof ProblemError, String(one.reason));
    return one.reason.details.rule ?? one.reason.code;
  });
}

async function booked(clinic: BookableClinic): Promise<number> {
  const where = { organization_id: clinic.organizationId };
  const visits = await t.owner('appointment').where({ ...where, status: 'booked' });
  assert.equal((await t.owner('occupied_time').where(where)).length, visits.length);
  return visits.length;
}

describe('many at once', () => {
  it('book linked visits and a single one at the time of either: one of them wins whole', async () => {
    for (let round = 0; round < 6; round++) {
      const clinic = await givenBookableClinic(t);
      const both = [givenLinked(clinic, nine, half), single(clinic, round % 2 ? nine : half)];
      const ends = await outcomes(round < 3 ? both : both.toReversed());
      assert.equal(ends.filter((end) => end === 'done').length, 1, ends.join());
      const linkedWon = (round < 3 ? ends : ends.toReversed())[0] === 'done';
      assert.equal(await booked(clinic), linkedWon ? 2 : 1);
    }
  });

  it('book linked visits in either order of their times: one set wins, and nobody waits in a circle', async () => {
    for (let round = 0; round < 3; round++) {
      const clinic = await givenBookableClinic(t);
      const ends = await outcomes([
        givenLinked(clinic, nine, ten),
        givenLinked(clinic, ten, nine),
        givenLinked(clinic, half, nine),
      ]);
      assert.equal(ends.filter((end) => end === 'done').length, 1, ends.join());
      assert.equal(await booked(clinic), 2);
    }
  });

  it('cancel linked visits and one of them: nothing is cancelled twice or half', async () => {
    for (let round = 0; round < 3; round++) {
      const clinic = await givenBookableClinic(t);
      const { linkId, visits } = await givenLinked(clinic, nine, half);
      const alone = { appointmentId: visits[1]!.id, expectedVersion: 1, reason: 'pat' } as const;
      const ends = await outcomes([
        clinic.act((ctx) =>
          cancelLinkedVisits(ctx, { linkId, lines: knownOf(visits), reason: 'pat' }),
        ),
        clinic.act((ctx) => cancelAppointment(ctx, alone)),
      ]);
      assert.equal(ends.filter((end) => end === 'done').length, 1, ends.join());
      assert.equal(await booked(clinic), ends[0] === 'done' ? 0 : 1);
    }
  });
});
