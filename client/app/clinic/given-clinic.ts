// Builders for specs: how a clinic works, as the server answers it.
import { TestBed } from '@angular/core/testing';
import type { ClinicSettings, SettingDraft } from '#contract/clinic-settings';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, FakeServer, FakeSocket, riverside } from '../platform/given-session';
import { NEXT_FRAME } from '../platform/next-frame';
import { Session } from '../platform/session';
import { standingClock } from '../platform/work-queue/given-queue';
import { ClinicPage } from './clinic-page/clinic-page';

export const settings = 'GET /api/clinics/settings';

export function someSettings(over: Partial<ClinicSettings> = {}): ClinicSettings {
  return {
    clinicId: riverside,
    details: {
      value: {
        name: 'Riverside',
        shortName: 'Riverside',
        zone: 'America/New_York',
        hourCycle: 12,
        phone: '+16175550100',
        address: '1 Harbor Way',
        videoLink: '',
      },
      version: 3,
    },
    hours: {
      value: {
        hours: [{ weekday: 1, from: '08:00', until: '17:00' }],
        federalHolidays: ['christmas-day'],
        closures: [],
        closedHours: [],
        openings: [],
      },
      version: 0,
    },
    visitsOnClosedDays: 0,
    cancellation: { lateMinutes: 1440, version: 1 },
    noShow: { value: { graceMinutes: 15, reversedBy: 'managers' }, version: 0 },
    hold: { minutes: 5, version: 0 },
    texts: { arrival: { en: 'Park behind the house.', es: '' } },
    approvals: { texts: 'clinic-manager' },
    drafts: [],
    ...over,
  };
}

export function aDraft(over: Partial<SettingDraft> = {}): SettingDraft {
  return {
    id: '018f0000-0000-7000-8000-000000000d01',
    clinicId: riverside,
    proposal: { setting: 'texts', value: { arrival: { en: 'Ring the bell.', es: '' } } },
    effectiveOn: '2026-12-01',
    status: 'draft',
    draftedById: '018f0000-0000-7000-8000-000000000777',
    draftedAt: '2026-11-23T13:00:00.000Z',
    approvedById: null,
    approvedAt: null,
    version: 1,
    ...over,
  };
}

export function clinicServer(answer: ClinicSettings = someSettings()): FakeServer {
  return new FakeServer().when(settings, answer).when('GET /api/staff/colleagues', { items: [] });
}

export async function visitClinic(server: FakeServer, role: Role = 'clinic-manager') {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      standingClock().provider,
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(ClinicPage);
  const element = fixture.nativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  await settle();
  return {
    socket,
    settle,
    text: () => element.innerText.trim().replace(/\s+/g, ' '),
    box: (selector: string) => element.querySelector<HTMLInputElement>(selector)!,
    count: (selector: string) => element.querySelectorAll(selector).length,
    async press(words: string) {
      const wanted = [...element.querySelectorAll('button')].find((button) =>
        (button.getAttribute('aria-label') ?? button.textContent).includes(words),
      );
      if (!wanted) throw new Error(`No button says ${words}.`);
      wanted.click();
      await settle();
    },
    async fill(selector: string, value: string) {
      const box = element.querySelector<HTMLInputElement>(selector)!;
      box.value = value;
      // As browsers do: of a choice both are told.
      box.dispatchEvent(new Event('input'));
      if (box.tagName === 'SELECT') box.dispatchEvent(new Event('change'));
      await settle();
    },
  };
}
