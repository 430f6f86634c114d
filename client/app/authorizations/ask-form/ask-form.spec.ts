import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { AuthorizationStanding } from '#contract/authorization-standing';
import {
  aGrant,
  aPerson,
  aProblem,
  FakeServer,
  FakeSocket,
  riverside,
} from '../../platform/given-session';
import { Session } from '../../platform/session';
import { idOf, standingClock } from '../../platform/work-queue/given-queue';
import type { NeedAnswer, OpenedAuthorization } from '../authorizations-api';
import { AskForm } from './ask-form';

const need = 'POST /api/authorizations/check-need';
const openOne = 'POST /api/authorizations/items/open';
const patientId = idOf(1);
const therapy = { id: idOf(2), name: 'Physical therapy' };
const live: AuthorizationStanding = {
  ...{ itemId: idOf(3), lineId: idOf(4), clinicId: riverside, kind: 'service' },
  ...{ description: 'Physical therapy', visitTypeId: therapy.id, payerName: 'Harbor Health' },
  ...{ status: 'approved', span: { from: '2026-09-01', until: '2026-12-31' }, unit: 'visits' },
  ...{ units: null, number: null, pending: null, trouble: null },
};
const answer: NeedAnswer = {
  ...{ required: 'yes', source: 'Harbor Health’s list of 2026', documents: ['Progress notes'] },
  coverage: { coverageId: idOf(5), payerName: 'Harbor Health', planName: 'Choice' },
  live: [live],
};

async function open(patient: string | null = patientId) {
  const server = new FakeServer()
    .when('GET /api/staff/providers', { items: [] })
    .when('GET /api/availability/visit-types', { items: [therapy] })
    .when(need, answer)
    .when(openOne, { itemId: idOf(9), lineIds: [idOf(10)], isOpen: true });
  TestBed.configureTestingModule({
    providers: [
      ...[server.provider, new FakeSocket().provider, standingClock().provider],
      provideRouter([]),
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('authorization-specialist')] }));
  const fixture = TestBed.createComponent(AskForm);
  fixture.componentRef.setInput('clinicId', riverside);
  fixture.componentRef.setInput('patientId', patient);
  const opened: OpenedAuthorization[] = [];
  fixture.componentInstance.opened.subscribe((each) => opened.push(each));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const settled = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done, 350));
    await fixture.whenStable();
  };
  const type = async (field: string, value: string, event = 'input'): Promise<void> => {
    const control = element.querySelector<HTMLInputElement>(`[data-field=${field}]`)!;
    control.value = value;
    control.dispatchEvent(new Event(event, { bubbles: true }));
    await fixture.whenStable();
  };
  const ask = async (): Promise<void> => {
    element.querySelector('form')!.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
  };
  const text = (): string => element.innerText.replace(/\s+/g, ' ');
  return { element, fixture, server, opened, settled, type, ask, text };
}

describe('Asking for authorization', () => {
  it('says as one types whether it is required, by whose rule, and what is live already', async () => {
    const { element, server, settled, text, type } = await open();
    await type('visit-type', therapy.id, 'change');
    await settled();
    expect(server.callsOf(need).at(-1)?.body).toEqual({
      ...{ clinicId: riverside, patientId, kind: 'service', code: null, drugGroup: null },
      ...{ visitTypeId: therapy.id, on: '2026-11-23' },
    });
    expect(text()).toContain(
      'Required Harbor Health’s list of 2026 Asked of Harbor Health, Choice',
    );
    expect(text()).toContain('It wants to read: Progress notes');
    expect(text()).toContain('This is asked for or in force already');
    const link = element.querySelector('app-need-answer a');
    expect(link?.getAttribute('href')).toBe(`/authorizations/${live.itemId}`);
  });

  it('asks for a visit type by its name, with the days that are usual', async () => {
    const { ask, opened, server, type } = await open();
    await type('visit-type', therapy.id, 'change');
    await type('code', '97110');
    await type('asked-quantity', '12');
    await type('diagnoses', 'M54.50 Low back pain');
    await ask();
    expect(server.callsOf(openOne)[0]?.body).toEqual({
      ...{ clinicId: riverside, patientId, appointmentId: null, urgency: 'standard' },
      ...{ orderingId: null, orderingName: '', orderingNpi: null },
      diagnoses: [{ code: 'M54.50', text: 'Low back pain' }],
      lines: [
        {
          ...{ kind: 'service', description: 'Physical therapy', quantity: 12, unit: 'visits' },
          code: { system: 'cpt', code: '97110', modifiers: [] },
          ...{ from: '2026-11-23', until: '2027-02-21', placeOfService: '11' },
          ...{ renderingId: null, visitTypeId: therapy.id, drugGroup: null },
        },
      ],
    });
    expect(opened.map(({ itemId }) => itemId)).toEqual([idOf(9)]);
  });

  it('says what is missing, and sends nothing', async () => {
    const { ask, server, text, type } = await open();
    await ask();
    expect(text()).toContain('Say what is asked for.');
    await type('description', 'MRI of the knee');
    await type('asked-quantity', 'many');
    await ask();
    expect(text()).toContain('How many are asked for is a whole number from 1 to 9999.');
    expect(server.callsOf(openOne)).toEqual([]);
  });

  it('wants a patient first', async () => {
    const { ask, server, settled, text, type } = await open(null);
    await type('description', 'MRI of the knee');
    await ask();
    await settled();
    expect(text()).toContain('Choose the patient.');
    expect(server.callsOf(need)).toEqual([]);
  });

  it('keeps what was typed when the server refuses it, and says why', async () => {
    const { ask, element, opened, server, text, type } = await open();
    server.refuses(openOne, {
      ...aProblem('rule-broken', 422, 'No coverage is in force on that day; nothing was opened.'),
      rule: 'no-coverage',
    });
    await type('description', 'MRI of the knee');
    await ask();
    expect(text()).toContain('No coverage is in force on that day; nothing was opened.');
    expect(opened).toEqual([]);
    expect(element.querySelector<HTMLInputElement>('[data-field=description]')!.value).toBe(
      'MRI of the knee',
    );
  });

  it('asks for more lines in one request, and leaves one out again', async () => {
    const { ask, element, fixture, server, text, type } = await open();
    await type('description', 'First');
    const press = async (words: string): Promise<void> => {
      const buttons = [...element.querySelectorAll<HTMLButtonElement>('button')];
      buttons.find(({ innerText }) => innerText.trim() === words)!.click();
      await fixture.whenStable();
    };
    await press('Add a line');
    expect(text()).toContain('Line 2');
    await ask();
    // The second one says nothing yet.
    expect(server.callsOf(openOne)).toEqual([]);
    await press('Leave out');
    await type('description', 'Second');
    await ask();
    expect(server.callsOf(openOne).length).toBe(1);
  });
});
