// The privacy page counted exactly: what people did in their consoles is what it shows, once each.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { callQueue } from '#contract/calls';
import { getPatientAlerts } from '#contract/patient-flag';
import { getPatientRecord } from '#contract/patient-record';
import { getPatientHeader, searchPatients } from '#contract/patients';
import {
  countAccessesToReview,
  linkOwnChart,
  listAccessesToReview,
  listWatchedPeople,
  reviewAccesses,
  searchFailedTries,
  searchPatientAccesses,
  searchPersonAccesses,
  searchTakenOut,
  takePrivacyList,
} from '#contract/privacy';
import { listStaffMembers } from '#contract/staff-member';
import { givenApp, type GivenApp } from '../given-app.ts';
import { givenFlag } from '../patients/given-flag.ts';
import { givenPatient } from '../patients/given-patient.ts';
import { verifyAudits } from '../platform/audit/verify-audits.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import type { TestConsole } from '../platform/http/test-http.ts';
import { givenOrganization, givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { givenServiceAccount } from '../staff/given-service-account.ts';
import { drawAll, givenOwnChart, wholeTime as window } from './given-access.ts';

let t: TestDatabase;
let app: GivenApp;
before(async () => {
  t = await testDatabase();
  app = await givenApp(t);
});
after(async () => {
  await app.stop();
  await t.close();
});

interface Desk {
  organizationId: string;
  clinicId: string;
  officer: GivenStaff;
  /** Of the officer. */
  page: TestConsole;
  hire(family: string): Promise<{ staff: GivenStaff; console: TestConsole }>;
  patient(family: string): Promise<string>;
}

async function givenDesk(): Promise<Desk> {
  const { organizationId, clinicId } = await givenOrganization(t);
  const clinicIds = [clinicId];
  const officer = await givenStaff(t, { organizationId, clinicIds, role: 'administrator' });
  return {
    organizationId,
    clinicId,
    officer,
    page: await app.signedIn(officer),
    async hire(family) {
      const staff = await givenStaff(t, { organizationId, clinicIds, family });
      return { staff, console: await app.signedIn(staff) };
    },
    patient: (family) => givenPatient(t, { organizationId, family, phone: null }),
  };
}

const open = async (console: TestConsole, patientId: string): Promise<void> => {
  t.clock.advance({ seconds: 1 });
  const { status } = await console.call(getPatientRecord, { params: { patientId } });
  assert.equal(status, 200);
};

describe('looks at a chart', () => {
  it('are one row for each opening, with who it was, newest first, and none of another chart', async () => {
    const desk = await givenDesk();
    const [ana, bea] = [await desk.patient('Diaz'), await desk.patient('Other')];
    const people = [await desk.hire('One'), await desk.hire('Two'), await desk.hire('Three')];
    for (const [at, { console }] of people.entries())
      for (let times = 0; times <= at; times += 1) await open(console, ana);
    await open(people[0]!.console, bea);
    await drawAll(t, desk.organizationId);
    const { body } = await desk.page.call(searchPatientAccesses, {
      body: { patientId: ana, window },
    });
    assert.deepEqual(
      body.items.map(({ person, patient, act, way, flags }) => [
        person.family,
        patient.family,
        act,
        way,
        flags,
      ]),
      ['Three', 'Three', 'Three', 'Two', 'Two', 'One'].map((family) => [
        family,
        'Diaz',
        'getPatientRecord',
        'opened',
        [],
      ]),
    );
    assert.equal(body.next, null);
    const of = await desk.page.call(searchPersonAccesses, {
      body: { staffId: people[0]!.staff.staffId, window },
    });
    assert.deepEqual(
      of.body.items.map(({ patient }) => patient.id),
      [bea, ana],
    );
  });

  it('by a program are there under its name, and so is what it was refused', async () => {
    const desk = await givenDesk();
    const patientId = await desk.patient('Diaz');
    const { id, key } = await givenServiceAccount(t, { ...desk, permissions: ['patient:read'] });
    await open(app.withKey(key), patientId);
    const refused = await app.withKey(key).call(searchPatients, { body: { text: 'diaz' } });
    assert.equal(refused.status, 403);
    await drawAll(t, desk.organizationId);
    const looks = await desk.page.call(searchPatientAccesses, { body: { patientId, window } });
    assert.deepEqual(
      looks.body.items.map(({ person }) => [person.id, person.family]),
      [[id, 'Clearinghouse']],
    );
    const tries = await desk.page.call(searchFailedTries, { body: { window } });
    assert.deepEqual(
      tries.body.items.map(({ person, act }) => [person?.family, act]),
      [['Clearinghouse', 'searchPatients']],
    );
  });

  it('come in pages and within the time asked for', async () => {
    const desk = await givenDesk();
    const ana = await desk.patient('Diaz');
    const { console } = await desk.hire('One');
    for (let times = 0; times < 5; times += 1) await open(console, ana);
    await drawAll(t, desk.organizationId);
    const seen: string[] = [];
    let afterKey: string | undefined;
    do {
      const { body } = await desk.page.call(searchPatientAccesses, {
        body: { patientId: ana, window, limit: 2, ...(afterKey ? { after: afterKey } : {}) },
      });
      seen.push(...body.items.map(({ at }) => at));
      afterKey = body.next ?? undefined;
    } while (afterKey !== undefined);
    assert.equal(new Set(seen).size, 5);
    assert.deepEqual(seen, seen.toSorted().reverse());
    const some = { from: seen[3]!, until: seen[1]! };
    const { body } = await desk.page.call(searchPatientAccesses, {
      body: { patientId: ana, window: some },
    });
    assert.deepEqual(
      body.items.map(({ at }) => at),
      [seen[2], seen[3]],
      'the end is not within',
    );
    const wrong = await desk.page.call(searchPatientAccesses, {
      body: { patientId: ana, window, after: 'WzFd' },
    });
    assert.equal(wrong.problem.code, 'invalid-input');
  });

  it('are drawn once, whatever draws and however often', async () => {
    const desk = await givenDesk();
    const ana = await desk.patient('Diaz');
    await open((await desk.hire('One')).console, ana);
    await Promise.all([
      drawAll(t, desk.organizationId),
      drawAll(t, desk.organizationId),
      drawAll(t, desk.organizationId),
    ]);
    await drawAll(t, desk.organizationId);
    const rows = await t.owner('patient_access').where({ patient_id: ana, way: 'opened' });
    assert.equal(rows.length, 1);
    const { fault } = await verifyAudits(t.database, desk.organizationId);
    assert.equal(fault, null);
  });

  it('at a part of a chart are shown when everything is asked for; lists of many are none', async () => {
    const desk = await givenDesk();
    const [ana, bea] = [await desk.patient('Twin'), await desk.patient('Twin')];
    const { console } = await desk.hire('One');
    await console.call(getPatientHeader, { params: { patientId: ana } });
    await console.call(searchPatients, { body: { text: 'twin' } });
    await drawAll(t, desk.organizationId);
    const ask = async (patientId: string, show?: 'everything') => {
      const { body } = await desk.page.call(searchPatientAccesses, {
        body: { patientId, window, ...(show ? { show } : {}) },
      });
      return body.items
        .filter(({ person }) => person.family === 'One')
        .map(({ act, way }) => [act, way]);
    };
    assert.deepEqual(await ask(ana), []);
    assert.deepEqual(await ask(ana, 'everything'), [['getPatientHeader', 'shown']]);
    assert.deepEqual(await ask(bea, 'everything'), []);
  });

  it('of another organization, and what is refused, are not there', async () => {
    const [here, elsewhere] = [await givenDesk(), await givenDesk()];
    const ana = await here.patient('Diaz');
    const stranger = await elsewhere.hire('Stranger');
    const { status } = await stranger.console.call(getPatientRecord, {
      params: { patientId: ana },
    });
    assert.equal(status, 404);
    await drawAll(t, here.organizationId);
    await drawAll(t, elsewhere.organizationId);
    for (const { page } of [here, elsewhere]) {
      const { body } = await page.call(searchPatientAccesses, {
        body: { patientId: ana, window, show: 'everything' },
      });
      assert.deepEqual(body.items, []);
    }
    const of = await here.page.call(searchPersonAccesses, {
      body: { staffId: stranger.staff.staffId, window },
    });
    assert.deepEqual(of.body.items, []);
    const tries = await elsewhere.page.call(searchFailedTries, { body: { window } });
    assert.deepEqual(
      tries.body.items.map(({ person, act, code }) => [person?.family, act, code]),
      [['Stranger', 'getPatientRecord', 'not-found']],
    );
    assert.deepEqual(
      (await here.page.call(searchFailedTries, { body: { window } })).body.items,
      [],
    );
  });
});

describe('a flagged look-up', () => {
  it('is one’s own chart, the household or a co-worker; others wait for nothing', async () => {
    const desk = await givenDesk();
    const { staff, console } = await desk.hire('Rivera');
    const own = await givenPatient(t, { ...desk, family: 'Rivera', phone: '+16175550199' });
    const kin = await givenPatient(t, { ...desk, family: 'Kin', phone: '+16175550199' });
    const marked = await desk.patient('Marked');
    const plain = await desk.patient('Plain');
    await givenFlag(t, { organizationId: desk.organizationId, patientId: marked }, { kind: 'vip' });
    await givenOwnChart(t, { ...desk, staffId: staff.staffId, patientId: own });
    for (const patientId of [own, kin, marked, plain, kin]) await open(console, patientId);
    await console.call(getPatientAlerts, {
      params: { patientId: kin },
      query: { clinicId: desk.clinicId },
    });
    await drawAll(t, desk.organizationId);
    const { body } = await desk.page.call(listAccessesToReview);
    assert.deepEqual(
      body.items.map(({ patient, flags, count, opened }) => [patient.family, flags, count, opened]),
      [
        ['Kin', ['same-phone'], 3, 2],
        ['Marked', ['vip'], 1, 1],
        ['Rivera', ['own-chart'], 1, 1],
      ],
    );
    assert.equal((await desk.page.call(countAccessesToReview)).body.count, 3);
    // Looking at what is to be reviewed adds nothing to it.
    await desk.page.call(searchPatientAccesses, { body: { patientId: marked, window } });
    await drawAll(t, desk.organizationId);
    assert.equal((await desk.page.call(countAccessesToReview)).body.count, 3);
  });

  it('is flagged by what was known when the chart was looked at', async () => {
    const desk = await givenDesk();
    const { staff, console } = await desk.hire('Rivera');
    const own = await desk.patient('Rivera');
    await open(console, own);
    await drawAll(t, desk.organizationId);
    assert.equal((await desk.page.call(countAccessesToReview)).body.count, 0);
    const link = { params: { staffId: staff.staffId } };
    const linked = await desk.page.call(linkOwnChart, {
      ...link,
      body: { expectedVersion: 0, patientId: own },
    });
    assert.deepEqual([linked.status, linked.body.ownChart?.id, linked.body.version], [200, own, 1]);
    await open(console, own);
    await drawAll(t, desk.organizationId);
    const { body } = await desk.page.call(listAccessesToReview);
    assert.deepEqual(
      body.items.map(({ flags, count }) => [flags, count]),
      [[['own-chart'], 1]],
    );
  });
});

describe('whose own chart it is', () => {
  it('is said once for a chart, and not over somebody else’s word', async () => {
    const desk = await givenDesk();
    const [one, two] = [(await desk.hire('One')).staff, (await desk.hire('Two')).staff];
    const chart = await desk.patient('One');
    const link = (staff: GivenStaff, expectedVersion: number, patientId: string | null) =>
      desk.page.call(linkOwnChart, {
        params: { staffId: staff.staffId },
        body: { expectedVersion, patientId },
      });
    assert.equal((await link(one, 0, chart)).status, 200);
    assert.equal((await link(two, 0, chart)).problem.rule, 'chart-of-another');
    assert.equal((await link(one, 0, chart)).problem.code, 'conflict');
    const elsewhere = await givenDesk();
    assert.equal((await link(one, 1, await elsewhere.patient('X'))).problem.code, 'not-found');
    const away = await link(one, 1, null);
    assert.deepEqual([away.body.ownChart, away.body.version], [null, 2]);
    assert.equal((await link(two, 0, chart)).status, 200);
    const versions = await t
      .owner('own_chart_version')
      .where({ organization_id: desk.organizationId })
      .orderBy(['id', 'version'])
      .pluck<string[]>('act');
    assert.deepEqual(versions.toSorted(), ['link', 'link', 'unlink']);
    const { body } = await desk.page.call(listWatchedPeople);
    assert.deepEqual(
      body.items.map(({ family, ownChart }) => [family, ownChart?.id ?? null]),
      [
        ['One', null],
        ['Rivera', null],
        ['Two', chart],
      ],
    );
  });
});

describe('what left the console', () => {
  it('is one row for each list and file that was taken, with how many patients were in it', async () => {
    const desk = await givenDesk();
    const { console } = await desk.hire('One');
    const list = { target: 'csv', columns: ['due'], filter: {} };
    const taken = await console.call(callQueue.export, {
      body: { clinicId: desk.clinicId, ...list },
    });
    assert.equal(taken.status, 200);
    const ana = await desk.patient('Diaz');
    await open(console, ana);
    await drawAll(t, desk.organizationId);
    t.clock.advance({ seconds: 1 });
    const own = await desk.page.call(takePrivacyList, {
      body: { list: { of: 'patient', patientId: ana, show: 'openings' }, window },
    });
    assert.equal(own.body.accesses.length, 1);
    const { body } = await desk.page.call(searchTakenOut, { body: { window } });
    assert.deepEqual(
      body.items.map(({ person, act, target, patients }) => [person.family, act, target, patients]),
      [
        ['Rivera', 'takePrivacyList', null, 1],
        ['One', 'exportCalls', 'csv', 0],
      ],
    );
    const lists = await desk.page.call(takePrivacyList, {
      body: { list: { of: 'taken-out' }, window },
    });
    assert.equal(lists.body.takenOut.length, 2);
    const tries = await desk.page.call(takePrivacyList, {
      body: { list: { of: 'failed-tries' }, window },
    });
    assert.deepEqual(tries.body.failedTries, []);
    await drawAll(t, desk.organizationId);
    const everything = await desk.page.call(searchPatientAccesses, {
      body: { patientId: ana, window, show: 'everything' },
    });
    assert.deepEqual(
      everything.body.items.map(({ way }) => way).toSorted(),
      ['opened', 'taken'],
      'who is in a list that was taken finds it there',
    );
  });
});

describe('the privacy page', () => {
  it('is for who answers for all clinics, and each look at it is written down', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
    const ofOne = await app.signedIn(
      await givenStaff(t, { organizationId, clinicIds: [clinicIds[0]!], role: 'administrator' }),
    );
    const ofAll = await app.signedIn(
      await givenStaff(t, { organizationId, clinicIds, role: 'administrator' }),
    );
    const refused = await ofOne.call(searchTakenOut, { body: { window } });
    assert.deepEqual([refused.status, refused.problem.code], [403, 'not-allowed']);
    assert.equal((await ofAll.call(searchTakenOut, { body: { window } })).status, 200);
    assert.equal((await ofAll.call(searchFailedTries, { body: { window } })).status, 200);
    assert.equal((await ofAll.call(listAccessesToReview)).status, 200);
    const looks = await t
      .owner('audit_entry')
      .where({ organization_id: organizationId })
      .whereIn('kind', ['read', 'denied'])
      .orderBy('id')
      .select<{ kind: string; act: string }[]>('kind', 'act');
    assert.deepEqual(
      looks.map(({ kind, act }) => `${kind} ${act}`),
      [
        'denied searchTakenOut',
        'read searchTakenOut',
        'read searchFailedTries',
        'read listAccessesToReview',
      ],
    );
  });

  it('says of a refused call who was refused what', async () => {
    const desk = await givenDesk();
    const { console } = await desk.hire('Lee');
    const query = { clinicId: desk.clinicId };
    const refused = await console.call(listStaffMembers, { query });
    assert.equal(refused.status, 403);
    const own = await console.call(reviewAccesses, { body: {} });
    assert.equal(own.status, 403);
    const { body } = await desk.page.call(searchFailedTries, { body: { window } });
    assert.deepEqual(
      body.items
        .map(({ person, act, code, tries }) => [person?.family, act, code, tries])
        .toSorted(),
      [
        ['Lee', 'listStaffMembers', 'not-allowed', 1],
        ['Lee', 'reviewAccesses', 'not-allowed', 1],
      ],
    );
  });
});
