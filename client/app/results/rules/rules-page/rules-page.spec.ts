import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Role } from '#contract/permission';
import type { ReleaseRule } from '#contract/result-release';
import type { ResultSettings } from '#contract/result-settings';
import {
  aGrant,
  aPerson,
  aProblem,
  FakeServer,
  FakeSocket,
  riverside,
} from '../../../platform/given-session';
import { Session } from '../../../platform/session';
import { sam, samId, standingClock } from '../../../platform/work-queue/given-queue';
import { ResultRulesPage } from './rules-page';

const get = 'GET /api/results/settings';
const change = 'POST /api/results/settings/change';

const potassium = { code: '2823-3', title: 'Potassium', unit: 'mmol/L', low: 2.8, high: 6.2 };
const kentucky: ReleaseRule = {
  ...{ title: 'Kentucky: 72 hours', jurisdiction: 'US-KY', audience: 'patient' },
  ...{ categories: ['malignancy', 'genetics'], ageFrom: 0, ageBelow: 151 },
  effect: { kind: 'hours', hours: 72 },
  ...{ clinicianMayRelease: true, source: 'KRS 333.152', fromOn: '2024-07-15', untilOn: null },
};

const settings: ResultSettings = {
  critical: {
    ...{ limits: [potassium], trustFlags: true, minutes: 60, onCallId: samId, directorId: null },
    ladder: [
      { rung: 'ordering', attempts: 2 },
      { rung: 'on-call', attempts: 1 },
    ],
  },
  intake: { unknownOrder: 'match', categories: [{ code: '75622-1', categories: ['hiv'] }] },
  release: {
    ...{ jurisdiction: 'US-KY', ownAccessFrom: 13, mostHoldDays: 30 },
    rules: [kentucky],
  },
  versions: { critical: 0, intake: 2, release: 3 },
};

