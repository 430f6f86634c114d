import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Appointment } from '#contract/calendar';
import type { Entry } from '#contract/waitlist-entry';
import { aPerson, aProblem, FakeServer, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { PatientPicker } from '../../patients/patient-picker/patient-picker';
import { By } from '@angular/platform-browser';
import {
  anEntry,
  aProvider,
  aVisitType,
  idOf,
  nine,
  providerId,
  standingClock,
  visitTypeId,
} from '../given-waitlist';
import { AddEntryDialog } from './add-entry-dialog';
import { laterVisits } from './entry-wish';

const added = anEntry();
const { patient } = added;

function aVisit(startsAt: string, overrides: Partial<Appointment> = {}): Appointment {
  return {
    id: idOf(Date.parse(startsAt) / 60_000),
    clinicId: riverside,
    providerId,
    visitTypeId,
    patient,
    modality: 'in-person',
    reason: null,
    note: null,
    videoRoom: null,
    callNumber: null,
    resourceIds: [],
    status: 'booked',
    startsAt,
    endsAt: startsAt,
    takesTime: true,
    walkIn: null,
    stage: null,
    steps: [],
    closedBecause: null,
    hold: null,
    cancellation: null,
    notTold: null,
    series: null,
    linkId: null,
    toldLate: null,
    confirmedAt: null,
    interpreterRequest: null,
    version: 1,
    ...overrides,
  };
}

const next = aVisit('2026-12-14T14:00:00.000Z');
const after = aVisit('2027-01-11T14:00:00.000Z');

async function open(visits: Appointment[] = [after, next]) {
  const server = new FakeServer()
    .when(`GET /api/calendar/patients/${patient.id}/appointments`, { items: visits })
    .when('POST /api/waitlist/entries/add', added);
  TestBed.configureTestingModule({
    providers: [provideRouter([]), server.provider, standingClock().provider],
  });
  TestBed.inject(Session).begin(aPerson());
  const fixture = TestBed.createComponent(AddEntryDialog);
  fixture.componentRef.setInput('clinicId', riverside);
  fixture.componentRef.setInput('providers', [aProvider()]);
  fixture.componentRef.setInput('visitTypes', [aVisitType()]);
  const entries: Entry[] = [];
  fixture.componentInstance.added.subscribe((entry) => entries.push(entry));
  await fixture.whenStable();
  const host = fixture.nativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    await fixture.whenStable();
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  return {
    host,
    server,
    entries,
    pickPatient: async () => {
      const picker = fixture.debugElement.query(By.directive(PatientPicker));
      (picker.componentInstance as PatientPicker).picked.set(patient);
      await settle();
    },
    fill: async (name: string, value: string) => {
      const field = host.querySelector<HTMLInputElement>(`[data-field=${name}]`)!;
      field.value = value;
      field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input'));
      field.dispatchEvent(new Event('input'));
      if (name === 'notOn') field.dispatchEvent(new Event('change'));
      await settle();
    },
    press: async (label: string) => {
      [...host.querySelectorAll('button')]
        .find((button) => button.textContent.trim() === label)
        ?.click();
      await settle();
    },
    sent: () => server.callsOf('POST /api/waitlist/entries/add').map(({ body }) => body),
  };
}

describe('AddEntryDialog', () => {
  it('adds an entry with its wishes, paired with the next visit of that type', async () => {
    const dialog = await open();
    await dialog.pickPatient();
    await dialog.fill('visitType', visitTypeId);
    await dialog.fill('urgency', 'soon');
    await dialog.press('Mon');
    await dialog.press('Wed');
    await dialog.press('Lee, Hannah');
    await dialog.fill('earliestTime', '09:00');
    await dialog.fill('notice', '24');
    await dialog.fill('providerLanguage', 'en');
    await dialog.fill('providerGender', 'female');
    await dialog.fill('notOn', '2026-12-02');
    await dialog.fill('notOn', '2026-12-01');
    await dialog.press('Add to the waitlist');
    expect(dialog.sent()).toEqual([
      {
        clinicId: riverside,
        patientId: patient.id,
        visitTypeId,
        urgency: 'soon',
        providerIds: [providerId],
        providerLanguage: 'en',
        providerGender: 'female',
        weekdays: [1, 3],
        earliestTime: '09:00',
        latestTime: null,
        earliestOn: null,
        latestOn: null,
        notOn: ['2026-12-01', '2026-12-02'],
        minNoticeHours: 24,
        contactConsent: true,
        appointmentId: next.id,
      },
    ]);
    expect(dialog.entries).toEqual([added]);
    expect(dialog.host.querySelector('dialog')?.open).toBeFalse();
  });

  it('leaves the later visit alone when asked to', async () => {
    const dialog = await open();
    await dialog.pickPatient();
    await dialog.fill('visitType', visitTypeId);
    await dialog.fill('pairedVisit', '');
    await dialog.press('Add to the waitlist');
    expect((dialog.sent()[0] as { appointmentId: unknown }).appointmentId).toBeNull();
  });

  it('sends nothing while the patient or the visit type is missing, and says so', async () => {
    const dialog = await open();
    await dialog.press('Add to the waitlist');
    expect(dialog.host.textContent).toContain('Choose the patient.');
    expect(dialog.host.textContent).toContain('Choose what the patient waits for.');
    expect(dialog.sent()).toEqual([]);
  });

  it('sends nothing while times are in the wrong order', async () => {
    const dialog = await open();
    await dialog.pickPatient();
    await dialog.fill('visitType', visitTypeId);
    await dialog.fill('earliestTime', '13:00');
    await dialog.fill('latestTime', '09:00');
    await dialog.press('Add to the waitlist');
    expect(dialog.host.textContent).toContain('Must be later than the first time.');
    expect(dialog.sent()).toEqual([]);
  });

  it('keeps what was typed when the server refuses', async () => {
    const dialog = await open([]);
    dialog.server.refuses(
      'POST /api/waitlist/entries/add',
      aProblem('rule-broken', 422, 'The patient waits for this already.'),
    );
    await dialog.pickPatient();
    await dialog.fill('visitType', visitTypeId);
    expect(dialog.host.textContent).toContain('No later visit of this type is booked.');
    await dialog.press('Add to the waitlist');
    expect(dialog.host.textContent).toContain('The patient waits for this already.');
    expect(dialog.entries).toEqual([]);
    expect(dialog.host.querySelector('dialog')?.open).toBeTrue();
    expect(dialog.host.querySelector<HTMLSelectElement>('[data-field=visitType]')?.value).toBe(
      visitTypeId,
    );
  });
});

describe('laterVisits', () => {
  it('takes booked visits to come of the same type and clinic, soonest first', () => {
    const visits = [
      after,
      next,
      aVisit('2026-11-01T14:00:00.000Z'),
      aVisit('2026-12-20T14:00:00.000Z', { visitTypeId: idOf(1) }),
      aVisit('2026-12-21T14:00:00.000Z', { clinicId: idOf(2) }),
      aVisit('2026-12-22T14:00:00.000Z', { status: 'cancelled' }),
    ];
    const found = laterVisits(visits, { clinicId: riverside, visitTypeId, now: nine });
    expect(found.map(({ id }) => id)).toEqual([next.id, after.id]);
  });
});
