import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  applyAvailabilityChange,
  type AvailabilityChange,
  type AvailabilityState,
} from '#contract/availability';
import type { Resource } from '#contract/resources';
import { expectChange, expectNoChange } from '../../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import {
  givenOrganization,
  givenStaff,
  type GivenOrganization,
  type GivenStaff,
} from '../../staff/given-organization.ts';
import { givenResource, type GivenResource } from './given-resource.ts';
import { listResources } from './resource-queries.ts';
import {
  addResource,
  changeResource,
  putBackInUse,
  retireResource,
  takeOutOfUse,
} from './resource-service.ts';

// The clock of every test stands at Monday 2026-11-23, 10:00 in New York.
const at = (time: string, date = '2026-11-24'): string => `${date}T${time}:00.000Z`;
const exam: Pick<Resource, 'name' | 'kind' | 'type' | 'sharedWith' | 'hours'> = {
  name: 'Exam 1',
  kind: 'room',
  type: 'Exam room',
  sharedWith: [],
  hours: [],
};

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

interface Place extends GivenOrganization {
  second: string;
  manager: GivenStaff;
}

/** Two clinics with one manager. */
async function givenPlace(): Promise<Place> {
  const organization = await givenOrganization(t, { clinics: [{}, {}] });
  const { organizationId, clinicIds } = organization;
  const manager = await givenStaff(t, { organizationId, clinicIds, role: 'clinic-manager' });
  return { ...organization, manager, second: clinicIds[1] ?? '' };
}

function listIn({ manager }: Place, clinicId: string): Promise<Resource[]> {
  return t.database.inTransaction(manager.scope, (ctx) => listResources(ctx, clinicId));
}

async function snapshot(place: Place): Promise<AvailabilityState> {
  const all = [...(await listIn(place, place.clinicId)), ...(await listIn(place, place.second))];
  const resources = Object.fromEntries(all.map((one) => [one.id, one]));
  return { visitTypes: {}, templates: {}, exceptions: {}, outsideCalendars: {}, resources };
}

type Act<T> = Parameters<typeof t.database.inTransaction<T>>[1];

function changes<T>(place: Place, types: string[], act: Act<T>) {
  return expectChange({
    t,
    organizationId: place.organizationId,
    snapshot: () => snapshot(place),
    fold: (state, change) => applyAvailabilityChange(state, change as AvailabilityChange),
    action: () => t.database.inTransaction(place.manager.scope, act),
    types,
  });
}

function refuses<T>(place: Place, refusal: string, act: Act<T>, who = place.manager) {
  return expectNoChange({
    t,
    organizationId: place.organizationId,
    snapshot: () => snapshot(place),
    action: () => t.database.inTransaction(who.scope, act),
    refusal,
  });
}

async function givenKnown(place: Place, options: Partial<GivenResource> = {}) {
  const { organizationId, clinicId } = place;
  const resourceId = await givenResource(t, { organizationId, clinicId, ...options });
  return { resourceId, expectedVersion: 1 };
}

describe('a room that is added', () => {
  it('is listed by what it is good for, and told to every console of the clinics that use it', async () => {
    const place = await givenPlace();
    const { clinicId, second } = place;
    const hours = [{ weekday: 1, startsAt: '08:00', endsAt: '12:00' }];
    const { answer, changes: told } = await changes(
      place,
      ['availability.resource-added', 'availability.resource-added'],
      (ctx) => addResource(ctx, { clinicId, ...exam, sharedWith: [second], hours }),
    );
    const { id } = answer;
    assert.deepEqual(answer, {
      ...{ id, clinicId, ...exam, sharedWith: [second], hours },
      ...{ outOfUse: [], active: true, version: 1 },
    });
    assert.deepEqual(told.map(({ clinic_id }) => clinic_id).sort(), [clinicId, second].sort());
    assert.deepEqual(await listIn(place, second), [answer]);
  });

  it('writes its type as the organization does already, and is of the same kind', async () => {
    const place = await givenPlace();
    await givenKnown(place, { clinicId: place.second, kind: 'device', type: 'Ultrasound' });
    const { clinicId } = place;
    const wish = { ...exam, clinicId, kind: 'device' as const, type: 'ULTRASOUND' };
    const { answer } = await changes(place, ['availability.resource-added'], (ctx) =>
      addResource(ctx, wish),
    );
    assert.equal(answer.type, 'Ultrasound');
    await refuses(place, 'invalid-input', (ctx) =>
      addResource(ctx, { ...wish, name: 'Exam 2', kind: 'room' }),
    );
  });

  it('has a name of its own in the clinic, and the name of a retired one', async () => {
    const place = await givenPlace();
    const { clinicId, second } = place;
    await givenKnown(place, { name: 'exam 1' });
    await givenKnown(place, { name: 'Exam 2', active: false });
    await refuses(place, 'invalid-input', (ctx) => addResource(ctx, { clinicId, ...exam }));
    const added = ['availability.resource-added'];
    await changes(place, added, (ctx) => addResource(ctx, { clinicId: second, ...exam }));
    await changes(place, added, (ctx) => addResource(ctx, { clinicId, ...exam, name: 'Exam 2' }));
  });

  it('is shared with clinics that there are, and its hours end after they start', async () => {
    const place = await givenPlace();
    const { clinicId, organizationId } = place;
    await refuses(place, 'invalid-input', (ctx) =>
      addResource(ctx, { clinicId, ...exam, sharedWith: [organizationId] }),
    );
    const hours = [{ weekday: 1, startsAt: '12:00', endsAt: '12:00' }];
    await refuses(place, 'invalid-input', (ctx) => addResource(ctx, { clinicId, ...exam, hours }));
  });

  it('is added, changed and retired by managers of its clinic alone', async () => {
    const place = await givenPlace();
    const { organizationId, clinicId, second } = place;
    const known = await givenKnown(place, { sharedWith: [second] });
    const elsewhere = await givenStaff(t, {
      ...{ organizationId, clinicIds: [second] },
      role: 'clinic-manager',
    });
    const scheduler = await givenStaff(t, { organizationId, clinicIds: [clinicId] });
    for (const who of [elsewhere, scheduler]) {
      await refuses(place, 'not-allowed', (ctx) => addResource(ctx, { clinicId, ...exam }), who);
      await refuses(place, 'not-allowed', (ctx) => changeResource(ctx, { ...known, ...exam }), who);
      const retire = { ...known, overrides: [] };
      await refuses(place, 'not-allowed', (ctx) => retireResource(ctx, retire), who);
    }
    const unseen = await givenKnown(place);
    await refuses(
      place,
      'not-found',
      (ctx) => retireResource(ctx, { ...unseen, overrides: [] }),
      elsewhere,
    );
  });
});

