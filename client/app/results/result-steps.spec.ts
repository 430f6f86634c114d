import type { Result } from '#contract/result-report';
import { aGrant, aPerson, aProblem, type FakeServer } from '../platform/given-session';
import { idOf, leaseOf, me, nine, samId } from '../platform/work-queue/given-queue';
import {
  aContact,
  aCriticalResult,
  aResultChange,
  afterwards,
  aRecord,
  aRelease,
  aResult,
  aVersion,
  aViewer,
  critical,
  sodium,
} from './given-results';
import { aVisitType, visitResults } from './given-results-page';

const form = 'app-step-form form';
const post = ({ id }: Result, act: string): string => `POST /api/results/items/${id}/${act}`;
const held = { token: 4, expectedVersion: 2 };

/** Nobody holds it: it is claimed first. */
function answering(result: Result, act: string, after: Partial<Result> = {}) {
  const claimed = afterwards(result, { lease: leaseOf(me, 4) });
  return (server: FakeServer): FakeServer =>
    server
      .when(post(result, 'claim'), claimed)
      .when(post(result, act), { ...claimed, version: 3, ...after });
}

async function open(result: Result, scene: Parameters<typeof visitResults>[0] = {}) {
  const visited = await visitResults({
    results: [result],
    url: `/results/${result.id}`,
    ...scene,
  });
  await visited.read();
  return visited;
}

