import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Appointment } from '#contract/calendar';
import type { InterpreterRequest } from '#contract/interpreter-requests';
import { givenVisitType } from '../../availability/given-visit-type.ts';
import { givenResource } from '../../availability/resource/given-resource.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import { expectChange, expectNoChange } from '../../platform/change-log/expect-change.ts';
import { testDatabase, testStart, type TestDatabase } from '../../platform/db/test-database.ts';
import { ProblemError } from '../../platform/problem.ts';
import { givenStaff, type GivenStaff } from '../../staff/given-organization.ts';
import { assignResources } from '../assign-service.ts';
import { findAppointment, getAppointment } from '../calendar-queries.ts';
import {
  bookAppointment,
  cancelAppointment,
  moveAppointment,
  reinstateAppointment,
} from '../calendar-service.ts';
import { describeAppointment } from '../describe-service.ts';
import { bookEVisit } from '../e-visit-service.ts';
import {
  foldCalendar,
  givenBookableClinic,
  type BookableClinic,
} from '../given-bookable-clinic.ts';
import { confirmAppointment, holdAppointment } from '../hold-service.ts';
import { arriveAppointment, fulfilAppointment, checkInAppointment } from '../visit-step-service.ts';
import { addWalkIn } from '../walk-in-service.ts';
import {
  countInterpreterRequests,
  getInterpreterRequest,
  listInterpreterRequests,
} from './interpreter-queries.ts';
import {
  askInterpreterAgain,
  confirmInterpreter,
  declineInterpreter,
} from './interpreter-service.ts';

// The clock of every test stands at Monday 2026-11-23, 10:00 in New York.
const day = '2026-11-24';
const at = (time: string): string => `${day}T${time}:00.000Z`;
const [nine, ten, eleven] = [at('14:00'), at('15:00'), at('16:00')];

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

interface World {
  clinic: BookableClinic;
  /** Speaks Spanish and needs an interpreter. */
  patientId: string;
}

async function given(): Promise<World> {
  t.clock.set(testStart);
  const clinic = await givenBookableClinic(t);
  const speech = { language: 'es', interpreter: true };
  return {
    clinic,
    patientId: await givenPatient(t, { organizationId: clinic.organizationId, ...speech }),
  };
}

const wish = ({ clinic, patientId }: World, startsAt = nine) => {
  const { clinicId, providerId, visitTypeId } = clinic;
  return { clinicId, providerId, patientId, visitTypeId, startsAt, overrides: [] };
};

const book = (world: World, startsAt = nine): Promise<Appointment> =>
  world.clinic.act((ctx) => bookAppointment(ctx, wish(world, startsAt)));

const known = ({ id: appointmentId, version: expectedVersion }: Appointment) => ({
  ...{ appointmentId, expectedVersion },
});
const ofRequest = (request: InterpreterRequest) => ({
  ...{ appointmentId: request.id, expectedVersion: request.version },
});

async function requestOf({ clinic }: World, id: string): Promise<InterpreterRequest> {
  const request = await clinic.act((ctx) => getInterpreterRequest(ctx, id));
  assert.ok(request, 'an interpreter was asked for');
  return request;
}

const visitOf = ({ clinic }: World, id: string): Promise<Appointment> =>
  clinic.act((ctx) => getAppointment(ctx, id));

const agency = { confirmedBy: 'Harbor Language Services', reference: 'HL-204' };

async function confirm(world: World, id: string): Promise<InterpreterRequest> {
  const input = { ...ofRequest(await requestOf(world, id)), ...agency };
  return world.clinic.act((ctx) => confirmInterpreter(ctx, input));
}

function changes<T>({ clinic }: World, types: string[], action: () => Promise<T>) {
  const { organizationId } = clinic;
  const snapshot = () => clinic.snapshot('2026-11-23', day, '2026-11-25');
  return expectChange({ t, organizationId, snapshot, fold: foldCalendar, action, types });
}

