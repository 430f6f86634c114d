import { TestKey } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { aProblem } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { Toasts } from '../../platform/toasts';
import { PatientPickerHarness } from '../../patients/patient-picker/patient-picker-harness';
import {
  aPair,
  aReview,
  aTaken,
  aTry,
  aWatched,
  ana,
  anAccess,
  countToReview,
  failedTriesList,
  ofPatient,
  ofPerson,
  people,
  privacyServer,
  reviews,
  sam,
  takeList,
  takenOutList,
  toReview,
  visitPrivacy,
  writeReview,
} from '../given-privacy';

const month = {
  from: '2026-10-25T04:00:00.000Z',
  until: '2026-11-24T05:00:00.000Z',
};

describe('PrivacyPage', () => {
  describe('what is to be reviewed', () => {
    it('stands first, by person and patient, with why in words and how often', async () => {
      const page = await visitPrivacy(
        privacyServer(
          aPair(),
          aPair({ patient: { ...ana, id: sam.id }, flags: ['same-phone', 'vip'], opened: 0 }),
        ),
      );
      expect(page.rows().map((row) => row.slice(0, 4))).toEqual([
        ['Rivera, Sam', 'Diaz, Ana T-1', 'Own chart', 'Opened 2 times, 5 requests'],
        [
          'Rivera, Sam',
          'Diaz, Ana T-1',
          'Same household: a phone of their own chart VIP',
          'Parts of the chart, 5 requests',
        ],
      ]);
    });

    it('says so when there is nothing, and why nothing came', async () => {
      const server = privacyServer();
      const page = await visitPrivacy(server);
      expect(page.text()).toContain('Nothing is to be reviewed');
      server.refuses(toReview, aProblem('unavailable', 503, 'The server is away.'));
      const other = await visitAgain(server);
      expect(other.text()).toContain('The server is away.');
      server.when(toReview, { items: [aPair()], next: null });
      await other.press('Try again');
      expect(other.rows().length).toBe(1);
    });

    it('is for who answers for all clinics', async () => {
      const server = privacyServer();
      const title = 'This is for who answers for the privacy of all clinics; nothing was changed.';
      server.refuses(toReview, aProblem('not-allowed', 403, title));
      const page = await visitPrivacy(server);
      expect(page.text()).toContain('for who answers for the privacy of all clinics');
    });

    it('is written off with a note of what was found out, of exactly what was seen', async () => {
      const server = privacyServer(aPair());
      server.when(writeReview, aReview());
      const page = await visitPrivacy(server);
      await page.press('Review: Rivera, Sam at Diaz, Ana');
      expect(page.dialog()).toContain('Own chart');
      await page.fill('textarea', 'Asked their manager');
      server.when(toReview, { items: [], next: null });
      await page.press('Keep the note');
      expect(server.callsOf(writeReview).map(({ body }) => body)).toEqual([
        {
          staffId: sam.id,
          patientId: ana.id,
          seen: { count: 5, lastAt: '2026-11-23T13:30:00.000Z' },
          note: 'Asked their manager',
        },
      ]);
      expect(page.hasDialog()).toBe(false);
      expect(TestBed.inject(Toasts).current()?.message).toBe('The review note is kept');
      expect(page.text()).toContain('Nothing is to be reviewed');
    });

    it('is not written off when more has come, and keeps what was typed', async () => {
      const server = privacyServer(aPair());
      server.refuses(writeReview, { ...aProblem('conflict', 409), current: aPair({ count: 6 }) });
      const page = await visitPrivacy(server);
      await page.press('Review: Rivera, Sam at Diaz, Ana');
      await page.fill('textarea', 'Asked their manager');
      server.when(toReview, { items: [aPair({ count: 6 })], next: null });
      await page.press('Keep the note');
      expect(page.dialog()).toContain('More look-ups have come');
      expect(page.rows()[0]?.[3]).toContain('6 requests');
    });

    it('is left to somebody else where one looked oneself', async () => {
      const server = privacyServer();
      const page = await visitPrivacy(server);
      const { staffId } = TestBed.inject(Session).me()!;
      server.when(toReview, { items: [aPair({ person: { ...sam, id: staffId } })], next: null });
      page.socket.says.welcome({
        sessionId: 's',
        feeds: {},
        serverTime: '2026-11-23T14:00:00.000Z',
      });
      page.socket.says.changes({ feed: 'privacy:organization', changes: [flagged(1)] });
      await page.settle();
      expect(page.rows()[0]?.at(-1)).toBe('by somebody else');
    });

    it('shows the notes of what was reviewed', async () => {
      const server = privacyServer().when(reviews, { items: [aReview()], next: null });
      const page = await visitPrivacy(server);
      await page.fill('app-to-review select', 'reviewed');
      expect(page.rows()[0]?.slice(1)).toEqual([
        'Officer, Sam',
        'Rivera, Sam',
        'Diaz, Ana',
        'Own chart',
        'Asked their manager',
      ]);
    });
  });

  describe('look-ups', () => {
    it('of a patient are found by the picker, of the last month, page after page', async () => {
      const server = privacyServer()
        .when(ofPatient, { items: [anAccess()], next: 'WzF' })
        .when('POST /api/patients/search', { items: [{ ...ana, phone: null }] })
        .when(`GET /api/patients/${ana.id}/header`, { patient: ana, lookAlikes: [] });
      const page = await visitPrivacy(server, '/privacy/patients');
      expect(page.text()).toContain('Choose a patient');
      const picker = await TestbedHarnessEnvironment.loader(page.harness.fixture).getHarness(
        PatientPickerHarness,
      );
      await picker.type('diaz');
      await picker.press(TestKey.ENTER);
      await page.settle();
      expect(page.url()).toBe(`/privacy/patients/${ana.id}`);
      expect(page.rows().map((row) => row.slice(1))).toEqual([
        ['Rivera, Sam', 'Diaz, Ana T-1', 'Chart opened', '', '0000beef'],
      ]);
      server.when(ofPatient, {
        items: [anAccess({ id: sam.id, act: 'exportCalls', way: 'taken', isReviewed: true })],
        next: null,
      });
      await page.press('Show more');
      expect(page.rows().length).toBe(2);
      expect(page.rows()[1]?.[3]).toBe('List of calls · taken out');
      expect(server.callsOf(ofPatient).map(({ body }) => body)).toEqual([
        { patientId: ana.id, window: month, show: 'openings' },
        { patientId: ana.id, window: month, show: 'openings', after: 'WzF' },
      ]);
    });

    it('of a person can be everything, of other days, which the address keeps', async () => {
      const server = privacyServer().when(ofPerson, { items: [], next: null });
      const page = await visitPrivacy(server, '/privacy/people');
      await page.fill('app-person-accesses select', sam.id);
      expect(page.url()).toBe(`/privacy/people/${sam.id}`);
      await page.fill('.filters select', 'everything');
      await page.fill('.filters label:first-child input', '2026-11-20');
      expect(page.url()).toContain('from=2026-11-20&until=2026-11-23');
      expect(server.callsOf(ofPerson).at(-1)?.body).toEqual({
        staffId: sam.id,
        window: { ...month, from: '2026-11-20T05:00:00.000Z' },
        show: 'everything',
      });
      expect(page.text()).toContain('They looked at no chart in these days');
    });

    it('say which chart is the person’s own, and link it', async () => {
      const link = `POST /api/privacy/people/${sam.id}/link-own-chart`;
      const server = privacyServer()
        .when(ofPerson, { items: [anAccess()], next: null })
        .when(people, { items: [aWatched({ ownChart: ana, version: 1 })] })
        .when(link, aWatched({ version: 2 }));
      const page = await visitPrivacy(server, `/privacy/people/${sam.id}`);
      expect(page.text()).toContain('Own chart: Diaz, Ana T-1');
      await page.press('Change…');
      await page.press('Change');
      server.when(people, { items: [aWatched({ version: 2 })] });
      await page.press('Take the link away');
      expect(server.callsOf(link).map(({ body }) => body)).toEqual([
        { expectedVersion: 1, patientId: null },
      ]);
      expect(page.text()).toContain('Own chart: not linked');
    });
  });

  it('shows what left the console and who tried in vain', async () => {
    const server = privacyServer()
      .when(takenOutList, { items: [aTaken()], next: null })
      .when(failedTriesList, {
        items: [aTry(), aTry({ id: sam.id, person: null, act: 'signIn', code: 'x', tries: 7 })],
        next: null,
      });
    const page = await visitPrivacy(server);
    await page.press('Exports');
    expect(page.url()).toBe('/privacy/taken-out');
    expect(page.rows()[0]?.slice(1, 5)).toEqual(['Rivera, Sam', 'List of calls', 'CSV file', '24']);
    await page.press('Failed tries');
    expect(page.rows().map((row) => row.slice(1, 5))).toEqual([
      ['Rivera, Sam', 'Staff members', 'not allowed', '1'],
      ['Nobody known', 'Sign-in', 'x', '7'],
    ]);
  });

  it('saves all pages of the list on show as a file', async () => {
    const empty = { accesses: [], takenOut: [], at: '2026-11-23T14:00:00.000Z' };
    const parts = [
      { ...empty, failedTries: [aTry()], next: 'WzF' },
      { ...empty, failedTries: [aTry({ tries: 2 })], next: null },
    ];
    const server = privacyServer().when(failedTriesList, { items: [aTry()], next: null });
    server.answers.set(takeList, () => ({ body: parts.shift() }));
    const page = await visitPrivacy(server, '/privacy/failed-tries');
    await page.press('Save as CSV');
    await new Promise((done) => setTimeout(done, 50));
    await page.settle();
    expect(server.callsOf(takeList).map(({ body }) => body)).toEqual([
      { list: { of: 'failed-tries' }, window: month },
      { list: { of: 'failed-tries' }, window: month, after: 'WzF' },
    ]);
    expect(TestBed.inject(Toasts).current()?.message).toBe(
      '2 rows saved as privacy-failed-tries-2026-11-23.csv',
    );
  });

  it('counts on its tab what is to be reviewed, and follows what others write off', async () => {
    const server = privacyServer(aPair());
    const page = await visitPrivacy(server);
    expect(page.text()).toContain('To review 1');
    server.when(countToReview, { count: 0 }).when(toReview, { items: [], next: null });
    page.socket.says.welcome({ sessionId: 's', feeds: {}, serverTime: '2026-11-23T14:00:00.000Z' });
    page.socket.says.changes({ feed: 'privacy:organization', changes: [flagged(1)] });
    await page.settle();
    expect(page.text()).toContain('Nothing is to be reviewed');
    await new Promise((done) => setTimeout(done, 1100));
    await page.settle();
    expect(page.text()).not.toContain('To review 1');
  });
});

function flagged(seq: number) {
  return {
    feed: 'privacy:organization',
    seq,
    type: 'privacy.accesses-flagged',
    entityId: sam.id,
    version: 1,
    payload: null,
    actorId: null,
    commandId: null,
    at: '2026-11-23T14:00:00.000Z',
  };
}

function visitAgain(server: ReturnType<typeof privacyServer>) {
  TestBed.resetTestingModule();
  document.body.replaceChildren();
  return visitPrivacy(server);
}
