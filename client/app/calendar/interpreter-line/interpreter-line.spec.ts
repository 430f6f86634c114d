import { TestBed } from '@angular/core/testing';
import type { Appointment } from '#contract/calendar';
import type { InterpreterRequest } from '#contract/interpreter-requests';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, aProblem, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aRequest, at, aVisit, cancelled, standingClock } from '../given-calendar';
import { InterpreterLine } from './interpreter-line';

const asked = { status: 'requested', mode: 'in-person' } as const;
const visit = aVisit({ interpreterRequest: asked });
const path = `/api/calendar/interpreter-requests/${visit.id}`;
const get = `GET ${path}`;

async function open(
  known: Partial<InterpreterRequest> = {},
  { role = 'scheduler', of = visit }: { role?: Role; of?: Appointment } = {},
) {
  const server = new FakeServer().when(get, { request: aRequest({ id: visit.id, ...known }) });
  TestBed.configureTestingModule({ providers: [server.provider, standingClock().provider] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(InterpreterLine);
  fixture.componentRef.setInput('visit', of);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  return {
    server,
    element,
    text: () => element.innerText.replace(/\s+/g, ' ').trim(),
    async shows(next: Appointment) {
      fixture.componentRef.setInput('visit', next);
      await fixture.whenStable();
    },
    async press(label: string) {
      [...element.querySelectorAll('button')]
        .find(({ innerText }) => innerText.trim() === label)!
        .click();
      await fixture.whenStable();
    },
    async type(name: string, value: string) {
      const field = element.querySelector<HTMLInputElement>(`[name=${name}]`)!;
      field.value = value;
      field.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    async enter() {
      element.querySelector('form')!.requestSubmit();
      await fixture.whenStable();
    },
  };
}

describe('InterpreterLine', () => {
  it('says that nobody has confirmed for a visit that is near', async () => {
    const { text } = await open();
    expect(text()).toContain('Interpreter: Spanish · requested');
    expect(text()).toContain('Nobody has confirmed, and the visit begins within two days.');
  });

  it('does not warn of a visit that is far', async () => {
    const far = { ...visit, startsAt: '2026-11-27T15:00:00.000Z' };
    const { text } = await open({}, { of: far });
    expect(text()).toContain('Interpreter: Spanish · requested');
    expect(text()).not.toContain('within two days');
  });

  it('writes down who interprets, and says so at once', async () => {
    const line = await open();
    const confirmed = { status: 'confirmed', confirmedBy: 'Harbor', reference: 'HL-2' } as const;
    line.server.when(`POST ${path}/confirm`, aRequest({ id: visit.id, ...confirmed, version: 2 }));
    await line.press('Confirm…');
    await line.type('confirmedBy', ' Harbor ');
    await line.type('reference', 'HL-2');
    await line.enter();
    expect(line.server.callsOf(`POST ${path}/confirm`).map(({ body }) => body)).toEqual([
      { expectedVersion: 1, confirmedBy: 'Harbor', reference: 'HL-2', mode: 'in-person' },
    ]);
    expect(line.text()).toContain('Interpreter: Spanish · confirmed by Harbor');
    expect(line.text()).toContain('reference HL-2');
    expect(line.text()).not.toContain('Confirm…');
  });

  it('sends nothing without a name', async () => {
    const line = await open();
    await line.press('Confirm…');
    await line.type('confirmedBy', '  ');
    await line.enter();
    expect(line.server.callsOf(`POST ${path}/confirm`)).toEqual([]);
  });

  it('declines for a reason, and asks again', async () => {
    const line = await open();
    const declined = { status: 'declined', because: 'nobody-free', version: 2 } as const;
    line.server.when(`POST ${path}/decline`, aRequest({ id: visit.id, ...declined }));
    await line.press('Decline…');
    await line.enter();
    expect(line.text()).toContain('Interpreter: Spanish · declined');
    expect(line.text()).toContain('Nobody is free then');
    const again = { because: 'asked-again', version: 3 } as const;
    line.server.when(`POST ${path}/ask-again`, aRequest({ id: visit.id, ...again }));
    await line.press('Ask again');
    expect(line.server.callsOf(`POST ${path}/ask-again`)[0]?.body).toEqual({ expectedVersion: 2 });
    expect(line.text()).toContain('Interpreter: Spanish · requested');
  });

  it('shows what somebody else was faster with, and keeps what was typed', async () => {
    const line = await open();
    const current = aRequest({
      ...{ id: visit.id, status: 'confirmed', confirmedBy: 'Other agency', version: 2 },
    });
    line.server.refuses(`POST ${path}/confirm`, {
      ...aProblem('conflict', 409, 'Somebody else changed this a moment ago.'),
      current,
    });
    await line.press('Confirm…');
    await line.type('confirmedBy', 'Harbor');
    await line.enter();
    expect(line.text()).toContain('It is now: Spanish · confirmed by Other agency.');
    expect(line.element.querySelector<HTMLInputElement>('[name=confirmedBy]')!.value).toBe(
      'Harbor',
    );
  });

  it('follows the visit', async () => {
    const line = await open();
    const moved = aRequest({
      ...{ id: visit.id, because: 'moved', confirmedBy: 'Harbor', version: 3 },
    });
    line.server.when(get, { request: moved });
    await line.shows({ ...visit, startsAt: at('14:00'), version: 3 });
    expect(line.text()).toContain('The visit was moved · before confirmed by Harbor');
  });

  it('lets nobody act on a visit that is off, or without the right', async () => {
    const off = { ...cancelled(visit), interpreterRequest: { ...asked, status: 'withdrawn' } };
    const withdrawn = { status: 'withdrawn', because: 'visit-off' } as const;
    const line = await open(withdrawn, { of: off as Appointment });
    expect(line.text()).toBe(
      'Interpreter: Spanish · withdrawn In person · The visit does not take place',
    );
    TestBed.resetTestingModule();
    const clinician = await open({}, { role: 'clinician' });
    expect(clinician.text()).not.toContain('Confirm…');
  });

  it('asks for nothing where nobody was asked, and says that it could not be loaded', async () => {
    const without = await open({}, { of: aVisit() });
    expect(without.text()).toBe('');
    expect(without.server.callsOf(get)).toEqual([]);
    TestBed.resetTestingModule();
    const line = await open();
    line.server.refuses(get, aProblem('unavailable', 503));
    await line.shows({ ...visit, version: 2 });
    expect(line.text()).toContain('could not be loaded');
  });
});
