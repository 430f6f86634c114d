import { TestBed } from '@angular/core/testing';
import type { Patient } from '#contract/patients';
import { aPerson, aProblem, FakeServer, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aPatient } from '../given-patients';
import { RegisterPatientDialog } from './register-patient-dialog';

const register = 'POST /api/patients/register';
const possibleDuplicate = {
  ...aProblem('rule-broken', 422, 'Diaz, Ana, born Nov 24, 1985 (DEMO-000001), may be the same.'),
  rule: 'possible-duplicate',
};

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
    chart: ({ id }: Patient) => element.querySelector<HTMLButtonElement>(`[data-chart="${id}"]`),
    submit: () => element.querySelector<HTMLButtonElement>('button[type=submit]')!,
    async type(name: string, value: string) {
      field(name)!.value = value;
      field(name)!.dispatchEvent(new Event('input'));
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
        phone: '+16175550123',
      }),
    );
    expect(dialog.registered).toEqual([patient]);
  });

  it('sends nothing while something needed is missing, and says what', async () => {
    const server = new FakeServer();
    const dialog = await open(server);
    await dialog.send();
    expect(server.callsOf(register)).toEqual([]);
    expect(dialog.text()).toContain('Birth date Needed.');
  });

  it('registers a possible duplicate only with the reason why it is another person', async () => {
    const server = new FakeServer().refuses(register, possibleDuplicate);
    const dialog = await open(server);
    await dialog.type('birthOn', '1985-11-24');
    await dialog.send();
    expect(dialog.registered).toEqual([]);
    expect(dialog.text()).toContain('may be the same.');
    expect(dialog.submit().textContent).toContain('Register as another person');
    expect(dialog.submit().disabled).toBeTrue();
    const patient = aPatient();
    server.when(register, patient);
    await dialog.type('notSamePerson', 'Twin sister');
    expect(dialog.submit().disabled).toBeFalse();
    await dialog.send();
    const [first, second] = server.callsOf(register);
    expect(second?.body).toEqual(jasmine.objectContaining({ notSamePerson: 'Twin sister' }));
    expect(second?.headers['Idempotency-Key']).not.toBe(first?.headers['Idempotency-Key']);
    expect(dialog.registered).toEqual([patient]);
  });

  it('shows the charts that exist and takes the one that is pressed', async () => {
    const there = aPatient({ mrn: 'DEMO-004255' });
    const server = new FakeServer()
      .refuses(register, possibleDuplicate)
      .when('POST /api/patients/search', { items: [there] });
    const dialog = await open(server);
    await dialog.type('birthOn', '1985-11-24');
    await dialog.send();
    expect(server.callsOf('POST /api/patients/search')[0]?.body).toEqual({
      text: 'Diaz Ana 1985-11-24',
      limit: 5,
    });
    expect(dialog.chart(there)?.textContent.trim()).toBe('Diaz, Ana · Nov 24, 1985 · DEMO-004255');
    dialog.chart(there)?.click();
    expect(dialog.registered).toEqual([there]);
    expect(server.callsOf(register).length).toBe(1);
  });

  it('asks for no reason once the birth date that was mistyped is right', async () => {
    const server = new FakeServer().refuses(register, possibleDuplicate);
    const dialog = await open(server);
    await dialog.type('birthOn', '1985-11-24');
    await dialog.send();
    await dialog.type('birthOn', '1958-11-24');
    expect(dialog.field('notSamePerson')).toBeNull();
    expect(dialog.text()).not.toContain('may be the same.');
    expect(dialog.submit().disabled).toBeFalse();
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