/** Nothing of the visits, nothing of the requests or their versions. */
function refuses({ clinic }: World, refusal: string, action: () => Promise<unknown>) {
  const { organizationId } = clinic;
  const where = { organization_id: organizationId };
  const snapshot = async (): Promise<unknown> => ({
    visits: await clinic.snapshot('2026-11-23', day),
    requests: await t.owner('interpreter_request').where(where).orderBy('id'),
    versions: await t.owner('interpreter_request_version').where(where).orderBy(['id', 'version']),
  });
  return expectNoChange({ t, organizationId, snapshot, action, refusal });
}

describe('an interpreter is asked for', () => {
  it('with the booking of a patient who needs one, in their language', async () => {
    const world = await given();
    const { answer } = await changes(world, ['calendar.appointment-booked'], () => book(world));
    assert.deepEqual(answer.interpreterRequest, { status: 'requested', mode: 'in-person' });
    const { language, status, because, askedAt, version } = await requestOf(world, answer.id);
    assert.deepEqual(
      [language, status, because, askedAt, version],
      ['es', 'requested', null, t.clock.now, 1],
    );
  });

  it('with the booking of a visit that takes an interpreter of the clinic', async () => {
    const world = await given();
    const { organizationId, clinicId, patientId } = world.clinic;
    const type = 'Interpreter';
    await givenResource(t, { organizationId, clinicId, kind: 'interpreter', type });
    const visitTypeId = await givenVisitType(t, {
      ...{ organizationId, clinicId, terms: { needs: [{ type, count: 1 }] } },
    });
    const { clinic } = world;
    const visit = await clinic.act((ctx) =>
      bookAppointment(ctx, { ...wish({ clinic, patientId }), visitTypeId }),
    );
    assert.equal(visit.interpreterRequest?.status, 'requested');
    const without = await clinic.act((ctx) =>
      bookAppointment(ctx, wish({ clinic, patientId }, ten)),
    );
    assert.equal(without.interpreterRequest, null);
    assert.equal(await clinic.act((ctx) => getInterpreterRequest(ctx, without.id)), null);
  });

  it('once a hold is booked, and not before', async () => {
    const world = await given();
    const held = await world.clinic.act((ctx) => holdAppointment(ctx, wish(world)));
    assert.equal(held.interpreterRequest, null);
    const { answer } = await changes(world, ['calendar.appointment-booked'], () =>
      world.clinic.act((ctx) => confirmAppointment(ctx, { ...known(held), overrides: [] })),
    );
    assert.equal(answer.interpreterRequest?.status, 'requested');
  });

  it('when somebody comes without a booking, and never for an e-visit', async () => {
    const world = await given();
    const { clinic, patientId } = world;
    const { organizationId, clinicId, providerId, visitTypeId } = clinic;
    const walkIn = await clinic.actAs(clinic.manager, (ctx) =>
      addWalkIn(ctx, { clinicId, patientId, visitTypeId, providerId }),
    );
    assert.equal(walkIn.interpreterRequest?.status, 'requested');
    const eVisit = { organizationId, clinicId, modality: 'e-visit', minutes: 10 } as const;
    const eVisitTypeId = await givenVisitType(t, eVisit);
    const written = await clinic.act((ctx) =>
      bookEVisit(ctx, { clinicId, providerId, patientId, visitTypeId: eVisitTypeId, date: day }),
    );
    assert.equal(written.interpreterRequest, null);
  });

  it('when a visit is given one, and no longer when it is taken away', async () => {
    const world = await given();
    const { clinic } = world;
    const { organizationId, clinicId, patientId } = clinic;
    const one = await givenResource(t, { organizationId, clinicId, kind: 'interpreter' });
    const visit = await book({ clinic, patientId });
    const assign = (of: Appointment, resourceIds: string[]) =>
      clinic.actAs(clinic.manager, (ctx) => assignResources(ctx, { ...known(of), resourceIds }));
    const withOne = await assign(visit, [one]);
    assert.equal(withOne.interpreterRequest?.status, 'requested');
    const taken = await assign(withOne, []);
    assert.equal(taken.interpreterRequest?.status, 'withdrawn');
    assert.equal((await requestOf(world, visit.id)).because, 'not-needed');
  });
});

