import { TestBed } from '@angular/core/testing';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, aProblem, FakeServer, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aListedProxy } from '../given-proxies';
import { ProxySection } from './proxy-section';

const inForce = aListedProxy();
const { proxy } = inForce;
const { patientId } = proxy;
const list = `GET /api/patients/${patientId}/proxies`;
const add = `POST /api/patients/${patientId}/proxies/add`;

async function open(server: FakeServer, role: Role = 'scheduler') {
  TestBed.configureTestingModule({ providers: [server.provider] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(ProxySection);
  fixture.componentRef.setInput('patientId', patientId);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const buttons = () => [...element.querySelectorAll('button')];
  return {
    buttons,
    text: () => element.innerText.replace(/\s+/g, ' '),
    async press(words: string) {
      buttons()
        .find((one) => one.innerText.includes(words))!
        .click();
      await fixture.whenStable();
    },
    async type(name: string, value: string) {
      const field = element.querySelector<HTMLInputElement>(`[data-field=${name}]`)!;
      field.value = value;
      field.dispatchEvent(new Event('change'));
      field.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    async send() {
      element.querySelector('form')!.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      await fixture.whenStable();
    },
  };
}

describe('ProxySection', () => {
  it('says what somebody may be told today, on which ground, and until which birthday', async () => {
    const { text } = await open(new FakeServer().when(list, { items: [inForce] }));
    expect(text()).toContain('Rosa Diaz, mother Told of less');
    expect(text()).toContain('May be told of visits and times · may book and cancel');
    expect(text()).toContain('Parent · (617) 555-0144 · Birth certificate seen');
    expect(text()).toContain('ends when the patient is of age, Mar 14, 2030');
  });

  it('says that an emergency contact is nobody who may be told', async () => {
    const { text } = await open(new FakeServer().when(list, { items: [] }));
    expect(text()).toContain('An emergency contact is not authorised.');
  });

  it('writes somebody down once all that is needed is there', async () => {
    const server = new FakeServer().when(list, { items: [] }).when(add, proxy);
    const section = await open(server);
    await section.press('Add…');
    await section.send();
    expect(server.callsOf(add)).toEqual([]);
    await section.type('family', 'Roe');
    await section.type('given', 'Kim');
    await section.type('relation', 'sister');
    await section.type('evidence', 'The patient said so');
    await section.type('phone', '617 555 0144');
    await section.type('startsOn', '2026-11-23');
    await section.send();
    expect(server.callsOf(add)[0]?.body).toEqual({
      clinicId: riverside,
      family: 'Roe',
      given: 'Kim',
      relation: 'sister',
      ground: 'permission',
      phone: '617 555 0144',
      told: ['visits'],
      mayDecide: false,
      startsOn: '2026-11-23',
      endsOn: null,
      evidence: 'The patient said so',
    });
    expect(server.callsOf(list).length).toBe(2);
  });

  it('ends what somebody may be told, with the reason, and keeps it when it is refused', async () => {
    const revoke = `POST /api/patients/proxies/${proxy.id}/revoke`;
    const server = new FakeServer()
      .when(list, { items: [inForce] })
      .refuses(revoke, aProblem('conflict', 409, 'Somebody else changed this a moment ago.'));
    const section = await open(server);
    await section.press('End…');
    await section.type('reason', 'Custody order');
    await section.send();
    expect(server.callsOf(revoke)[0]?.body).toEqual({
      clinicId: riverside,
      expectedVersion: 1,
      reason: 'Custody order',
    });
    expect(section.text()).toContain('Somebody else changed this');
  });

  it('is only read by those who do not keep it', async () => {
    const server = new FakeServer().when(list, { items: [inForce] });
    expect((await open(server, 'biller')).buttons().length).toBe(0);
  });
});
