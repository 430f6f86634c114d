import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Role } from '#contract/permission';
import type { RefillProtocol } from '#contract/refill-protocol';
import type { Refill } from '#contract/refill-request';
import type { RefillSettings } from '#contract/refill-settings';
import {
  aGrant,
  aPerson,
  aProblem,
  FakeServer,
  FakeSocket,
  riverside,
} from '../../../platform/given-session';
import { Session } from '../../../platform/session';
import { aDecision, aRefill } from '../../given-refills';
import { RefillRulesPage } from './rules-page';

const protocolId = '018f0000-0000-7000-8000-00000000c001';
const list = 'GET /api/refills/protocols';
const getSettings = 'GET /api/refills/settings';
const coSigns = 'GET /api/refills/co-signs';
const sign = `POST /api/refills/protocols/${protocolId}/sign`;
const add = 'POST /api/refills/protocols/add';
const changeTerms = 'POST /api/refills/settings/change-terms';
const getReminder = 'GET /api/refills/reminder';
const changeReminder = 'POST /api/refills/reminder/change';
const changeGroups = 'POST /api/refills/settings/change-groups';
const payers = 'GET /api/patients/payers';

const settings: RefillSettings = {
  terms: {
    ...{ transport: null, tooSoonPercent: 75, payers: [], validMonths: 12 },
    ...{ acknowledgeMinutes: 60, pickupDays: 10 },
  },
  termsVersion: 0,
  groups: [
    {
      ...{ code: 'biguanide', title: 'Metformin', ingredients: ['metformin'] },
      ...{ highRisk: false, abruptStop: false, countable: true },
    },
    {
      ...{ code: 'insulin', title: 'Insulins', ingredients: ['insulin'] },
      ...{ highRisk: true, abruptStop: true, countable: false },
    },
  ],
  groupsVersion: 2,
};

function aProtocol(over: Partial<RefillProtocol> = {}): RefillProtocol {
  return {
    ...{ id: protocolId, clinicId: riverside, version: 3, endedAt: null },
    ...{ signedById: null, signedAt: null },
    terms: {
      ...{ title: 'Diabetes', groups: ['biguanide'], mostDays: 90, mostRepeats: 3 },
      criteria: [
        { kind: 'seen', months: 12 },
        {
          ...{ kind: 'laboratory', codes: ['4548-4'], title: 'Hemoglobin A1c', months: 6 },
          ...{ low: null, high: 9, unit: '%' },
        },
      ],
      ...{ bridgeDays: 30, sampleOneIn: 10, source: 'Director', expiresOn: '2099-06-30' },
    },
    ...over,
  };
}

async function open(
  role: Role,
  protocols: RefillProtocol[] = [aProtocol()],
  coSigned: Refill[] | 'fails' = [],
) {
  const server = new FakeServer()
    .when(list, { items: protocols })
    .when(getSettings, settings)
    .when(getReminder, { terms: { isOn: false, daysBefore: 7 }, version: 0 })
    .when(payers, { items: [] });
  if (coSigned === 'fails') server.refuses(coSigns, aProblem('unexpected', 500));
  else server.when(coSigns, { items: coSigned });
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [server.provider, socket.provider, provideRouter([])],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(RefillRulesPage);
  const element = fixture.nativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done));
    await fixture.whenStable();
  };
  await settle();
  const buttons = () => [...element.querySelectorAll('button')];
  return {
    server,
    text: () => element.innerText.replace(/\s+/g, ' '),
    has: (words: string) => buttons().some((one) => one.textContent.trim() === words),
    async press(words: string) {
      buttons()
        .find((one) => one.textContent.trim() === words)!
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
    value: (selector: string) => element.querySelector<HTMLInputElement>(selector)?.value,
    async tick(selector: string) {
      element.querySelector<HTMLInputElement>(selector)!.click();
      await settle();
    },
  };
}