describe('an interpreter request', () => {
  it('is confirmed by name, with a reference and another way; the visit says so', async () => {
    const world = await given();
    const { id } = await book(world);
    const input = { ...ofRequest(await requestOf(world, id)), ...agency, mode: 'video' as const };
    const { answer } = await changes(world, ['calendar.appointment-interpreter-confirmed'], () =>
      world.clinic.act((ctx) => confirmInterpreter(ctx, input)),
    );
    assert.deepEqual(
      [answer.status, answer.confirmedBy, answer.reference, answer.answeredAt, answer.version],
      ['confirmed', agency.confirmedBy, agency.reference, t.clock.now, 2],
    );
    const { interpreterRequest } = await visitOf(world, id);
    assert.deepEqual(interpreterRequest, { status: 'confirmed', mode: 'video' });
    const audited = await t
      .owner('audit_entry')
      .where({ entity_id: id, act: 'appointment.confirm-interpreter' })
      .first<{ detail: unknown }>('detail');
    assert.equal(JSON.stringify(audited).includes(agency.confirmedBy), false);
  });

  it('is declined for a reason, also after a confirmation, and asked again', async () => {
    const world = await given();
    const { id } = await book(world);
    const confirmed = await confirm(world, id);
    const declined = await changes(world, ['calendar.appointment-interpreter-declined'], () =>
      world.clinic.act((ctx) =>
        declineInterpreter(ctx, { ...ofRequest(confirmed), reason: 'called-off' }),
      ),
    );
    assert.deepEqual(
      [declined.answer.status, declined.answer.because, declined.answer.confirmedBy],
      ['declined', 'called-off', null],
    );
    const again = await changes(world, ['calendar.appointment-interpreter-asked'], () =>
      world.clinic.act((ctx) => askInterpreterAgain(ctx, ofRequest(declined.answer))),
    );
    assert.deepEqual(
      [again.answer.status, again.answer.because, again.answer.answeredAt],
      ['requested', 'asked-again', null],
    );
  });

  it('is asked again when the visit moves to another time, and keeps who had confirmed', async () => {
    const world = await given();
    const { id } = await book(world);
    await confirm(world, id);
    const visit = await visitOf(world, id);
    const { answer } = await changes(world, ['calendar.appointment-moved'], () =>
      world.clinic.act((ctx) =>
        moveAppointment(ctx, { ...known(visit), startsAt: eleven, overrides: [] }),
      ),
    );
    assert.equal(answer.interpreterRequest?.status, 'requested');
    const { because, confirmedBy, answeredAt } = await requestOf(world, id);
    assert.deepEqual([because, confirmedBy, answeredAt], ['moved', agency.confirmedBy, null]);
  });

  it('stays as it is when anything but the time changes', async () => {
    const world = await given();
    const { id } = await book(world);
    const confirmed = await confirm(world, id);
    const visit = await visitOf(world, id);
    const described = await world.clinic.act((ctx) =>
      describeAppointment(ctx, { ...known(visit), reason: 'Cough', note: '' }),
    );
    t.clock.set(nine);
    await world.clinic.actAs(world.clinic.manager, (ctx) =>
      arriveAppointment(ctx, { ...known(described) }),
    );
    assert.deepEqual(await requestOf(world, id), confirmed);
  });

  it('is withdrawn with the visit, and asked again when it stands again', async () => {
    const world = await given();
    const { id } = await book(world);
    await confirm(world, id);
    const visit = await visitOf(world, id);
    const off = await changes(world, ['calendar.appointment-cancelled'], () =>
      world.clinic.act((ctx) => cancelAppointment(ctx, { ...known(visit), reason: 'pat' })),
    );
    assert.equal(off.answer.interpreterRequest?.status, 'withdrawn');
    assert.equal((await requestOf(world, id)).because, 'visit-off');
    const back = await changes(world, ['calendar.appointment-reinstated'], () =>
      world.clinic.act((ctx) => reinstateAppointment(ctx, known(off.answer))),
    );
    assert.equal(back.answer.interpreterRequest?.status, 'requested');
    assert.equal((await requestOf(world, id)).because, 'reinstated');
  });

  it('is listed while it is open and the visit is not over, by start', async () => {
    const world = await given();
    const { clinicId } = world.clinic;
    const [late, early, sure] = [
      await book(world, eleven),
      await book(world, nine),
      await book(world, ten),
    ];
    await confirm(world, sure.id);
    const list = async () =>
      (await world.clinic.act((ctx) => listInterpreterRequests(ctx, clinicId))).map(
        ({ visit, request }) => {
          assert.equal(visit.id, request.id);
          return visit.id;
        },
      );
    assert.deepEqual(await list(), [early.id, late.id]);
    const count = () => world.clinic.act((ctx) => countInterpreterRequests(ctx, clinicId));
    assert.equal(await count(), 2);
    t.clock.set(at('15:30'));
    assert.deepEqual(await list(), [late.id]);
    assert.equal(await count(), 1);
  });
});