describe('a room that changes', () => {
  it('is told also to who shared it until now', async () => {
    const place = await givenPlace();
    const { second } = place;
    const known = await givenKnown(place, { sharedWith: [second] });
    const { answer, changes: told } = await changes(
      place,
      ['availability.resource-changed', 'availability.resource-changed'],
      (ctx) => changeResource(ctx, { ...known, ...exam, name: 'Blue room' }),
    );
    assert.deepEqual([answer.name, answer.sharedWith, answer.version], ['Blue room', [], 2]);
    assert.ok(told.some(({ clinic_id }) => clinic_id === second));
  });

  it('is not written over who changed it before, and not once it is retired', async () => {
    const place = await givenPlace();
    const known = await givenKnown(place);
    await refuses(place, 'conflict', (ctx) =>
      changeResource(ctx, { ...known, ...exam, expectedVersion: 2 }),
    );
    const retired = await givenKnown(place, { active: false });
    await refuses(place, 'rule-broken retired', (ctx) =>
      changeResource(ctx, { ...retired, ...exam }),
    );
  });
});

describe('a room out of use', () => {
  const cleaning = { startsAt: at('14:00'), endsAt: at('16:00'), note: 'Painted', overrides: [] };

  it('says when and why, and is put back', async () => {
    const place = await givenPlace();
    const known = await givenKnown(place);
    const { answer } = await changes(place, ['availability.resource-taken-out-of-use'], (ctx) =>
      takeOutOfUse(ctx, { ...known, ...cleaning }),
    );
    const [span] = answer.outOfUse;
    assert.deepEqual([span?.startsAt, span?.note, answer.version], [at('14:00'), 'Painted', 2]);
    const back = { ...known, expectedVersion: 2, outOfUseId: span?.id ?? '' };
    const { answer: after } = await changes(
      place,
      ['availability.resource-put-back-in-use'],
      (ctx) => putBackInUse(ctx, back),
    );
    assert.deepEqual(after.outOfUse, []);
    await refuses(place, 'rule-broken over', (ctx) =>
      putBackInUse(ctx, { ...back, expectedVersion: 3 }),
    );
  });

  it('forgets what is over when it changes again', async () => {
    const place = await givenPlace();
    const outOfUse = [{ startsAt: at('08:00', '2026-11-22'), endsAt: at('09:00', '2026-11-22') }];
    const known = await givenKnown(place, { outOfUse });
    const { answer } = await changes(place, ['availability.resource-taken-out-of-use'], (ctx) =>
      takeOutOfUse(ctx, { ...known, ...cleaning }),
    );
    assert.deepEqual(
      answer.outOfUse.map(({ startsAt }) => startsAt),
      [at('14:00')],
    );
  });

  it('is a time that is still to come, ends after it starts and within 400 days', async () => {
    const place = await givenPlace();
    const known = await givenKnown(place);
    for (const span of [
      { startsAt: at('08:00', '2026-11-20'), endsAt: at('09:00', '2026-11-20') },
      { startsAt: at('16:00'), endsAt: at('16:00') },
      { startsAt: at('16:00'), endsAt: at('16:00', '2028-11-24') },
    ])
      await refuses(place, 'invalid-input', (ctx) =>
        takeOutOfUse(ctx, { ...known, ...cleaning, ...span }),
      );
  });
});

describe('a room that is retired', () => {
  it('stays on the list for the visits that had it', async () => {
    const place = await givenPlace();
    const known = await givenKnown(place);
    const { answer } = await changes(place, ['availability.resource-retired'], (ctx) =>
      retireResource(ctx, { ...known, overrides: [] }),
    );
    assert.equal(answer.active, false);
    assert.deepEqual(await listIn(place, place.clinicId), [answer]);
    await refuses(place, 'rule-broken retired', (ctx) =>
      retireResource(ctx, { ...known, expectedVersion: 2, overrides: [] }),
    );
  });
});

describe('the order in which rooms are taken', () => {
  it('begins with the clinic’s own, by name as people count', async () => {
    const place = await givenPlace();
    for (const name of ['Exam 10', 'Exam 2']) await givenKnown(place, { name });
    const { clinicId, second } = place;
    await givenKnown(place, { clinicId: second, sharedWith: [clinicId], name: 'Exam 1' });
    const names = async (clinic: string) => (await listIn(place, clinic)).map(({ name }) => name);
    assert.deepEqual(await names(clinicId), ['Exam 2', 'Exam 10', 'Exam 1']);
    assert.deepEqual(await names(second), ['Exam 1']);
  });
});
