import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Role } from '#contract/permission';
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
import { aNetwork, aPharmacy } from '../given-pharmacies';
import { PharmaciesPage } from './pharmacies-page';

const search = 'POST /api/patients/pharmacies/search';
const add = 'POST /api/patients/pharmacies/add';
const change = `POST /api/patients/pharmacies/${aPharmacy().id}/change`;
const network = `GET /api/patients/pharmacies/${aPharmacy().id}/network`;
const changeNetwork = `POST /api/patients/pharmacies/${aPharmacy().id}/change-network`;

async function open(server: FakeServer, role: Role = 'clinic-manager') {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [server.provider, socket.provider, provideRouter([])],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(PharmaciesPage);
  const element = fixture.nativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  await settle();
  return {
    text: () => element.innerText.replace(/\s+/g, ' '),
    rows: () =>
      [...element.querySelectorAll<HTMLElement>('[data-pharmacy]')].map((row) =>
        [...row.querySelectorAll<HTMLElement>('td')].map((cell) => cell.innerText.trim()),
      ),
    has: (words: string) =>
      [...element.querySelectorAll('button')].some((one) => one.textContent.includes(words)),
    async press(words: string) {
      [...element.querySelectorAll('button')]
        .find((one) => one.textContent.includes(words))!
        .click();
      await settle();
    },
    async type(selector: string, value: string) {
      const field = element.querySelector<HTMLInputElement | HTMLSelectElement>(selector)!;
      field.value = value;
      field.dispatchEvent(new Event('input'));
      field.dispatchEvent(new Event('change'));
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

describe('PharmaciesPage', () => {
  it('lists pharmacies and how they reach the patient, and asks for those that are searched', async () => {
    const mail = aPharmacy({
      id: '018f0000-0000-7000-8000-000000007102',
      name: 'Evergreen Mail',
      phone: null,
      pickup: false,
      mailDays: 7,
    });
    const server = new FakeServer().when(search, { items: [mail, aPharmacy()] });
    const page = await open(server);
    expect(page.rows()).toEqual([
      ['Evergreen Mail', '9900001', '4 Harbor Way', 'not known', 'mail in 7 days', 'Networks'],
      jasmine.arrayContaining(['Harborside Pharmacy', 'pickup']),
    ]);
    server.when(search, { items: [] });
    await page.type('input[type=search]', ' nowhere ');
    expect(server.callsOf(search).at(-1)?.body).toEqual({ text: 'nowhere' });
    expect(page.text()).toContain('No pharmacy is found');
  });

  it('says why nothing came, asks again, and offers to add to who may', async () => {
    const server = new FakeServer();
    server.refuses(search, aProblem('unavailable', 503, 'The server is away.'));
    const page = await open(server, 'billing-lead');
    expect(page.text()).toContain('The server is away.');
    expect(page.has('Add a pharmacy')).toBeFalse();
    server.when(search, { items: [] });
    await page.press('Try again');
    expect(page.text()).toContain('No pharmacy is known');
  });

  it('adds one, and says what is missing before it is sent', async () => {
    const server = new FakeServer().when(search, { items: [] }).when(add, aPharmacy());
    const page = await open(server);
    await page.press('Add a pharmacy');
    await page.type('[data-field=name]', ' Harborside Pharmacy ');
    await page.type('[data-field=ncpdpId]', '99');
    await page.type('[data-field=mailDays]', '45');
    await page.tick('[data-field=pickup]');
    await page.send();
    expect(page.text()).toContain('Needed.');
    expect(page.text()).toContain('Seven digits.');
    expect(page.text()).toContain('30 at most.');
    await page.type('[data-field=mailDays]', '');
    expect(page.text()).toContain('There must be a way');
    await page.type('[data-field=mailDays]', '4');
    await page.type('[data-field=ncpdpId]', '9900001');
    await page.type('[data-field=address]', '4 Harbor Way');
    server.when(search, { items: [aPharmacy()] });
    await page.send();
    expect(server.callsOf(add).map(({ body }) => body)).toEqual([
      {
        clinicId: riverside,
        name: 'Harborside Pharmacy',
        address: '4 Harbor Way',
        ncpdpId: '9900001',
        phone: null,
        pickup: false,
        deliveryDays: null,
        mailDays: 4,
      },
    ]);
    expect(page.rows().length).toBe(1);
  });

  it('changes one by the version that was seen, and keeps what was typed when it is refused', async () => {
    const server = new FakeServer().when(search, { items: [aPharmacy({ version: 3 })] });
    server.refuses(change, {
      ...aProblem('rule-broken', 422, 'A pharmacy with this NCPDP identifier is here already.'),
      rule: 'known-pharmacy',
    });
    const page = await open(server);
    await page.press('Harborside Pharmacy');
    await page.type('[data-field=ncpdpId]', '9900002');
    await page.send();
    expect(page.text()).toContain('is here already.');
    server.when(change, aPharmacy({ version: 4 }));
    await page.send();
    expect(server.callsOf(change).at(-1)?.body).toEqual(
      jasmine.objectContaining({ expectedVersion: 3, ncpdpId: '9900002', pickup: true }),
    );
  });

  it('shows how payers treat one, and says what holds from a day on', async () => {
    const before = aNetwork({ standing: 'out-of-network', fromOn: '2025-01-01' });
    const server = new FakeServer()
      .when(search, { items: [aPharmacy()] })
      .when('GET /api/patients/payers', { items: [aPayer()] })
      .when(network, { pharmacy: aPharmacy({ version: 6 }), network: [before] });
    const page = await open(server);
    await page.press('Networks');
    expect(page.text()).toContain('Bay State Health Out of network from Jan 1, 2025');
    await page.send();
    expect(page.text()).toContain('Needed.');
    await page.type('[data-field=payerId]', aPayer().id);
    await page.type('[data-field=standing]', 'preferred');
    await page.type('[data-field=fromOn]', '2026-11-01');
    server.when(changeNetwork, {
      pharmacy: aPharmacy({ version: 7 }),
      network: [aNetwork({ standing: 'preferred', fromOn: '2026-11-01' }), before],
    });
    await page.send();
    expect(server.callsOf(changeNetwork).at(-1)?.body).toEqual({
      clinicId: riverside,
      expectedVersion: 6,
      payerId: aPayer().id,
      standing: 'preferred',
      fromOn: '2026-11-01',
    });
    expect(page.text()).toContain('Bay State Health Preferred from Nov 1, 2026');
  });
});
