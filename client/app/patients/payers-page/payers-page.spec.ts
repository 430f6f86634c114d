import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import {
  aGrant,
  aPerson,
  aProblem,
  FakeServer,
  FakeSocket,
  riverside,
} from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aPayer } from '../given-coverages';
import { PayersPage } from './payers-page';

const list = 'GET /api/patients/payers';
const add = 'POST /api/patients/payers/add';
const change = `POST /api/patients/payers/${aPayer().id}/change`;

async function open(server: FakeServer) {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [server.provider, socket.provider, provideRouter([])],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('billing-lead')] }));
  const fixture = TestBed.createComponent(PayersPage);
  const element = fixture.nativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  await settle();
  return {
    text: () => element.innerText.replace(/\s+/g, ' '),
    rows: () =>
      [...element.querySelectorAll<HTMLElement>('[data-payer]')].map((row) =>
        [...row.querySelectorAll<HTMLElement>('td')].map((cell) => cell.innerText.trim()),
      ),
    box: (name: string) => element.querySelector<HTMLInputElement>(name)!,
    async press(words: string) {
      [...element.querySelectorAll('button')]
        .find((one) => one.textContent.includes(words))!
        .click();
      await settle();
    },
    async type(selector: string, value: string) {
      const field = element.querySelector<HTMLInputElement>(selector)!;
      field.value = value;
      field.dispatchEvent(new Event('input'));
      await settle();
    },
    async tick(selector: string) {
      element.querySelector<HTMLInputElement>(selector)!.click();
      await settle();
    },
    async send() {
      element.querySelector('form')!.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      await settle();
    },
  };
}

describe('PayersPage', () => {
  it('lists payers with how they are known, and finds them by name and identifier', async () => {
    const other = aPayer({
      id: '018f0000-0000-7000-8000-000000005002',
      name: 'Harbor Mutual',
      payerIdentifier: null,
      kinds: ['dental', 'vision'],
      active: false,
    });
    const page = await open(new FakeServer().when(list, { items: [aPayer(), other] }));
    expect(page.rows()).toEqual([
      ['Bay State Health', 'BSH01', 'Commercial', 'Medical', 'in use'],
      ['Harbor Mutual', 'not known', 'Commercial', 'Dental, Vision', 'no longer chosen'],
    ]);
    await page.type('input[type=search]', 'bsh');
    expect(page.rows().map(([name]) => name)).toEqual(['Bay State Health']);
    await page.type('input[type=search]', 'nobody');
    expect(page.text()).toContain('No payer is found');
  });

  it('says why nothing came, and asks again', async () => {
    const server = new FakeServer();
    server.refuses(list, aProblem('unavailable', 503, 'The server is away.'));
    const page = await open(server);
    expect(page.text()).toContain('The server is away.');
    server.when(list, { items: [] });
    await page.press('Try again');
    expect(page.text()).toContain('No payer is known');
  });

  it('adds one, and says what is missing before it is sent', async () => {
    const server = new FakeServer().when(list, { items: [] }).when(add, aPayer());
    const page = await open(server);
    await page.press('Add a payer');
    await page.tick('[data-kind=medical]');
    await page.send();
    expect(page.text()).toContain('Needed.');
    expect(page.text()).toContain('Choose at least one.');
    await page.type('[data-field=name]', ' Bay State Health ');
    await page.type('[data-field=payerIdentifier]', 'b!');
    await page.tick('[data-kind=pharmacy]');
    await page.send();
    expect(page.text()).toContain('Letters, digits and hyphens');
    await page.type('[data-field=payerIdentifier]', 'bsh01');
    server.when(list, { items: [aPayer()] });
    await page.send();
    expect(server.callsOf(add).map(({ body }) => body)).toEqual([
      {
        clinicId: riverside,
        name: 'Bay State Health',
        payerIdentifier: 'BSH01',
        lineOfBusiness: 'commercial',
        kinds: ['pharmacy'],
      },
    ]);
    expect(page.rows().length).toBe(1);
  });

  it('takes one out of the choice by the version that was seen, and shows a refusal', async () => {
    const server = new FakeServer().when(list, { items: [aPayer({ version: 4 })] });
    server.refuses(change, {
      ...aProblem('rule-broken', 422, 'There is a payer of this name already.'),
      rule: 'payer-exists',
    });
    const page = await open(server);
    await page.press('Bay State Health');
    expect(page.box('[data-field=name]').value).toBe('Bay State Health');
    await page.tick('[data-field=active]');
    await page.send();
    expect(page.text()).toContain('There is a payer of this name already.');
    server.when(change, aPayer({ version: 5, active: false }));
    await page.send();
    expect(server.callsOf(change).at(-1)?.body).toEqual({
      clinicId: riverside,
      expectedVersion: 4,
      name: 'Bay State Health',
      payerIdentifier: 'BSH01',
      lineOfBusiness: 'commercial',
      kinds: ['medical'],
      active: false,
    });
  });
});