describe('A result', () => {
  it('is signed by one key where it is normal', async () => {
    const result = aResult({}, { severity: 'normal' });
    const { press, server } = await open(result, { prepare: answering(result, 'sign') });
    await press('y');
    expect(server.callsOf(post(result, 'sign'))[0]?.body).toEqual({ ...held, note: '' });
  });

  it('is signed with a note where it is not', async () => {
    const result = aResult();
    const { page, press, server, shown } = await open(result, {
      prepare: answering(result, 'sign'),
    });
    await press('y');
    expect(server.callsOf(post(result, 'sign'))).toEqual([]);
    await page.type(`${form} [data-field=note]`, 'Repeat in a week');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(result, 'sign'))[0]?.body).toEqual({
      ...{ ...held, note: 'Repeat in a week' },
    });
  });

  it('cannot be signed while its critical value was not read back, and says so', async () => {
    const { page } = await open(aCriticalResult(), {
      record: aRecord({ versions: [aVersion([critical, sodium])] }),
    });
    expect((await page.steps()).some((step) => step.startsWith('Sign'))).toBeFalse();
    expect(await page.panel()).toContain('It can be signed once the critical value is read back.');
  });

  it('is held for a ground, from whom that ground allows, with a reasoning', async () => {
    const result = aResult();
    const { page, press, server, shown } = await open(result, {
      prepare: (server) => server.when(post(result, 'hold'), afterwards(result, {}, { holds: 1 })),
    });
    await press('h');
    await page.choose('[data-field=ground]', 'substantial-harm');
    await page.type('[data-field=until]', '2026-12-03T08:00');
    await page.type('[data-field=reasoning]', 'too short');
    await page.submit(form);
    expect(await page.text()).toContain('Write down your reasoning, in 20 characters or more.');
    expect(await page.text()).toContain('That a result may distress somebody is no ground');
    await page.type('[data-field=reasoning]', 'Her mother has struck her over results before.');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(result, 'hold'))[0]?.body).toEqual({
      ...{ expectedVersion: 1, audiences: ['proxy'], ground: 'substantial-harm' },
      reasoning: 'Her mother has struck her over results before.',
      until: '2026-12-03T13:00:00.000Z',
    });
  });

  it('is released ahead of a delay where one keeps it back', async () => {
    const result = aResult();
    const delayed = aViewer({
      mayBeReleased: true,
      stretches: [
        { from: nine, sees: false, because: 'delayed', words: 'Kentucky: 72 hours', source: '' },
      ],
    });
    const { page, press, server, shown } = await open(result, {
      release: aRelease({ viewers: [delayed] }),
      prepare: (server) => server.when(post(result, 'release-now'), afterwards(result, {})),
    });
    await press('e');
    await page.submit(form);
    expect(await page.text()).toContain('Say why it is released now.');
    await page.type('[data-field=reasoning]', 'I spoke with her');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(result, 'release-now'))[0]?.body).toEqual({
      ...{ expectedVersion: 1, audiences: ['patient'], reasoning: 'I spoke with her' },
    });
  });

  it('is said to be about something more, without losing what a list does not show', async () => {
    const result = aResult({}, { isSensitive: true, categories: [] });
    const { page, press, server, shown } = await open(result, {
      record: aRecord({ categories: ['laboratory', 'hiv'] }),
      prepare: (server) => server.when(post(result, 'categorize'), afterwards(result, {})),
    });
    await press('q');
    await page.click('[data-category=malignancy]');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(result, 'categorize'))[0]?.body).toEqual({
      ...{ expectedVersion: 1, categories: ['laboratory', 'hiv', 'malignancy'] },
    });
  });

  it('keeps what was chosen while another version comes, and says when it cannot be done any more', async () => {
    const result = aResult({}, { severity: 'abnormal' });
    const { page, press, hear } = await open(result);
    await press('y');
    await page.type('[data-field=note]', 'Repeat in a week');
    const taken = afterwards(result, { ownerId: samId });
    await hear(aResultChange(1, taken, 'results.work-assigned'));
    expect((await page.steps())[0]).toMatch(/^\[Sign/);
    await hear(aResultChange(2, afterwards(taken, { status: 'reviewed', closedAt: nine })));
    expect(await page.panel()).toContain('The result has moved on: this cannot be done any more.');
  });

  it('asks for a visit, and is written about', async () => {
    const result = aResult();
    const { page, press, server, shown, read } = await open(result, {
      prepare: (server) =>
        server
          .when(post(result, 'ask-for-visit'), afterwards(result, {}))
          .when(post(result, 'write-letter'), afterwards(result, {})),
    });
    await press('b');
    await page.choose('[data-field=visit-type]', aVisitType.id);
    await page.type('[data-field=due-on]', '2026-11-20');
    await page.submit(form);
    expect(await page.text()).toContain('The day is over.');
    await page.type('[data-field=due-on]', '2026-12-07');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(result, 'ask-for-visit'))[0]?.body).toEqual(
      jasmine.objectContaining({
        ...{ visitTypeId: aVisitType.id, providerId: null, dueOn: '2026-12-07', note: '' },
      }),
    );
    await read();
    await press('w');
    await page.type('[data-field=letter]', 'Please drink more.');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(result, 'write-letter'))[0]?.body).toEqual(
      jasmine.objectContaining({ text: 'Please drink more.' }),
    );
  });

  it('that is expected comes later, or not at all, with why', async () => {
    const result = aResult({ status: 'expected' }, { number: 0, released: [], receivedAt: null });
    const { page, press, server, shown } = await open(result, {
      prepare: answering(result, 'drop'),
    });
    await press('i');
    await page.type('[data-field=on]', '2026-11-23');
    await page.submit(form);
    expect(await page.text()).toContain('The day lies ahead, tomorrow or later.');
    await press('Backspace');
    await page.step('Another step').catch(() => page.press(/Another step/));
    await page.step('Does not come');
    await page.submit(form);
    expect(await page.text()).toContain('Choose why.');
    await page.choose('[data-field=reason]', 'declined');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(result, 'drop'))[0]?.body).toEqual({ ...held, reason: 'declined' });
  });

  it('counts no more for a reason, also after it was closed', async () => {
    const result = aResult({ status: 'reviewed', closedAt: nine });
    const { page, press, server, shown } = await open(result, {
      prepare: (server) =>
        server.when(post(result, 'mark-in-error'), afterwards(result, { status: 'in-error' })),
    });
    await press('p');
    await page.choose('[data-field=reason]', 'wrong-patient');
    await page.submit(form);
    await shown();
    expect(server.callsOf(post(result, 'mark-in-error'))[0]?.body).toEqual({
      ...{ expectedVersion: 1, reason: 'wrong-patient', note: '' },
    });
  });

  it('is not signed, held or written about by who only reads or matches', async () => {
    const clerk = aPerson({ grants: [aGrant('records-clerk')] });
    const { page } = await open(aResult(), { person: clerk });
    expect(await page.steps()).toEqual([]);
  });

  it('says what came meanwhile when a step came too late', async () => {
    const result = aResult({ lease: leaseOf(me, 4) });
    const now = afterwards(result, {}, { number: 2, reportStatus: 'corrected' });
    const conflict = { ...aProblem('conflict', 409, 'It has changed meanwhile.'), current: now };
    const { page, press, shown } = await open(result, {
      prepare: (server) => server.refuses(post(result, 'sign'), conflict),
    });
    await press('y');
    await page.submit(form);
    await shown();
    expect(await page.panel()).toContain('Somebody changed this meanwhile.');
  });
});

