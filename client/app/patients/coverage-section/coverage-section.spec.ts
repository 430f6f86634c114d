import { TestBed } from '@angular/core/testing';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, aProblem, FakeServer, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aCheck, aCoverage, aPayer } from '../given-coverages';
import { aPatient } from '../given-patients';
import { CoverageSection } from './coverage-section';

const patientId = aPatient().id;
const list = `GET /api/patients/${patientId}/coverages`;
const add = `POST /api/patients/${patientId}/coverages/add`;
const coverage = aCoverage();
const listed = (...items: unknown[]) => ({
  items,
  today: '2026-11-23',
  verifyWithinDays: 30,
  askable: [] as string[],
});

async function open(server: FakeServer, role: Role = 'scheduler') {
  server.when('GET /api/patients/payers', { items: [aPayer()] });
  TestBed.configureTestingModule({ providers: [server.provider] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(CoverageSection);
  fixture.componentRef.setInput('patientId', patientId);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const fieldOf = (name: string) =>
    element.querySelector<HTMLInputElement | HTMLSelectElement>(`[data-field=${name}]`);
  return {
    fieldOf,
    text: () => element.innerText.replace(/\s+/g, ' '),
    async press(words: string) {
      [...element.querySelectorAll('button')].find((one) => one.innerText.includes(words))!.click();
      await fixture.whenStable();
    },
    async type(name: string, value: string) {
      const field = fieldOf(name)!;
      field.value = value;
      field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input'));
      field.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    async send() {
      element.querySelector('form')!.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      await fixture.whenStable();
    },
  };
}

describe('CoverageSection', () => {
  it('says who pays, how well that is known, and what the patient pays', async () => {
    const { text } = await open(new FakeServer().when(list, listed(coverage)));
    expect(text()).toContain('Primary · Bay State Health Verified');
    expect(text()).toContain('Gold PPO · Commercial · member W1234, from Jan 1, 2026');
    expect(text()).toContain('Verified Nov 20, 2026 by Reyes, Ana: phone call');
    expect(text()).toContain('As of Nov 20, 2026: copay $25, $0 left of $1,500 deductible');
  });

  it('asks to verify what was verified too long ago, and puts away what has ended', async () => {
    const old = aCoverage({ verification: { on: '2026-10-01', by: null, how: 'card' } });
    const ended = aCoverage({ id: aPatient().id, endsOn: '2025-12-31' });
    const { text } = await open(new FakeServer().when(list, listed(old, ended)));
    expect(text()).toContain('Verify again');
    expect(text()).toContain('Ended and mistaken (1)');
  });

  it('says that there is none, and what could not be loaded', async () => {
    expect((await open(new FakeServer().when(list, listed()))).text()).toContain(
      'No coverage on file.',
    );
    TestBed.resetTestingModule();
    const away = aProblem('unavailable', 503, 'The server is away.');
    expect((await open(new FakeServer().refuses(list, away))).text()).toContain(
      'The server is away.',
    );
  });

  it('asks the payer, and says what it answered or why not', async () => {
    const ask = `POST /api/patients/coverages/${coverage.id}/check-eligibility`;
    const askable = { ...listed(coverage), askable: [coverage.id] };
    const server = new FakeServer().when(list, askable).when(ask, coverage);
    const section = await open(server);
    server.when(list, listed(aCoverage({ check: aCheck(null) })));
    await section.press('Check eligibility');
    expect(server.callsOf(ask)[0]?.body).toEqual({ clinicId: riverside });
    expect(section.text()).toContain('by Reyes, Ana: no answer yet');
    expect(section.text()).not.toContain('Check eligibility');
    const says = async (answer: Parameters<typeof aCheck>[0], over = {}) => {
      TestBed.resetTestingModule();
      const answered = aCoverage({ check: aCheck(answer), ...over });
      return (await open(new FakeServer().when(list, listed(answered)))).text();
    };
    expect(await says({ kind: 'active', plan: 'GOLD PPO' })).toContain(
      'Payer answered Nov 23, 2026: active, GOLD PPO',
    );
    expect(await says({ kind: 'inactive' }, { inactiveOn: '2026-11-23' })).toContain('Not active');
    expect(await says({ kind: 'rejected', rejectCode: '72' })).toContain(
      'the member number is not right. Check the card',
    );
    expect(await says({ kind: 'inactive', leftAside: 'coverage-changed' })).toContain(
      'not taken over: the coverage was changed',
    );
  });

  it('says why the payer could not be asked', async () => {
    const ask = `POST /api/patients/coverages/${coverage.id}/check-eligibility`;
    const kept = {
      ...aProblem('rule-broken', 422, 'The patient asked that this plan is not told.'),
      rule: 'kept-from-plan',
    };
    const askable = { ...listed(coverage), askable: [coverage.id] };
    const section = await open(new FakeServer().when(list, askable).refuses(ask, kept));
    await section.press('Check eligibility');
    expect(section.text()).toContain('this plan is not told');
  });

  it('asks for nothing on behalf of those who may not read it', async () => {
    const server = new FakeServer();
    const { text } = await open(server, 'clinician');
    expect(server.callsOf(list).length).toBe(0);
    expect(text()).toContain('Your role does not include this.');
  });

  it('adds a coverage that a parent holds, and asks for what is missing first', async () => {
    const server = new FakeServer().when(list, listed()).when(add, coverage);
    const section = await open(server);
    await section.press('Add…');
    await section.type('relationship', 'child');
    await section.send();
    expect(server.callsOf(add)).toEqual([]);
    expect(section.text()).toContain('Holder’s family name Needed.');
    await section.type('payerId', aPayer().id);
    await section.type('planName', 'Gold PPO');
    await section.type('memberId', 'W1234');
    await section.type('family', 'Diaz');
    await section.type('given', 'Luis');
    await section.type('birthOn', '1980-02-03');
    await section.type('effectiveFrom', '2026-01-01');
    await section.send();
    expect(server.callsOf(add)[0]?.body).toEqual({
      clinicId: riverside,
      payerId: aPayer().id,
      planName: 'Gold PPO',
      memberId: 'W1234',
      groupNumber: null,
      order: 'primary',
      relationship: 'child',
      subscriber: { family: 'Diaz', given: 'Luis', birthOn: '1980-02-03' },
      effectiveFrom: '2026-01-01',
      endsOn: null,
    });
    expect(server.callsOf(list).length).toBe(2);
    expect(section.fieldOf('payerId')).toBeNull();
  });

  it('keeps what was typed when the order is taken', async () => {
    const taken = {
      ...aProblem('rule-broken', 422, 'Another coverage is primary on some of these days.'),
      rule: 'order-taken',
    };
    const change = `POST /api/patients/coverages/${coverage.id}/change`;
    const server = new FakeServer().when(list, listed(coverage)).refuses(change, taken);
    const section = await open(server);
    await section.press('Change…');
    await section.type('planName', 'Silver EPO');
    await section.send();
    expect(server.callsOf(change)[0]?.body).toEqual(
      jasmine.objectContaining({ expectedVersion: 3, planName: 'Silver EPO' }),
    );
    expect(section.text()).toContain('Another coverage is primary');
    expect(section.fieldOf('planName')?.value).toBe('Silver EPO');
  });

  it('records a verification with the amounts in cents', async () => {
    const verify = `POST /api/patients/coverages/${coverage.id}/verify`;
    const server = new FakeServer().when(list, listed(coverage)).when(verify, coverage);
    const section = await open(server);
    await section.press('Verified…');
    expect(section.fieldOf('copay')?.value).toBe('25');
    await section.type('left', '2000');
    await section.send();
    expect(section.text()).toContain('No more than the deductible.');
    await section.type('left', '');
    await section.type('copay', '30.50');
    await section.send();
    expect(server.callsOf(verify)[0]?.body).toEqual({
      clinicId: riverside,
      expectedVersion: 3,
      how: 'card',
      copayCents: 3050,
      deductibleCents: 150_000,
      deductibleLeftCents: null,
    });
  });

  it('ends a coverage on a day, or marks it as a mistake', async () => {
    const end = `POST /api/patients/coverages/${coverage.id}/end`;
    const server = new FakeServer().when(list, listed(coverage)).when(end, coverage);
    const section = await open(server);
    await section.press('End…');
    await section.type('endsOn', '2026-11-30');
    await section.send();
    await section.press('End…');
    await section.type('why', 'mistake');
    await section.send();
    expect(server.callsOf(end).map(({ body }) => (body as { endsOn: unknown }).endsOn)).toEqual([
      '2026-11-30',
      null,
    ]);
  });
});
