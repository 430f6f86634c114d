import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { PatientRecord } from '#contract/patient-record';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, aProblem, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aPatient, aRecord } from '../given-patients';
import { aPharmacy } from '../given-pharmacies';
import type { RecordPart } from '../record-parts';
import { EditDetailsDialog } from './edit-details-dialog';

const record = aRecord();
const change = `POST /api/patients/${record.id}/change-details`;

async function open(
  server: FakeServer,
  part: RecordPart = 'identity',
  held = record,
  role: Role = 'scheduler',
) {
  TestBed.configureTestingModule({ providers: [server.provider, provideRouter([])] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(EditDetailsDialog);
  fixture.componentRef.setInput('part', part);
  fixture.componentRef.setInput('record', held);
  const changed: PatientRecord[] = [];
  fixture.componentInstance.changed.subscribe((one) => changed.push(one));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const field = (name: string) => element.querySelector<HTMLInputElement>(`[name="${name}"]`)!;
  return {
    changed,
    field,
    text: () => element.innerText.replace(/\s+/g, ' '),
    async type(name: string, value: string) {
      field(name).value = value;
      field(name).dispatchEvent(new Event('input'));
      field(name).dispatchEvent(new Event('change'));
      field(name).dispatchEvent(new Event('blur'));
      await fixture.whenStable();
    },
    async press(words: string) {
      const found = [...element.querySelectorAll('button')].find((one) =>
        one.innerText.includes(words),
      );
      found!.click();
      await fixture.whenStable();
    },
    async typeIn(name: string, value: string) {
      const typed = element.querySelector<HTMLInputElement>(`[data-field=${name}]`)!;
      typed.value = value;
      typed.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    async save(form = 'form') {
      element.querySelector(form)!.dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
      await fixture.whenStable();
    },
  };
}

function saidIn(server: FakeServer, call = 0): Record<string, unknown> {
  return (server.callsOf(change)[call]?.body as { details: Record<string, unknown> }).details;
}

describe('EditDetailsDialog', () => {
  it('sends the part that is shown, and nothing of the others', async () => {
    const server = new FakeServer().when(change, record);
    const dialog = await open(server);
    await dialog.type('preferredName', 'Annie');
    await dialog.type('otherNames', 'Ana Ruiz,  A. Diaz ');
    await dialog.save();
    const said = saidIn(server);
    expect(said['preferredName']).toBe('Annie');
    expect(said['otherNames']).toEqual(['Ana Ruiz', 'A. Diaz']);
    expect('phones' in said || 'contacts' in said).toBeFalse();
    expect(dialog.changed).toEqual([record]);
  });

  it('adds a phone, and an address with only what is known of it', async () => {
    const server = new FakeServer().when(change, record);
    const dialog = await open(server, 'reach');
    await dialog.press('Add a phone');
    await dialog.type('phone-1', '617 555 0199');
    await dialog.press('Add an address');
    await dialog.type('line-0', '12 Elm St');
    await dialog.type('city-0', 'Boston');
    await dialog.type('line2-0', '');
    await dialog.save();
    const said = saidIn(server);
    expect(said['phones']).toEqual([
      { number: '+16175550123', use: 'mobile', mayText: true },
      { number: '617 555 0199', use: 'mobile', mayText: false },
    ]);
    expect(said['addresses']).toEqual([
      jasmine.objectContaining({ line: '12 Elm St', line2: null, city: 'Boston', fromOn: null }),
    ]);
  });

  it('adds a pharmacy that is missing, and chooses it', async () => {
    const added = aPharmacy();
    const add = 'POST /api/patients/pharmacies/add';
    const server = new FakeServer()
      .when('POST /api/patients/pharmacies/search', { items: [] })
      .when(`GET /api/patients/${record.id}/coverages`, {
        items: [],
        today: '2026-11-23',
        verifyWithinDays: 30,
        askable: [],
      })
      .when(add, added)
      .when(change, record);
    const dialog = await open(server, 'care', record, 'clinic-manager');
    await dialog.press('Add a pharmacy');
    await dialog.typeIn('name', added.name);
    await dialog.typeIn('address', added.address);
    await dialog.typeIn('ncpdpId', added.ncpdpId);
    await dialog.save('app-pharmacy-dialog form');
    expect(server.callsOf(add).length).toBe(1);
    expect(server.callsOf(change)).toEqual([]);
    expect(dialog.text()).toContain('Harborside Pharmacy');
    await dialog.save();
    expect(saidIn(server)['pharmacyId']).toBe(added.id);
  });

  it('keeps one guarantor', async () => {
    const contact = {
      name: 'Lee, Sam',
      relationship: 'sibling',
      phone: null,
      isEmergency: true,
      isGuarantor: true,
    };
    const held = { ...record, contacts: [contact, { ...contact, isGuarantor: false }] };
    const server = new FakeServer()
      .when(change, held)
      .when('GET /api/staff/providers', { items: [] });
    const dialog = await open(server, 'people', held);
    dialog.field('guarantor-1').click();
    await dialog.save();
    const contacts = saidIn(server)['contacts'] as { isGuarantor: boolean }[];
    expect(contacts.map(({ isGuarantor }) => isGuarantor)).toEqual([false, true]);
  });

  it('keeps what was typed when somebody else was faster, and saves it over theirs when told', async () => {
    const theirs = { ...record, pronouns: 'she/her', version: 5 };
    const conflict = { ...aProblem('conflict', 409, 'Somebody else was faster.'), current: theirs };
    const server = new FakeServer().refuses(change, conflict);
    const dialog = await open(server);
    await dialog.type('pronouns', 'they/them');
    await dialog.save();
    expect(dialog.text()).toContain('Somebody else was faster.');
    expect(dialog.field('pronouns').value).toBe('they/them');
    server.when(change, theirs);
    await dialog.press('Save mine over it');
    expect(server.callsOf(change)[1]?.body).toEqual(
      jasmine.objectContaining({ expectedVersion: 5 }),
    );
    expect(saidIn(server, 1)['pronouns']).toBe('they/them');
  });

  it('takes theirs when told', async () => {
    const theirs = { ...record, pronouns: 'she/her', version: 5 };
    const conflict = { ...aProblem('conflict', 409), current: theirs };
    const dialog = await open(new FakeServer().refuses(change, conflict));
    await dialog.type('pronouns', 'they/them');
    await dialog.save();
    await dialog.press('Take theirs');
    expect(dialog.field('pronouns').value).toBe('she/her');
  });

  it('shows the chart that the new name may belong to', async () => {
    const there = aPatient({ mrn: 'DEMO-004255' });
    const match = { patient: there, isCertain: false, reasons: ['alike-name', 'same-birth'] };
    const server = new FakeServer()
      .refuses(change, { ...aProblem('rule-broken', 422, 'Look.'), rule: 'possible-duplicate' })
      .when('POST /api/patients/near-matches', { items: [match] });
    const dialog = await open(server);
    await dialog.type('family', 'Dias');
    await dialog.save();
    expect(dialog.text()).toContain('DEMO-004255');
  });
});