describe('A critical call', () => {
  const record = aRecord({ versions: [aVersion([critical, sodium])] });

  it('stands on top: whom to call, by when, what to say', async () => {
    const { page } = await open(aCriticalResult(), { record });
    const call = await page.call();
    expect(call).toContain('To be called');
    expect(call).toContain('Read back by 10:00 am · 60 min left');
    expect(call).toContain('Call now: Ordering clinician, Rivera');
    expect(call).toContain('Potassium: 7.1 mmol/L');
    expect(call).not.toContain('Sodium');
  });

  it('in vain is written down, with whom and what came of it', async () => {
    const result = aCriticalResult();
    const { page, press, server, shown } = await open(result, {
      record,
      prepare: answering(result, 'log-attempt'),
    });
    await press('t');
    await page.choose('[data-field=outcome]', 'busy');
    await page.submit('app-critical-call form');
    await shown();
    expect(server.callsOf(post(result, 'log-attempt'))[0]?.body).toEqual({
      ...{ ...held, recipientId: samId, recipientName: '', outcome: 'busy', note: '' },
    });
  });

  it('ends with every critical value typed as it was read back; what differs is refused and stays', async () => {
    const result = aCriticalResult();
    const differs = aProblem('rule-broken', 422, 'What was read back is not what was said.');
    const { page, press, server, shown } = await open(result, {
      record,
      prepare: (server) => {
        answering(result, 'record-read-back')(server);
        server.refuses(post(result, 'record-read-back'), { ...differs, rule: 'read-back-differs' });
      },
    });
    await press('r');
    await page.submit('app-critical-call form');
    expect(await page.text()).toContain('Type what they read back: Potassium.');
    await page.type('[data-field=heard-0]', '1.7');
    await page.submit('app-critical-call form');
    await shown();
    expect(server.callsOf(post(result, 'record-read-back')).at(-1)?.body).toEqual({
      ...{ ...held, recipientId: samId, recipientName: '', credentials: '', note: '' },
      readBack: [{ key: critical.key, text: '1.7' }],
    });
    expect(await page.call()).toContain('Potassium, as they read it back');
  });

  it('with somebody who is no colleague asks for name and credentials', async () => {
    const { page, press } = await open(aCriticalResult(), { record });
    await press('r');
    await page.choose('[data-field=recipient]', 'other');
    await page.type('[data-field=heard-0]', '7.1');
    await page.submit('app-critical-call form');
    expect(await page.text()).toContain('Write down their name.');
    await page.type('[data-field=recipient-name]', 'Lee, Kim');
    await page.submit('app-critical-call form');
    expect(await page.text()).toContain('write down their credentials');
  });

  it('after the ladder is settled by what the clinician decides', async () => {
    const { criticalCall } = aCriticalResult();
    const result = aCriticalResult({
      criticalCall: { ...criticalCall!, state: 'exhausted', rung: null, attempts: 8 },
    });
    const { page, server, shown } = await open(result, {
      record,
      prepare: answering(result, 'record-disposition'),
    });
    expect(await page.call()).toContain('Nobody was reached');
    await page.click('app-critical-call .choice button:last-child');
    await page.type('[data-field=disposition]', 'Sent an ambulance to her home.');
    await page.submit('app-critical-call form');
    await shown();
    expect(server.callsOf(post(result, 'record-disposition'))[0]?.body).toEqual({
      ...{ ...held, text: 'Sent an ambulance to her home.' },
    });
  });
});

