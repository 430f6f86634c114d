import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
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
import { aPatient } from '../given-patients';
import { DuplicateSection } from './duplicate-section';

const patient = aPatient();
const patientId = patient.id;
const other = aPatient({
  id: '018f0000-0000-7000-8000-000000000e01',
  given: 'Anna',
  mrn: 'DEMO-004255',
});
const linkId = '018f0000-0000-7000-8000-000000000e02';
const link = { id: linkId, other, note: 'Same phone', version: 1 };
const alerts = `GET /api/patients/${patientId}/alerts`;
const add = `POST /api/patients/${patientId}/duplicates/link`;
const apart = `POST /api/duplicates/${linkId}/tell-apart`;
const known = { flags: [], minor: false, mayBeTold: [], possibleDuplicates: [], survivor: null };

async function open(server: FakeServer, role: Role = 'clinic-manager') {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      provideRouter([{ path: '**', component: DuplicateSection }]),
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(DuplicateSection);
  fixture.componentRef.setInput('patientId', patientId);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  return {
    element,
    text: () => element.innerText.replace(/\s+/g, ' '),
    async press(words: string) {
      [...element.querySelectorAll('button')]
        .find((one) => one.textContent.includes(words))!
        .click();
      await settle();
    },
    async type(name: string, value: string) {
      const field = element.querySelector<HTMLInputElement>(`[data-field=${name}]`)!;
      field.value = value;
      field.dispatchEvent(new Event('input'));
      await settle();
    },
    async send() {
      element.querySelector('form')!.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      await settle();
    },
    /** As long as the picker waits before it asks. */
    async find(text: string) {
      const field = element.querySelector<HTMLInputElement>('[role=combobox]')!;
      field.value = text;
      field.dispatchEvent(new Event('input'));
      await new Promise((done) => setTimeout(done, 350));
      await settle();
      element.querySelector<HTMLElement>('[role=option]')!.click();
      await settle();
    },
  };
}

describe('DuplicateSection', () => {
  it('says that no other chart is known, and links one that was found with a note', async () => {
    const server = new FakeServer()
      .when(alerts, known)
      .when('POST /api/patients/search', { items: [other] })
      .when(add, link);
    const section = await open(server, 'scheduler');
    expect(section.text()).toContain('No other chart is known of this person.');
    await section.press('Link a chart…');
    await section.find('anna');
    await section.type('note', ' Same phone ');
    server.when(alerts, { ...known, possibleDuplicates: [link] });
    await section.send();
    expect(server.callsOf(add).map(({ body }) => body)).toEqual([
      { clinicId: riverside, otherId: other.id, note: 'Same phone' },
    ]);
    expect(section.text()).toContain('Diaz, Anna');
    expect(section.text()).not.toContain('Two persons…');
  });

  it('links no chart with itself', async () => {
    const server = new FakeServer()
      .when(alerts, known)
      .when('POST /api/patients/search', { items: [patient] });
    const section = await open(server, 'scheduler');
    await section.press('Link a chart…');
    await section.find('ana');
    await section.type('note', 'Same phone');
    await section.send();
    expect(section.text()).toContain('This is the chart that is open.');
    expect(server.callsOf(add)).toEqual([]);
  });

  it('tells two charts apart with the reason, by the version that was seen', async () => {
    const server = new FakeServer()
      .when(alerts, { ...known, possibleDuplicates: [link] })
      .when(apart, { version: 2 });
    const section = await open(server);
    await section.press('Two persons…');
    await section.send();
    expect(server.callsOf(apart)).toEqual([]);
    await section.type('reason', 'Twins');
    server.when(alerts, known);
    await section.send();
    expect(server.callsOf(apart).map(({ body }) => body)).toEqual([
      { clinicId: riverside, expectedVersion: 1, reason: 'Twins' },
    ]);
    expect(section.text()).toContain('No other chart is known');
  });

  it('retires the chart that is not kept, and says why it cannot', async () => {
    const retire = (id: string) => `POST /api/patients/${id}/retire`;
    const server = new FakeServer().when(alerts, { ...known, possibleDuplicates: [link] });
    server.refuses(retire(other.id), {
      ...aProblem('rule-broken', 422, 'A visit is booked in that chart.'),
      rule: 'still-in-use',
    });
    const section = await open(server);
    await section.press('One person…');
    await section.type('reason', 'Married name');
    await section.send();
    expect(server.callsOf(retire(other.id)).map(({ body }) => body)).toEqual([
      { clinicId: riverside, survivorId: patientId, reason: 'Married name' },
    ]);
    expect(section.text()).toContain('A visit is booked in that chart.');
    server.when(retire(patientId), { survivor: other });
    section.element.querySelector<HTMLInputElement>('[value=other]')!.click();
    await section.send();
    expect(server.callsOf(retire(patientId)).map(({ body }) => body)).toEqual([
      { clinicId: riverside, survivorId: other.id, reason: 'Married name' },
    ]);
    expect(TestBed.inject(Router).url).toBe(`/patients/${other.id}`);
  });

  it('leads from a retired chart to the one in use, and links no more', async () => {
    const section = await open(new FakeServer().when(alerts, { ...known, survivor: other }));
    expect(section.text()).toContain('This chart is retired. Use Diaz, Anna');
    expect(section.text()).not.toContain('Link a chart…');
  });
});
