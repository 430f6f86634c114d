import { TestBed } from '@angular/core/testing';
import type { NearMatch, Patient } from '#contract/patients';
import { aPerson, aProblem, FakeServer, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aPayer } from '../given-coverages';
import { aPatient } from '../given-patients';
import { RegisterPatientDialog } from './register-patient-dialog';

const register = 'POST /api/patients/register';
const near = 'POST /api/patients/near-matches';

function aMatch(patient: Patient, overrides: Partial<NearMatch> = {}): NearMatch {
  return { patient, isCertain: false, reasons: ['alike-name', 'same-birth'], ...overrides };
}

async function open(server: FakeServer, typed = 'ana diaz') {
  TestBed.configureTestingModule({ providers: [server.provider] });
  TestBed.inject(Session).begin(aPerson());
  const fixture = TestBed.createComponent(RegisterPatientDialog);
  fixture.componentRef.setInput('typed', typed);
  const registered: Patient[] = [];
  fixture.componentInstance.registered.subscribe((patient) => registered.push(patient));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const field = (name: string) => element.querySelector<HTMLInputElement>(`[name=${name}]`);
  return {
    registered,
    field,
    text: () => element.innerText.replace(/\s+/g, ' '),
    chart: ({ id }: Patient) =>
      element.querySelector<HTMLButtonElement>(`[data-chart="${id}"] button`),
    async otherPerson({ id }: Patient) {
      element.querySelector<HTMLInputElement>(`[data-chart="${id}"] input`)!.click();
      await fixture.whenStable();
    },
    /** As long as the dialog waits before it asks. */
    async pause() {
      await new Promise((done) => setTimeout(done, 350));
      await fixture.whenStable();
    },
    async type(name: string, value: string) {
      field(name)!.value = value;
      field(name)!.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    async unfold(title: string) {
      const found = [...element.querySelectorAll('details')].find((one) =>
        one.innerText.includes(title),
      );
      found!.open = true;
      await new Promise((done) => setTimeout(done));
      await fixture.whenStable();
    },
    async fill(name: string, value: string) {
      const box = element.querySelector<HTMLInputElement>(`[data-field=${name}]`)!;
      box.value = value;
      box.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    async send() {
      element.querySelector('form')!.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      await fixture.whenStable();
    },
  };
}

describe('RegisterPatientDialog', () => {
  it('takes over the name that was searched for and registers', async () => {
    const patient = aPatient();
    const server = new FakeServer().when(register, patient);
    const dialog = await open(server);
    await dialog.type('birthOn', '1985-11-24');
    await dialog.type('phone', '(617) 555-0123');
    await dialog.send();
    expect(server.callsOf(register)[0]?.body).toEqual(
      jasmine.objectContaining({
        clinicId: riverside,
        family: 'Diaz',
        given: 'Ana',
        birthOn: '1985-11-24',
        phone: '(617) 555-0123',
      }),
    );
    expect(dialog.registered).toEqual([patient]);
  });

  it('opens the first coverage with the chart, and sends none that is half told', async () => {
    const payerId = '018f0000-0000-7000-8000-000000000801';
    const server = new FakeServer()
      .when(register, aPatient())
      .when('GET /api/patients/payers', { items: [aPayer({ id: payerId })] });
    const dialog = await open(server);
    await dialog.type('birthOn', '1985-11-24');
    await dialog.unfold('Coverage');
    await dialog.fill('payerId', payerId);
    await dialog.send();
    expect(server.callsOf(register)).toEqual([]);
    expect(dialog.text()).toContain('Member ID Needed.');
    await dialog.fill('planName', 'Gold PPO');
    await dialog.fill('memberId', 'W1234');
    await dialog.send();
    expect(server.callsOf(register)[0]?.body).toEqual(
      jasmine.objectContaining({
        coverage: jasmine.objectContaining({
          payerId,
          planName: 'Gold PPO',
          memberId: 'W1234',
          order: 'primary',
          relationship: 'self',
          subscriber: null,
          endsOn: null,
        }),
      }),
    );
  });

  it('shows beside its field what is wrong with the coverage', async () => {
    const server = new FakeServer()
      .when('GET /api/patients/payers', { items: [] })
      .refuses(register, {
        ...aProblem('invalid-input', 400, 'Something in the input is not right.'),
        fields: [{ path: 'coverage.endsOn', message: 'is before the first day' }],
      });
    const dialog = await open(server);
    await dialog.type('birthOn', '1985-11-24');
    await dialog.unfold('Coverage');
    await dialog.send();
    expect(dialog.text()).toContain('Last covered day is before the first day');
  });

  it('sends nothing while something needed is missing, and says what', async () => {
    const server = new FakeServer();
    const dialog = await open(server);
    await dialog.send();
    expect(server.callsOf(register)).toEqual([]);
    expect(dialog.text()).toContain('Birth date Needed.');
  });

  it('asks for near matches as soon as name and birth date are there', async () => {
    const server = new FakeServer().when(near, { items: [] });
    const dialog = await open(server);
    await dialog.pause();
    expect(server.callsOf(near)).toEqual([]);
    await dialog.type('birthOn', '1985-11-24');
    await dialog.pause();
    expect(server.callsOf(near)[0]?.body).toEqual(
      jasmine.objectContaining({ family: 'Diaz', given: 'Ana', birthOn: '1985-11-24' }),
    );
  });

  it('registers beside a near match only when it was said to be another person', async () => {
    const there = aPatient({ mrn: 'DEMO-004255' });
    const server = new FakeServer().when(near, { items: [aMatch(there)] });
    const dialog = await open(server);
    await dialog.type('birthOn', '1985-11-24');
    await dialog.pause();
    expect(dialog.text()).toContain('Diaz, Ana Nov 24, 1985 · DEMO-004255 · (617) 555-0123');
    expect(dialog.text()).toContain('name alike, same birth date');
    await dialog.send();
    expect(server.callsOf(register)).toEqual([]);
    expect(dialog.text()).toContain('say that it is another person');
    server.when(register, aPatient());
    await dialog.otherPerson(there);
    await dialog.send();
    expect(server.callsOf(register)[0]?.body).toEqual(
      jasmine.objectContaining({ seenMatches: [there.id] }),
    );
    expect(dialog.registered.length).toBe(1);
  });

  it('asks why for the same name and birth date', async () => {
    const there = aPatient();
    const server = new FakeServer()
      .when(near, { items: [aMatch(there, { isCertain: true, reasons: ['same-name'] })] })
      .when(register, aPatient());
    const dialog = await open(server);
    await dialog.type('birthOn', '1985-11-24');
    await dialog.pause();
    await dialog.otherPerson(there);
    await dialog.send();
    expect(server.callsOf(register)).toEqual([]);
    await dialog.type('notSamePerson', 'Twin sister');
    await dialog.send();
    expect(server.callsOf(register)[0]?.body).toEqual(
      jasmine.objectContaining({ notSamePerson: 'Twin sister', seenMatches: [there.id] }),
    );
  });

  it('takes the chart that is there instead', async () => {
    const there = aPatient();
    const server = new FakeServer().when(near, { items: [aMatch(there)] });
    const dialog = await open(server);
    await dialog.type('birthOn', '1985-11-24');
    await dialog.pause();
    dialog.chart(there)?.click();
    expect(dialog.registered).toEqual([there]);
    expect(server.callsOf(register)).toEqual([]);
  });

  it('shows who was registered a moment ago by somebody else', async () => {
    const server = new FakeServer()
      .when(near, { items: [] })
      .refuses(register, { ...aProblem('rule-broken', 422, 'Look.'), rule: 'possible-duplicate' });
    const dialog = await open(server);
    await dialog.type('birthOn', '1985-11-24');
    await dialog.pause();
    const there = aPatient();
    server.when(near, { items: [aMatch(there)] });
    await dialog.send();
    expect(dialog.chart(there)).not.toBeNull();
    expect(dialog.registered).toEqual([]);
  });

  it('repeats under the same key after no answer came, so that nobody is registered twice', async () => {
    const server = new FakeServer();
    server.answers.set(register, 'unreachable');
    const dialog = await open(server);
    await dialog.type('birthOn', '1985-11-24');
    await dialog.send();
    expect(dialog.text()).toContain('cannot be reached');
    server.when(register, aPatient());
    await dialog.send();
    const keys = server.callsOf(register).map(({ headers }) => headers['Idempotency-Key']);
    expect(keys.length).toBe(2);
    expect(keys[0]).toBe(keys[1]);
    expect(dialog.registered.length).toBe(1);
  });
});