describe('What nobody could match', () => {
  it('is matched to whom, by whom and to which order a person says', async () => {
    const patient = { ...aResult().patient!, pronouns: null, phone: null, email: null, zone: null };
    const found = { ...patient, sex: 'female', language: 'en', version: 1 };
    const result = aResult(
      { status: 'unmatched' },
      { patient: null, missing: ['patient', 'provider', 'order'], released: [] },
    );
    const standing = {
      ...{ itemId: idOf(77), clinicId: result.work.clinicId, kind: 'laboratory' },
      ...{ standing: 'expected', sentence: '', orderedOn: '2026-11-20', orderedBy: 'Rivera, Sam' },
      ...{ at: null, isReviewed: false, seenAt: null, version: 1 },
    };
    const sentPatient = {
      ...{ name: 'Diaz, Ana', birthOn: '1962-03-14', sex: 'female', numbers: ['HL1177'] },
    };
    const { page, server, shown } = await open(result, {
      record: aRecord({ sentPatient }),
      prepare: (server) => {
        answering(result, 'match')(server);
        server
          .when('POST /api/patients/search', { items: [found] })
          .when(`GET /api/results/patients/${patient.id}/standings`, { items: [standing] });
      },
    });
    expect(await page.panel()).toContain('Diaz, Ana, Mar 14, 1962, female');
    await page.submit('app-match-form form');
    expect(await page.text()).toContain('Say at least one of what is missing.');
    await page.type('app-patient-picker input', 'diaz');
    await new Promise((done) => setTimeout(done, 400));
    await shown();
    await page.click('app-patient-picker [role=option]');
    await shown();
    await page.choose('[data-field=clinician]', samId);
    expect(await page.panel()).toContain('Laboratory result ordered Nov 20, 2026 by Rivera, Sam');
    await page.choose('[data-field=order]', standing.itemId);
    await page.submit('app-match-form form');
    await shown();
    expect(server.callsOf(post(result, 'match'))[0]?.body).toEqual({
      ...held,
      ...{ patientId: patient.id, orderedById: samId, orderItemId: standing.itemId },
    });
  });
});

describe('A correction', () => {
  it('is told to whoever saw the wrong version, one by one', async () => {
    const result = aResult({ status: 'to-recall' }, { recall: { contacts: 1, reached: 0 } });
    const { page, server, shown } = await open(result, {
      person: aPerson({ grants: [aGrant('records-clerk')] }),
      record: aRecord({ contacts: [aContact()] }),
      prepare: (server) =>
        server.when(
          post(result, 'record-contact'),
          afterwards(result, { status: 'reviewed' }, { recall: { contacts: 1, reached: 1 } }),
        ),
    });
    await page.press('Write down…');
    await page.choose('[data-field=contact-outcome]', 'cannot-be-reached');
    await page.submit('app-recall-contacts form');
    expect(await page.text()).toContain('Write down why they cannot be reached.');
    await page.choose('[data-field=contact-outcome]', 'told');
    await page.submit('app-recall-contacts form');
    await shown();
    expect(server.callsOf(post(result, 'record-contact'))[0]?.body).toEqual({
      ...{ expectedVersion: 1, contactId: idOf(81), outcome: 'told', note: '' },
    });
  });
});
