import { TestBed } from '@angular/core/testing';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, aProblem, FakeServer, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aFlag } from '../given-coverages';
import { aPatient } from '../given-patients';
import { FlagSection } from './flag-section';

const patientId = aPatient().id;
const list = `GET /api/patients/${patientId}/flags`;
const add = `POST /api/patients/${patientId}/flags/add`;
const died = aFlag({ kind: 'deceased', diedOn: '2026-11-20', source: 'Family' });
const end = `POST /api/patients/flags/${died.id}/end`;

async function open(server: FakeServer, role: Role = 'scheduler') {
  TestBed.configureTestingModule({ providers: [server.provider] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(FlagSection);
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

describe('FlagSection', () => {
  it('says what stands, who set it, and lists what it stopped', async () => {
    const stopped = [
      {
        kind: 'visit',
        recordId: patientId,
        clinicId: riverside,
        aboutAt: '2026-11-24T15:00:00.000Z',
        stoppedAt: '2026-11-23T15:00:00.000Z',
      },
    ];
    const server = new FakeServer().when(list, { items: [{ flag: died, stopped }] });
    const { text } = await open(server);
    expect(text()).toContain('Has died on Nov 20, 2026: nothing leaves to this person');
    expect(text()).toContain('by Reyes, Ana · Family');
    expect(text()).toContain('Visit cancelled · Tue, Nov 24, 10:00 am · Riverside');
  });

  it('sets a confidential number as it is dialled', async () => {
    const server = new FakeServer().when(list, { items: [] }).when(add, died);
    const section = await open(server);
    expect(section.text()).toContain('No flags.');
    await section.press('Set a flag…');
    await section.type('kind', 'confidential-channel');
    await section.send();
    expect(server.callsOf(add)).toEqual([]);
    expect(section.text()).toContain('Needed.');
    await section.type('address', '(617) 555-0177');
    await section.send();
    expect(server.callsOf(add)[0]?.body).toEqual({
      clinicId: riverside,
      detail: { kind: 'confidential-channel', channel: 'phone', address: '(617) 555-0177' },
      note: null,
    });
    expect(server.callsOf(list).length).toBe(2);
  });

  it('says before a death is told what will stop, and needs who said so', async () => {
    const server = new FakeServer().when(list, { items: [] }).when(add, died);
    const section = await open(server);
    await section.press('Set a flag…');
    await section.type('kind', 'deceased');
    expect(section.text()).toContain('Coming visits are cancelled');
    await section.type('source', 'Daughter');
    await section.send();
    expect(server.callsOf(add)[0]?.body).toEqual(
      jasmine.objectContaining({ detail: { kind: 'deceased', diedOn: null, source: 'Daughter' } }),
    );
  });

  it('ends a flag with a reason, and shows who was faster', async () => {
    const server = new FakeServer()
      .when(list, { items: [{ flag: died, stopped: [] }] })
      .refuses(end, aProblem('conflict', 409, 'Somebody else changed this a moment ago.'));
    const section = await open(server);
    await section.press('End…');
    await section.type('reason', 'Another person of that name');
    await section.send();
    expect(server.callsOf(end)[0]?.body).toEqual({
      clinicId: riverside,
      expectedVersion: 1,
      reason: 'Another person of that name',
    });
    expect(section.text()).toContain('Somebody else changed this');
  });

  it('is only read by those who may not set flags', async () => {
    const server = new FakeServer().when(list, { items: [{ flag: died, stopped: [] }] });
    expect((await open(server, 'pharmacist')).buttons().length).toBe(0);
  });
});
