import { TestBed } from '@angular/core/testing';
import { aGrant, aPerson, FakeServer, FakeSocket, riverside } from '../../platform/given-session';
import { NEXT_FRAME } from '../../platform/next-frame';
import { Session } from '../../platform/session';
import { aChange, aRequest, aVisit, standingClock } from '../given-calendar';
import { InterpretersDialog } from './interpreters-dialog';

const list = 'GET /api/calendar/interpreter-requests';
const asked = { status: 'requested', mode: 'in-person' } as const;
const near = aVisit({ interpreterRequest: asked });
const far = aVisit({
  startsAt: '2026-12-01T15:00:00.000Z',
  interpreterRequest: { ...asked, status: 'declined' },
});
const items = [
  { visit: near, request: aRequest({ id: near.id }) },
  {
    visit: far,
    request: aRequest({ id: far.id, language: 'vi', status: 'declined', because: 'nobody-free' }),
  },
];

async function open(shown = items) {
  const server = new FakeServer().when(list, { items: shown });
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      standingClock().provider,
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('scheduler')] }));
  const fixture = TestBed.createComponent(InterpretersDialog);
  fixture.componentRef.setInput('clinicId', riverside);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  return {
    server,
    socket,
    settle: () => fixture.whenStable(),
    rows: () =>
      [...element.querySelectorAll('li')].map((row) => row.innerText.replace(/\s+/g, ' ')),
  };
}

describe('InterpretersDialog', () => {
  it('lists what is open by start, and says what is near', async () => {
    const { rows } = await open();
    expect(rows().length).toBe(2);
    expect(rows()[0]).toContain('within two days');
    expect(rows()[0]).toContain('Spanish · requested');
    expect(rows()[0]).toContain('Confirm…');
    expect(rows()[1]).toContain('Vietnamese · declined');
    expect(rows()[1]).not.toContain('within two days');
    expect(rows()[1]).toContain('Ask again');
  });

  it('follows what another console confirms', async () => {
    const { server, socket, rows, settle } = await open();
    server.when(list, { items: items.slice(1) });
    const confirmed = {
      ...near,
      interpreterRequest: { ...asked, status: 'confirmed' as const },
      version: 2,
    };
    const change = aChange('calendar.appointment-interpreter-confirmed', confirmed);
    socket.says.changes({ feed: change.feed, changes: [change] });
    await settle();
    expect(rows().length).toBe(1);
  });

  it('says that nothing is open', async () => {
    const { rows } = await open([]);
    expect(rows()).toEqual(['For every visit to come somebody interprets.']);
  });
});
