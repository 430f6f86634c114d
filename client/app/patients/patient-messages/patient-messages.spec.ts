import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Message } from '#contract/outreach';
import type { Role } from '#contract/permission';
import { feedOf } from '#contract/realtime';
import {
  aClinic,
  aGrant,
  aPerson,
  aProblem,
  FakeServer,
  FakeSocket,
  hilltop,
  riverside,
} from '../../platform/given-session';
import { NEXT_FRAME } from '../../platform/next-frame';
import { Session } from '../../platform/session';
import { aPatient } from '../given-patients';
import { PatientMessages } from './patient-messages';

const { id: patientId, mrn, family, given, birthOn, interpreter } = aPatient();
const list = `GET /api/outreach/patients/${patientId}/messages`;
const nine = '2026-11-23T14:00:00.000Z';

function aMessage(id: string, overrides: Partial<Message> = {}): Message {
  return {
    ...{ id, clinicId: riverside, channel: 'text', kind: 'reminder', language: 'en' },
    patient: { id: patientId, mrn, family, given, birthOn, interpreter },
    about: { kind: 'visit', id: 'visit' },
    ...{ status: 'sent', because: null, attempts: 1, version: 3 },
    ...{ queuedAt: nine, leavesAt: nine, sentAt: nine, expiresAt: nine },
    ...overrides,
  };
}

async function open(server: FakeServer, role: Role = 'scheduler') {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      provideRouter([]),
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  const clinics = [aClinic(), aClinic({ id: hilltop, shortName: 'Hilltop' })];
  const grants = [aGrant(role), aGrant(role, hilltop)];
  TestBed.inject(Session).begin(aPerson({ clinics, grants }));
  const fixture = TestBed.createComponent(PatientMessages);
  fixture.componentRef.setInput('patientId', patientId);
  TestBed.tick();
  await Promise.resolve();
  socket.says.welcome({ sessionId: 'session-1', feeds: {}, serverTime: nine });
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  return {
    rows: () =>
      [...element.querySelectorAll('li')].map(({ innerText }) =>
        innerText.replace(/\s+/g, ' ').trim(),
      ),
    text: () => element.innerText.replace(/\s+/g, ' '),
    link: (id: string) =>
      element.querySelector(`[data-message="${id}"] a`)?.getAttribute('href') ?? null,
    async hear(payload: unknown) {
      const feed = feedOf('outreach', riverside);
      const change = { feed, seq: 1, type: 'outreach.message-sent', entityId: 'one', version: 4 };
      const told = { ...change, payload, actorId: null, commandId: null, at: nine };
      socket.says.changes({ feed, changes: [told] });
      await fixture.whenStable();
    },
    async press(label: string) {
      [...element.querySelectorAll('button')]
        .find(({ innerText }) => innerText.trim() === label)!
        .click();
      await fixture.whenStable();
    },
  };
}

describe('PatientMessages', () => {
  it('says what was said, where, when and what became of it; those of this clinic lead on', async () => {
    const items = [
      aMessage('one', { status: 'dead', because: 'carrier-refused', sentAt: null }),
      aMessage('two', { clinicId: hilltop, channel: 'email', kind: 'confirmation' }),
    ];
    const section = await open(new FakeServer().when(list, { items }));
    expect(section.rows()).toEqual([
      'Reminder of a visit, text Riverside · Mon, Nov 23, 9:00 am · The carrier refused it Not delivered',
      'Visit booked, e-mail Hilltop · Mon, Nov 23, 9:00 am Sent',
    ]);
    expect(section.link('one')).toBe('/messages?show=trouble');
    expect(section.link('two')).toBeNull();
  });

  it('shows the newest, and the others when they are asked for', async () => {
    const items = Array.from({ length: 8 }, (_, at) => aMessage(`message-${at}`));
    const section = await open(new FakeServer().when(list, { items }));
    expect(section.rows().length).toBe(6);
    await section.press('Show 2 more');
    expect(section.rows().length).toBe(8);
    expect(section.text()).not.toContain('more');
  });

  it('follows what becomes of messages to this patient', async () => {
    const server = new FakeServer().when(list, { items: [] });
    const section = await open(server);
    expect(section.text()).toContain('No texts or e-mails.');
    server.when(list, { items: [aMessage('one')] });
    await section.hear({ patient: { id: patientId } });
    expect(section.rows().length).toBe(1);
  });

  it('asks for nothing on behalf of those who may not read it', async () => {
    const server = new FakeServer().when(list, { items: [aMessage('one')] });
    const section = await open(server, 'biller');
    expect(server.callsOf(list)).toEqual([]);
    expect(section.text()).toContain('Your role does not include this.');
  });

  it('says when it cannot be had, and tries again', async () => {
    const server = new FakeServer().refuses(list, aProblem('unavailable', 503, 'It is away.'));
    const section = await open(server);
    expect(section.text()).toContain('It is away.');
    server.when(list, { items: [aMessage('one')] });
    await section.press('Try again');
    expect(section.rows().length).toBe(1);
  });
});