describe('RefillRulesPage', () => {
  it('says what each protocol covers, asks and grants, and how it stands', async () => {
    const page = await open('pharmacist', [
      aProtocol({ signedAt: '2026-01-01T12:00:00.000Z' }),
      aProtocol({ id: '018f0000-0000-7000-8000-00000000c002' }),
    ]);
    expect(page.text()).toContain(
      'Diabetes Metformin seen within 12 months; Hemoglobin A1c within 6 months, at most 9 % 90 days, 3 more fills',
    );
    expect(page.text()).toContain('Delegates');
    expect(page.text()).toContain('Not signed');
    expect(page.text()).toContain('high risk: never delegated; harm when stopped at once');
  });

  it('lets a decider sign once, and says what was refused', async () => {
    const page = await open('clinician');
    page.server.refuses(
      sign,
      aProblem('rule-broken', 422, 'Only a prescriber with a licence in force signs.'),
    );
    expect(page.text()).toContain('A prescriber with a licence in force signs.');
    await page.press('Sign');
    expect(page.server.callsOf(sign).map(({ body }) => body)).toEqual([{ expectedVersion: 3 }]);
    expect(page.text()).toContain('Only a prescriber with a licence in force signs.');
    expect(page.has('Sign')).toBeTrue();
    page.server.when(sign, aProtocol({ version: 4 }));
    await page.press('Sign');
    expect(page.text()).not.toContain('Only a prescriber');
    expect(page.has('Draft a protocol')).toBeFalse();
  });

  it('says beside its buttons why a co-signature was refused', async () => {
    const refill = aRefill(
      { status: 'sent' },
      { decision: aDecision({ protocol: { id: protocolId, title: 'Diabetes', version: 3 } }) },
    );
    const page = await open('pharmacist', [], [refill]);
    expect(page.text()).toContain('A prescriber with a licence in force co-signs.');
    page.server.refuses(
      `POST /api/refills/items/${refill.id}/co-sign`,
      aProblem('rule-broken', 422, 'Only a prescriber with a licence in force signs.'),
    );
    await page.press('Agree');
    expect(page.text()).toContain('Disagree Only a prescriber with a licence in force signs.');
    expect(page.has('Agree')).toBeTrue();
  });

  it('never calls what could not be read nothing', async () => {
    const page = await open('pharmacist', [], 'fails');
    expect(page.text()).not.toContain('Nothing waits for a co-signature.');
    page.server.when(coSigns, { items: [] });
    await page.press('Try again');
    expect(page.text()).toContain('Nothing waits for a co-signature.');
  });

  it('reads units as people write them', async () => {
    const page = await open('scheduler', [
      aProtocol({
        terms: {
          ...aProtocol().terms,
          criteria: [
            {
              ...{ kind: 'laboratory', codes: ['33914-3'], title: 'eGFR', months: 12 },
              ...{ low: 30, high: null, unit: 'mL/min/{1.73_m2}' },
            },
          ],
        },
      }),
    ]);
    expect(page.text()).toContain('eGFR within 12 months, at least 30 mL/min/1.73 m²');
  });

  it('drafts a protocol as it was typed', async () => {
    const page = await open('clinic-manager', []);
    expect(page.has('Sign')).toBeFalse();
    await page.press('Draft a protocol');
    await page.type('[data-field=title]', ' Diabetes ');
    await page.tick('[data-group=biguanide]');
    await page.press('Ask something more');
    await page.type('[data-field=source]', 'Director');
    await page.type('[data-field=expiresOn]', '2027-06-30');
    page.server.when(add, aProtocol());
    await page.press('Save the draft');
    expect(page.server.callsOf(add).at(-1)?.body).toEqual({
      clinicId: riverside,
      terms: {
        ...{ title: 'Diabetes', groups: ['biguanide'], criteria: [{ kind: 'seen', months: 12 }] },
        ...{ mostDays: 90, mostRepeats: 3, bridgeDays: 30, sampleOneIn: 10, source: 'Director' },
        expiresOn: '2027-06-30',
      },
    });
  });

  it('changes numbers and lists from the version that was seen, with their source', async () => {
    const page = await open('clinic-manager');
    await page.press('Change the numbers');
    await page.type('[data-field=transport]', 'ehr');
    await page.type('[data-field=source]', 'Meeting');
    page.server.when(changeTerms, settings);
    await page.press('Apply from now on');
    expect(page.server.callsOf(changeTerms).at(-1)?.body).toEqual({
      ...{ clinicId: riverside, expectedVersion: 0, source: 'Meeting' },
      terms: { ...settings.terms, transport: 'ehr' },
    });
    await page.press('Insulins');
    await page.tick('[data-field=highRisk]');
    await page.type('[data-field=source]', 'Meeting');
    page.server.when(changeGroups, settings);
    await page.press('Apply from now on');
    const [, insulin] = settings.groups;
    expect(page.server.callsOf(changeGroups).at(-1)?.body).toEqual({
      ...{ clinicId: riverside, expectedVersion: 2, source: 'Meeting' },
      groups: [settings.groups[0], { ...insulin, highRisk: false }],
    });
  });

  it('says whether patients are reminded, and changes it from the version that was seen', async () => {
    const page = await open('clinic-manager');
    expect(page.text()).toContain('Patients are not reminded');
    await page.press('Change the reminders');
    await page.tick('[data-field=isOn]');
    await page.type('[data-field=daysBefore]', '5');
    await page.type('[data-field=source]', ' Meeting ');
    const changed = { terms: { isOn: true, daysBefore: 5 }, version: 1 };
    page.server.when(changeReminder, changed).when(getReminder, changed);
    await page.press('Apply from now on');
    expect(page.server.callsOf(changeReminder).at(-1)?.body).toEqual({
      ...{ clinicId: riverside, expectedVersion: 0, source: 'Meeting' },
      terms: { isOn: true, daysBefore: 5 },
    });
    expect(page.text()).toContain('Patients are reminded 5 days before they run out');
    expect(page.has('Apply from now on')).toBeFalse();
  });

  it('says what is wrong with a change of the reminders, and keeps what was typed when it is refused', async () => {
    const page = await open('clinic-manager');
    await page.press('Change the reminders');
    await page.type('[data-field=daysBefore]', '90');
    await page.press('Apply from now on');
    expect(page.text()).toContain('The days are a whole number from 1 to 30.');
    expect(page.text()).toContain('Write down where the change comes from.');
    expect(page.server.callsOf(changeReminder)).toEqual([]);
    await page.type('[data-field=daysBefore]', '9');
    await page.type('[data-field=source]', 'Meeting');
    page.server.refuses(changeReminder, aProblem('conflict', 409, 'Somebody changed them.'));
    await page.press('Apply from now on');
    expect(page.text()).toContain('Somebody changed them.');
    expect(page.value('[data-field=daysBefore]')).toBe('9');
  });

  it('shows the rules to who may only read them', async () => {
    const page = await open('scheduler');
    expect(page.text()).toContain('Diabetes');
    for (const words of [
      'Draft a protocol',
      'End',
      'Sign',
      'Change the numbers',
      'Change the reminders',
      'Add a group',
    ])
      expect(page.has(words)).toBeFalse();
  });
});
