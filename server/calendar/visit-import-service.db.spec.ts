import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { runReactionsOnce } from '../platform/reactions/run-reactions.ts';
import { givenStaff } from '../staff/given-organization.ts';
import { waitlistReactions } from '../waitlist/waitlist-reactions.ts';
import { waitlistTicks } from '../waitlist/waitlist-ticks.ts';
import { foldCalendar, givenBookableClinic, type BookableClinic } from './given-bookable-clinic.ts';
import { importVisits, type ImportedVisit } from './visit-import-service.ts';

const date = '2026-11-24';
const settings = { secretKey: 'a key for tests that nobody else has', demo: true };

describe('visits from another system', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  function visit(
    clinic: BookableClinic,
    time: string,
    over: Partial<ImportedVisit> = {},
  ): ImportedVisit {
    const { providerId, patientId, visitTypeId } = clinic;
    return {
      id: newId(),
      providerId,
      patientId,
      visitTypeId,
      startsAt: `${date}T${time}:00.000Z`,
      ...over,
    };
  }
  const bring = (clinic: BookableClinic, visits: ImportedVisit[]) =>
    clinic.act((ctx) => importVisits(ctx, { clinicId: clinic.clinicId, visits }));

  it('stand on the calendar with their history, each told as imported', async () => {
    const clinic = await givenBookableClinic(t, { bufferAfter: 10 });
    const visits = [visit(clinic, '15:00'), visit(clinic, '16:00')];
    const { answer } = await expectChange({
      t,
      organizationId: clinic.organizationId,
      snapshot: () => clinic.snapshot(date),
      fold: foldCalendar,
      action: () => bring(clinic, visits),
      types: ['calendar.appointment-imported', 'calendar.appointment-imported'],
    });
    assert.deepEqual(answer, new Set(visits.map(({ id }) => id)));
    const [version] = await t
      .owner('appointment_version')
      .where({ id: visits[0]!.id })
      .select<{ act: string; actor_id: string; version: number }[]>('act', 'actor_id', 'version');
    assert.deepEqual(version, { act: 'imported', actor_id: clinic.scheduler.staffId, version: 1 });
    const acts = await t
      .owner('audit_entry')
      .where({ organization_id: clinic.organizationId, act: 'appointment.import' })
      .pluck<string[]>('entity_id');
    assert.deepEqual(acts.toSorted(), visits.map(({ id }) => id).toSorted());
  });

  it('leave out what overlaps a visit that is there or an earlier one, buffers included, and what is past', async () => {
    const clinic = await givenBookableClinic(t, { bufferAfter: 10 });
    const [there] = [visit(clinic, '15:00')];
    await bring(clinic, [there]);
    const good = visit(clinic, '16:00');
    const placed = await bring(clinic, [
      visit(clinic, '15:35'),
      good,
      visit(clinic, '16:15'),
      visit(clinic, '10:00', { startsAt: '2020-01-02T15:00:00.000Z' }),
      visit(clinic, '18:00', { visitTypeId: newId() }),
    ]);
    assert.deepEqual(placed, new Set([good.id]));
    const { appointments } = await clinic.snapshot(date);
    assert.deepEqual(Object.keys(appointments).toSorted(), [there.id, good.id].toSorted());
  });

  it('raise no opening, send no offer and tell nobody', async () => {
    const clinic = await givenBookableClinic(t);
    const visits = ['15:00', '16:00', '17:00'].map((time) => visit(clinic, time));
    await bring(clinic, visits);
    const { organizationId } = clinic;
    await runReactionsOnce(t.database, waitlistReactions(settings), organizationId);
    for (const tick of waitlistTicks(settings)) await runTickOnce(t.database, tick, organizationId);
    for (const table of ['waitlist_opening', 'waitlist_offer', 'notification', 'call_task'])
      assert.deepEqual(await t.owner(table).where({ organization_id: organizationId }), [], table);
  });

  it('are placed by those who may book in the clinic, and by nobody else', async () => {
    const clinic = await givenBookableClinic(t);
    const { organizationId, clinicIds, clinicId } = clinic;
    const biller = await givenStaff(t, { organizationId, clinicIds, role: 'biller' });
    await expectNoChange({
      t,
      organizationId,
      snapshot: () => clinic.snapshot(date),
      action: () =>
        clinic.actAs(biller, (ctx) =>
          importVisits(ctx, { clinicId, visits: [visit(clinic, '15:00')] }),
        ),
      refusal: 'not-allowed',
    });
  });
});