describe('an answer about an interpreter', () => {
  it('is refused on a request that has changed, and shows it as it is', async () => {
    const world = await given();
    const { id } = await book(world);
    const stale = ofRequest(await requestOf(world, id));
    const current = await confirm(world, id);
    const act = () => world.clinic.act((ctx) => confirmInterpreter(ctx, { ...stale, ...agency }));
    await refuses(world, 'conflict', act);
    await assert.rejects(act, (error) => {
      assert.ok(error instanceof ProblemError);
      assert.deepEqual(error.details.current, current);
      return true;
    });
  });

  it('is refused in a wrong state, of a visit that is off, and where nobody was asked', async () => {
    const world = await given();
    const { clinic } = world;
    const { id } = await book(world);
    const first = await requestOf(world, id);
    await refuses(world, 'rule-broken wrong-state', () =>
      clinic.act((ctx) => askInterpreterAgain(ctx, ofRequest(first))),
    );
    await refuses(world, 'invalid-input', () =>
      clinic.act((ctx) => confirmInterpreter(ctx, { ...ofRequest(first), confirmedBy: ' ' })),
    );
    const visit = await visitOf(world, id);
    await clinic.act((ctx) => cancelAppointment(ctx, { ...known(visit), reason: 'pat' }));
    const off = await requestOf(world, id);
    await refuses(world, 'rule-broken wrong-state', () =>
      clinic.act((ctx) => confirmInterpreter(ctx, { ...ofRequest(off), ...agency })),
    );
    const other = await book({ clinic, patientId: clinic.patientId }, ten);
    await refuses(world, 'not-found', () =>
      clinic.act((ctx) => confirmInterpreter(ctx, { ...known(other), ...agency })),
    );
  });

  it('is refused once the visit is over', async () => {
    const world = await given();
    const { clinic } = world;
    let visit = await book(world, nine);
    t.clock.set(nine);
    const request = await requestOf(world, visit.id);
    for (const step of [arriveAppointment, checkInAppointment, fulfilAppointment])
      visit = await clinic.actAs(clinic.manager, (ctx) => step(ctx, known(visit)));
    await refuses(world, 'rule-broken wrong-state', () =>
      clinic.act((ctx) => confirmInterpreter(ctx, { ...ofRequest(request), ...agency })),
    );
  });

  it('is not for who does not book visits, nor for another clinic', async () => {
    const world = await given();
    const { organizationId, clinicId } = world.clinic;
    const request = await requestOf(world, (await book(world)).id);
    const decline = (staff: GivenStaff) => () =>
      world.clinic.actAs(staff, (ctx) =>
        declineInterpreter(ctx, { ...ofRequest(request), reason: 'other' }),
      );
    const nurse = await givenStaff(t, {
      ...{ organizationId, clinicIds: [clinicId], role: 'clinician' },
    });
    await refuses(world, 'not-allowed', decline(nurse));
    const stranger = await givenStaff(t, { organizationId, clinicIds: [] });
    await refuses(world, 'not-found', decline(stranger));
  });
});

