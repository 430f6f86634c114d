import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { AuthorizationRule } from '#contract/authorization-rule';
import type { Role } from '#contract/permission';
import {
  aGrant,
  aPerson,
  FakeServer,
  FakeSocket,
  riverside,
} from '../../../platform/given-session';
import { Session } from '../../../platform/session';
import { idOf, standingClock } from '../../../platform/work-queue/given-queue';
import { AuthorizationRulesPage } from './rules-page';

const list = 'GET /api/authorizations/rules';
const add = 'POST /api/authorizations/rules/add';

function aRule(overrides: Partial<AuthorizationRule> = {}): AuthorizationRule {
  return {
    ...{ id: idOf(1), clinicId: riverside, payerId: idOf(2), payerName: 'Harbor Health' },
    ...{ lineOfBusiness: null, kind: 'imaging', visitTypeId: null, codePrefix: '70' },
    ...{ drugGroup: null, required: true, level: 'site', documents: ['Order'], renewDays: 14 },
    ...{ from: '2026-01-01', until: null, source: 'Payer’s list, Jan 2026', version: 3 },
    ...overrides,
  };
}

async function open(rules: AuthorizationRule[], role: Role = 'authorization-specialist') {
  const server = new FakeServer()
    .when(list, { items: rules })
    .when('GET /api/availability/visit-types', { items: [] })
    .when('GET /api/patients/payers', { items: [{ id: idOf(2), name: 'Harbor Health' }] })
    .when(add, aRule())
    .when(`POST /api/authorizations/rules/${idOf(1)}/change`, aRule({ version: 4 }));
  TestBed.configureTestingModule({
    providers: [
      ...[server.provider, new FakeSocket().provider, standingClock().provider],
      provideRouter([]),
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(AuthorizationRulesPage);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const text = (): string => element.innerText.replace(/\s+/g, ' ');
  const click = async (selector: string): Promise<void> => {
    element.querySelector<HTMLElement>(selector)!.click();
    await fixture.whenStable();
  };
  const type = (field: string, value: string, event = 'input'): void => {
    const control = element.querySelector<HTMLInputElement>(`[data-field=${field}]`)!;
    control.value = value;
    control.dispatchEvent(new Event(event));
  };
  const save = async (): Promise<void> => {
    await fixture.whenStable();
    element.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
  };
  return { element, server, text, click, type, save };
}

describe('What payers want authorized', () => {
  it('is listed with whose rule it is, for what, and where it is written', async () => {
    const { text } = await open([aRule()]);
    expect(text()).toContain('Harbor Health');
    expect(text()).toContain('Codes from 70, imaging');
    expect(text()).toContain('from Jan 1, 2026');
    expect(text()).toContain('Payer’s list, Jan 2026');
    expect(text()).toContain('In force');
  });

  it('hides what has ended until it is asked for', async () => {
    const { click, text } = await open([aRule({ until: '2026-10-31' })]);
    expect(text()).toContain('No rule is in force');
    await click('button[aria-expanded]');
    expect(text()).toContain('Harbor Health');
    expect(text()).toContain('Ended');
  });

  it('is written down with its source, and not without', async () => {
    const { click, save, server, text, type } = await open([]);
    await click('app-page-header button');
    type('payer', idOf(2), 'change');
    type('code', 'j0135');
    type('documents', 'Notes\n\nLaboratory');
    await save();
    expect(text()).toContain('Say where it is written.');
    expect(server.callsOf(add)).toEqual([]);
    type('source', 'Portal, Nov 2026');
    await save();
    expect(server.callsOf(add)[0]?.body).toEqual({
      clinicId: riverside,
      terms: {
        ...{ payerId: idOf(2), lineOfBusiness: null, kind: null, visitTypeId: null },
        ...{ codePrefix: 'J0135', drugGroup: null, required: true, level: 'individual' },
        ...{ documents: ['Notes', 'Laboratory'], renewDays: 14, from: '2026-11-23', until: null },
        source: 'Portal, Nov 2026',
      },
    });
  });

  it('is ended by its last day, on the version that was seen', async () => {
    const { click, save, server, text, type } = await open([aRule()]);
    await click('td.name button');
    type('until', '2025-12-31');
    await save();
    expect(text()).toContain('The last day is before the first.');
    type('until', '2026-12-31');
    await save();
    const [call] = server.callsOf(`POST /api/authorizations/rules/${idOf(1)}/change`);
    expect(call?.body).toEqual({
      expectedVersion: 3,
      terms: jasmine.objectContaining({ until: '2026-12-31', codePrefix: '70', level: 'site' }),
    });
  });

  it('is only read by the desk', async () => {
    const { element, text } = await open([aRule()], 'scheduler');
    expect(text()).toContain('Codes from 70, imaging');
    expect(element.querySelector('app-page-header button')).toBeNull();
    expect(element.querySelector('td.name button')).toBeNull();
  });
});