async function open(role: Role = 'clinic-manager') {
  const server = new FakeServer()
    .when(get, settings)
    .when('GET /api/staff/colleagues', { items: [{ ...sam(), roles: ['clinician'] }] })
    .when(change, settings);
  TestBed.configureTestingModule({
    providers: [
      ...[server.provider, new FakeSocket().provider, standingClock().provider],
      provideRouter([]),
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(ResultRulesPage);
  const element = fixture.nativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  await settle();
  const press = async (words: string): Promise<void> => {
    const buttons = [...element.querySelectorAll('button')];
    buttons.find((button) => button.textContent.trim() === words)!.click();
    await settle();
  };
  const type = async (field: string, value: string): Promise<void> => {
    const control = element.querySelector<HTMLInputElement>(`[data-field=${field}]`)!;
    control.value = value;
    control.dispatchEvent(new Event('input', { bubbles: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
    await settle();
  };
  const save = async (): Promise<void> => {
    element.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
  };
  const tick = async (selector: string): Promise<void> => {
    element.querySelector<HTMLInputElement>(selector)!.click();
    await settle();
  };
  const text = (): string => element.innerText.replace(/\s+/g, ' ');
  return { element, press, save, server, text, tick, type };
}

describe('What results are judged by', () => {
  it('is read: limits, who is called in turn, whose law counts, and where it is written', async () => {
    const { text } = await open('clinician');
    expect(text()).toContain('Potassium 2823-3 mmol/L 2.8 or below, 6.2 or above');
    expect(text()).toContain('Ordering clinician twice, then clinician on call once');
    expect(text()).toContain('On call Rivera, Sam');
    expect(text()).toContain('72 hours after it is final a clinician may release it earlier');
    expect(text()).toContain('KRS 333.152');
    expect(text()).toContain('from the 13th birthday on');
    expect(text()).toContain('75622-1 HIV');
    expect(text()).not.toContain('Add a limit');
  });

  it('takes a limit with its source, on the version that was seen', async () => {
    const { press, save, server, text, type } = await open();
    await press('Add a limit');
    await type('title', 'Sodium');
    await type('code', 'Na');
    await save();
    expect(text()).toContain('The code is a LOINC code, e.g. 2823-3.');
    await type('code', '2951-2');
    await type('unit', 'mmol/L');
    await type('low', '160');
    await type('high', '120');
    await save();
    expect(text()).toContain('The lower limit lies below the upper one.');
    await type('low', '120');
    await type('high', '160');
    await save();
    expect(text()).toContain('Say where it is written, or who decided it.');
    expect(server.callsOf(change)).toEqual([]);
    await type('source', 'Laboratory director, Nov 2026');
    await save();
    const sodium = { code: '2951-2', title: 'Sodium', unit: 'mmol/L', low: 120, high: 160 };
    expect(server.callsOf(change)[0]?.body).toEqual({
      ...{ clinicId: riverside, expectedVersion: 0, source: 'Laboratory director, Nov 2026' },
      change: {
        setting: 'critical',
        value: { ...settings.critical, limits: [potassium, sodium] },
      },
    });
  });

  it('loses a limit, and changes who is called', async () => {
    const { press, save, server, type } = await open();
    await press('Potassium');
    await type('source', 'Director');
    await press('Remove it');
    expect(server.callsOf(change)[0]?.body).toEqual(
      jasmine.objectContaining({
        change: { setting: 'critical', value: { ...settings.critical, limits: [] } },
      }),
    );
    await press('Change how they are called');
    await type('minutes', '30');
    await type('rung-medical-director', '3');
    await type('director', samId);
    await type('source', 'Director');
    await save();
    expect(server.callsOf(change)[1]?.body).toEqual(
      jasmine.objectContaining({
        change: {
          setting: 'critical',
          value: {
            ...{ ...settings.critical, minutes: 30, directorId: samId },
            ladder: [...settings.critical.ladder, { rung: 'medical-director', attempts: 3 }],
          },
        },
      }),
    );
  });

  it('takes a rule of release with what it keeps back, for how long', async () => {
    const { press, save, server, text, tick, type } = await open();
    await press('Add a rule');
    await type('title', 'Texas: third day');
    await type('jurisdiction', 'us-tx');
    await type('effect', 'day');
    await type('amount', '40');
    await type('written', 'SB 922');
    await type('from-on', '2025-09-01');
    await save();
    expect(text()).toContain('Choose what the results are about.');
    await tick('[data-category=malignancy]');
    await save();
    expect(text()).toContain('Say how long: 1 to 720 hours, or 1 to 30 days.');
    await type('amount', '3');
    await tick('[data-field=may-release]');
    await type('source', 'Counsel, Nov 2026');
    await save();
    expect(server.callsOf(change)[0]?.body).toEqual(
      jasmine.objectContaining({
        expectedVersion: 3,
        change: {
          setting: 'release',
          value: {
            ...settings.release,
            rules: [
              kentucky,
              {
                ...{ title: 'Texas: third day', jurisdiction: 'US-TX', audience: 'patient' },
                ...{ categories: ['malignancy'], ageFrom: 0, ageBelow: 151 },
                effect: { kind: 'day', days: 3 },
                ...{ clinicianMayRelease: false, source: 'SB 922', fromOn: '2025-09-01' },
                untilOn: null,
              },
            ],
          },
        },
      }),
    );
  });

  it('says what a code is about, and whose law counts', async () => {
    const { press, save, server, tick, type } = await open();
    await press('75622-1');
    await tick('[data-category=laboratory]');
    await type('source', 'Records office');
    await save();
    expect(server.callsOf(change)[0]?.body).toEqual(
      jasmine.objectContaining({
        expectedVersion: 2,
        change: {
          setting: 'intake',
          value: {
            unknownOrder: 'match',
            categories: [{ code: '75622-1', categories: ['hiv', 'laboratory'] }],
          },
        },
      }),
    );
    await press('Change state, ages and holds');
    await type('jurisdiction', 'US-TX');
    await type('source', 'We moved');
    await save();
    expect(server.callsOf(change)[1]?.body).toEqual(
      jasmine.objectContaining({
        change: {
          setting: 'release',
          value: { ...settings.release, jurisdiction: 'US-TX' },
        },
      }),
    );
  });

  it('says that somebody was faster, keeps what is typed, and begins with theirs', async () => {
    const { press, save, server, text, type } = await open();
    server.refuses(change, aProblem('conflict', 409));
    await press('Change what becomes of unknown orders');
    await type('unknown-order', 'review');
    await type('source', 'Records office');
    const theirs = { ...settings, versions: { ...settings.versions, intake: 3 } };
    server.when(get, theirs);
    await save();
    expect(text()).toContain('Somebody changed this meanwhile; nothing of yours was written.');
    server.when(change, theirs);
    await save();
    expect(server.callsOf(change)[1]?.body).toEqual(
      jasmine.objectContaining({
        expectedVersion: 3,
        change: { setting: 'intake', value: { ...settings.intake, unknownOrder: 'review' } },
      }),
    );
  });
});
