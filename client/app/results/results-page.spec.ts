import { aGrant, aPerson } from '../platform/given-session';
import { minutesLater, nine, samId, leaseOf } from '../platform/work-queue/given-queue';
import {
  aContact,
  aCriticalResult,
  aHold,
  aRecord,
  aRelease,
  aResult,
  aResultChange,
  afterwards,
  aValue,
  aVersion,
  aViewer,
  critical,
  sodium,
} from './given-results';
import { visitResults } from './given-results-page';

const list = 'GET /api/results/items';

describe('Results', () => {
  it('are listed with severity, what is missing, how they stand and who sees them', async () => {
    const pressing = aCriticalResult();
    const unmatched = aResult(
      { status: 'unmatched' },
      { patient: null, missing: ['patient'], released: [], reportStatus: 'corrected' },
    );
    const expected = aResult(
      { status: 'expected', sortAt: nine },
      { number: 0, receivedAt: null, released: [], severity: 'unknown' },
    );
    const { page } = await visitResults({ results: [expected, unmatched, pressing] });
    expect(await page.rows()).toEqual([pressing.id, unmatched.id, expected.id]);
    expect(await page.cell(pressing.id, 'severity')).toBe('Critical');
    expect(await page.cell(pressing.id, 'seen-by')).toBe('Patient sees it');
    expect(await page.cell(unmatched.id, 'patient')).toBe('Not matchedNot known: whose it is');
    expect(await page.cell(unmatched.id, 'status')).toBe('To matchCorrected');
    expect(await page.cell(expected.id, 'severity')).toBe('Nothing yet');
    expect(await page.cell(expected.id, 'received')).toContain('Not here');
  });

  it('are narrowed to recalls with one press, and back', async () => {
    const { page, router, server, shown } = await visitResults();
    await page.click('app-quick-views button:nth-child(5)');
    await shown();
    expect(router.url).toBe('/results?status=to-recall');
    await page.click('app-quick-views button:nth-child(3)');
    await shown();
    expect(router.url).toBe('/results?priority=stat');
    await page.click('app-quick-views button:first-child');
    await shown();
    expect(server.callsOf(list).at(-1)?.url).not.toContain('priority=');
  });

  it('say each value with its flag in words, and what it was before', async () => {
    const result = aResult({}, { number: 2, reportStatus: 'corrected' });
    const now = aValue({ text: '4.1', number: 4.1, flag: 'normal' });
    const change = {
      key: now.key,
      title: 'Potassium',
      kind: 'changed',
      before: '7.1 mmol/L, critical, final',
      after: '4.1 mmol/L, final',
      matters: true,
    } as const;
    const versions = [
      aVersion([now, sodium], { number: 2, status: 'corrected', changes: [change] }),
      aVersion([critical, sodium]),
    ];
    const { page, press, read } = await visitResults({
      results: [result],
      record: aRecord({ versions }),
      url: `/results/${result.id}`,
    });
    expect(await page.values()).toEqual([
      'Potassium Final was 7.1 mmol/L 4.1 mmol/L Normal 3.5-5.1',
      'Sodium Final 140 mmol/L Normal 135-145',
    ]);
    expect(await page.panel()).toContain(
      'Potassium: 7.1 mmol/L, critical, final → 4.1 mmol/L, final',
    );
    await read();
    await press('f');
    expect(await page.panel()).toContain('This is not the newest version.');
    expect((await page.values())[0]).toBe('Potassium 7.1 mmol/L Critical 3.5-5.1');
  });

  it('say who sees them outside, who is kept from it, and why', async () => {
    const result = aResult({}, { holds: 1 });
    const proxy = aViewer({
      ...{ audience: 'proxy', proxyId: samId, name: 'mother, Diaz, Rosa' },
      stretches: [
        {
          ...{ from: nine, sees: false, because: 'held', source: '' },
          words: 'Substantial harm by a representative’s access',
        },
        { from: '2026-12-03T13:00:00.000Z', sees: true, because: null, words: '', source: '' },
      ],
    });
    const { page } = await visitResults({
      results: [result],
      release: aRelease({ viewers: [aViewer(), proxy], holds: [aHold({ audiences: ['proxy'] })] }),
      url: `/results/${result.id}`,
    });
    expect(await page.audiences()).toEqual([
      'Patient Sees it now',
      'mother, Diaz, Rosa From Thu, Dec 3, 8:00 am Held by a clinician: Substantial harm by a representative’s access',
    ]);
    expect(await page.panel()).toContain('“She said that she would harm herself.”');
    expect(await page.panel()).toContain('Rivera, Sam, who ordered it');
  });

  it('ask anew who would see them at another time, and say that it is supposed', async () => {
    const result = aResult({ status: 'preliminary' }, { reportStatus: 'preliminary' });
    const { page, server, shown } = await visitResults({
      results: [result],
      release: aRelease({ isSupposed: true }),
      url: `/results/${result.id}`,
    });
    expect(await page.panel()).toContain('Supposed: if it became final now.');
    await page.press('As of another time…');
    await page.type('[data-field=as-of]', '2027-03-14T09:00');
    await page.submit('app-release-simulator form');
    await shown();
    const asked = server.callsOf(`GET /api/results/items/${result.id}/release`).at(-1)?.url;
    expect(asked).toContain('asOf=2027-03-14T13%3A00%3A00.000Z');
    expect(await page.panel()).toContain('As of Sun, Mar 14, 9:00 am');
  });

  it('hide what is sensitive until somebody says why, and forget it again', async () => {
    const result = aResult({}, { isSensitive: true, title: 'Laboratory result', categories: [] });
    const shownRecord = aRecord({ title: 'HIV 1+2 antibody' });
    const unhide = `POST /api/results/items/${result.id}/unhide`;
    const { page, server, shown, router } = await visitResults({
      results: [result],
      record: aRecord({ isHidden: true, title: 'Laboratory result', versions: [] }),
      person: aPerson({ grants: [aGrant('records-clerk')] }),
      url: `/results/${result.id}`,
      prepare: (server) => server.when(unhide, shownRecord),
    });
    expect(await page.values()).toEqual([]);
    await page.press('Show values…');
    await page.type('[data-field=unhide-reason]', 'why not');
    await page.submit('app-hidden-notice form');
    expect(await page.panel()).toContain('Say why in 10 characters or more.');
    expect(server.callsOf(unhide)).toEqual([]);
    await page.type('[data-field=unhide-reason]', 'The patient asks at the desk');
    await page.submit('app-hidden-notice form');
    await shown();
    expect(server.callsOf(unhide)[0]?.body).toEqual({ reason: 'The patient asks at the desk' });
    expect(await page.panel()).toContain('HIV 1+2 antibody');
    await router.navigateByUrl('/results');
    await shown();
    await router.navigateByUrl(`/results/${result.id}`);
    await shown();
    expect(await page.values()).toEqual([]);
  });

  it('are read again when a new version comes, and not when somebody takes them', async () => {
    const result = aResult();
    const record = `GET /api/results/items/${result.id}/record`;
    const { page, hear, server } = await visitResults({
      results: [result],
      url: `/results/${result.id}`,
    });
    expect(server.callsOf(record).length).toBe(1);
    const taken = afterwards(result, { lease: leaseOf(samId) });
    await hear(aResultChange(1, taken, 'results.work-claimed'));
    expect(server.callsOf(record).length).toBe(1);
    const corrected = aRecord({ versions: [aVersion([aValue({ text: '4.2' })], { number: 2 })] });
    server.when(record, corrected);
    await hear(aResultChange(2, afterwards(taken, {}, { number: 2 })));
    expect(server.callsOf(record).length).toBe(2);
    expect((await page.values())[0]).toContain('4.2 mmol/L');
  });

  it('name whom a correction must reach, who saw what, and what was written', async () => {
    const result = aResult({ status: 'to-recall' }, { recall: { contacts: 2, reached: 1 } });
    const told = aContact({
      ...{ id: samId, kind: 'staff', name: 'Rivera, Sam', outcome: 'told', isReached: true },
      ...{ byId: samId, at: nine },
    });
    const { page } = await visitResults({
      results: [result],
      record: aRecord({
        contacts: [aContact(), told],
        views: [{ kind: 'patient', name: 'Patient', number: 1, at: minutesLater(-60) }],
        letters: [{ id: samId, byId: samId, at: nine, text: 'Please drink more.' }],
      }),
      url: `/results/${result.id}`,
    });
    const panel = await page.panel();
    expect(panel).toContain('1 of 2 reached');
    expect(panel).toContain('Not reached yet; saw version 1, first Mon, Nov 23, 9:00 am');
    expect(panel).toContain('Told · Rivera, Sam · Mon, Nov 23, 9:00 am');
    expect(panel).toContain('version 1 · Mon, Nov 23, 8:00 am');
    expect(panel).toContain('Please drink more.');
  });
});