describe('two at once', () => {
  it('confirm: one is written, the other is told', async () => {
    for (let round = 0; round < 6; round++) {
      const world = await given();
      const { id } = await book(world);
      const input = ofRequest(await requestOf(world, id));
      const ends = await Promise.allSettled(
        ['First agency', 'Second agency'].map((confirmedBy) =>
          world.clinic.act((ctx) => confirmInterpreter(ctx, { ...input, confirmedBy })),
        ),
      );
      const won = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
      assert.equal(won.length, 1);
      const lost = ends.find((end) => end.status === 'rejected');
      assert.ok(lost?.reason instanceof ProblemError);
      assert.equal(lost.reason.code, 'conflict');
      assert.deepEqual(await requestOf(world, id), won[0]);
      assert.equal((await visitOf(world, id)).version, 2);
    }
  });

  it('confirm and move: never confirmed for a time to which nobody said yes', async () => {
    for (let round = 0; round < 6; round++) {
      const world = await given();
      const visit = await book(world);
      const input = { ...ofRequest(await requestOf(world, visit.id)), ...agency };
      await Promise.allSettled([
        world.clinic.act((ctx) => confirmInterpreter(ctx, input)),
        world.clinic.act((ctx) =>
          moveAppointment(ctx, {
            ...{ appointmentId: visit.id, expectedVersion: null, startsAt: ten, overrides: [] },
          }),
        ),
      ]);
      const { startsAt, interpreterRequest } = await visitOf(world, visit.id);
      assert.deepEqual([startsAt, interpreterRequest?.status], [ten, 'requested']);
    }
  });
});

const acts = ['move', 'cancel', 'reinstate', 'confirm', 'decline', 'again'] as const;

describe('whatever happens to a visit', () => {
  it('its interpreter is confirmed only for the time it has, and withdrawn exactly while it is off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...acts), { minLength: 3, maxLength: 12 }),
        async (steps) => {
          const world = await given();
          const { id } = await book(world);
          let confirmedFor: string | null = null;
          for (const step of steps) {
            const visit = await visitOf(world, id);
            const request = await requestOf(world, id);
            const startsAt = visit.startsAt === nine ? ten : nine;
            const done = await world.clinic
              .act<unknown>((ctx) => {
                if (step === 'move')
                  return moveAppointment(ctx, { ...known(visit), startsAt, overrides: [] });
                if (step === 'cancel')
                  return cancelAppointment(ctx, { ...known(visit), reason: 'pat' });
                if (step === 'reinstate') return reinstateAppointment(ctx, known(visit));
                if (step === 'confirm')
                  return confirmInterpreter(ctx, { ...ofRequest(request), ...agency });
                if (step === 'decline')
                  return declineInterpreter(ctx, { ...ofRequest(request), reason: 'other' });
                return askInterpreterAgain(ctx, ofRequest(request));
              })
              .catch((error: unknown) => {
                assert.ok(error instanceof ProblemError, String(error));
                assert.equal(error.details.rule, 'wrong-state');
                return null;
              });
            const now = await world.clinic.act((ctx) => findAppointment(ctx, id));
            const kept = await requestOf(world, id);
            assert.ok(now);
            if (done !== null) confirmedFor = step === 'confirm' ? now.startsAt : confirmedFor;
            const { status, mode } = kept;
            assert.deepEqual(now.interpreterRequest, { status, mode });
            assert.equal(status === 'withdrawn', now.status === 'cancelled');
            if (status === 'confirmed') assert.equal(confirmedFor, now.startsAt);
            if (done === null) assert.deepEqual(kept, request);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});
