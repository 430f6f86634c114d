import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, aProblem, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aPatient } from '../given-patients';
import { PatientsPage } from './patients-page';

const search = 'POST /api/patients/search';

async function open(server: FakeServer, role: Role = 'scheduler') {
  TestBed.configureTestingModule({
    providers: [server.provider, provideRouter([{ path: '**', children: [] }])],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(PatientsPage);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await fixture.whenStable();
  const field = () => element.querySelector<HTMLInputElement>('input[type=search]')!;
  const press = (key: string) =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    );
  return {
    fixture,
    field,
    press,
    text: () => element.innerText.replace(/\s+/g, ' '),
    names: () => [...element.querySelectorAll('tbody a')].map(({ textContent }) => textContent),
    button: (words: string) =>
      [...element.querySelectorAll('button')].find(({ textContent }) =>
        textContent.includes(words),
      ),
    /** Types, and waits as long as the page does before it asks. */
    async type(words: string) {
      field().value = words;
      field().dispatchEvent(new Event('input'));
      jasmine.clock().tick(300);
      await fixture.whenStable();
    },
  };
}

describe('PatientsPage', () => {
  beforeEach(() => jasmine.clock().install());
  afterEach(() => jasmine.clock().uninstall());

  it('asks for two letters first', async () => {
    const server = new FakeServer();
    const page = await open(server);
    await page.type('d');
    expect(page.text()).toContain('Type two letters or more');
    expect(server.callsOf(search)).toEqual([]);
  });

  it('lists who was found, with birth date and age, and keeps what was typed out of the address', async () => {
    const patients = [aPatient(), aPatient({ given: 'Bea', interpreter: true, language: 'es' })];
    const server = new FakeServer().when(search, { items: patients });
    const page = await open(server);
    await page.type('diaz');
    expect(page.names()).toEqual(['Diaz, Ana', 'Diaz, Bea']);
    expect(page.text()).toContain('2 patients');
    expect(page.text()).toMatch(/Nov 24, 1985 \(\d+\)/);
    expect(page.text()).toContain('Spanish · interpreter');
    expect(server.callsOf(search)[0]?.body).toEqual({ text: 'diaz', limit: 50 });
    expect(TestBed.inject(Router).url).not.toContain('diaz');
  });

  it('leads from the field into the list and along it with the arrow keys', async () => {
    const patients = [aPatient(), aPatient({ given: 'Bea' })];
    const page = await open(new FakeServer().when(search, { items: patients }));
    await page.type('diaz');
    page.field().focus();
    page.press('ArrowDown');
    page.press('ArrowDown');
    expect(document.activeElement?.textContent).toBe('Diaz, Bea');
    page.press('ArrowUp');
    expect(document.activeElement?.textContent).toBe('Diaz, Ana');
  });

  it('offers to register whom nobody matches', async () => {
    const page = await open(new FakeServer().when(search, { items: [] }));
    await page.type('quux, zoe');
    expect(page.text()).toContain('No patient matches');
    page.button('Register a patient')?.click();
    await page.fixture.whenStable();
    expect(document.querySelector<HTMLInputElement>('[name=family]')?.value).toBe('Quux');
    expect(document.querySelector<HTMLInputElement>('[name=given]')?.value).toBe('Zoe');
  });

  it('offers no registration to those who may not register', async () => {
    const page = await open(new FakeServer().when(search, { items: [] }), 'biller');
    await page.type('quux');
    expect(page.button('Register a patient')).toBeUndefined();
  });

  it('says what went wrong and asks again', async () => {
    const server = new FakeServer().refuses(search, aProblem('unexpected', 500, 'Broken.'));
    const page = await open(server);
    await page.type('diaz');
    expect(page.text()).toContain('Broken.');
    server.when(search, { items: [aPatient()] });
    page.button('Try again')?.click();
    jasmine.clock().tick(300);
    await page.fixture.whenStable();
    expect(page.names()).toEqual(['Diaz, Ana']);
  });
});
