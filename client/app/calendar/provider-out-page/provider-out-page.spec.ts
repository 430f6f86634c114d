import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { Role } from '#contract/permission';
import { feedOf } from '#contract/realtime';
import type { PlanLine, Rescue } from '#contract/rescues';
import {
  aGrant,
  aPerson,
  aProblem,
  FakeServer,
  FakeSocket,
  riverside,
} from '../../platform/given-session';
import { NEXT_FRAME } from '../../platform/next-frame';
import { Session } from '../../platform/session';
import {
  aProvider,
  at,
  aVisit,
  aVisitType,
  idOf,
  leeId,
  monday,
  okafor,
  okaforId,
  standingClock,
} from '../given-calendar';
import { ProviderOutPage } from './provider-out-page';

const list = 'GET /api/rescues/rescues';
const plan = 'POST /api/rescues/rescues/plan';
const commit = 'POST /api/rescues/rescues/commit';

const place = (time: string, until: string, providerId = okaforId) => ({
  providerId,
  startsAt: at(time),
  endsAt: at(until),
});

function aLine(over: Partial<PlanLine> = {}): PlanLine {
  return {
    appointment: aVisit({ startsAt: at('13:00'), endsAt: at('13:30') }),
    act: 'move',
    to: place('13:00', '13:30'),
    because: 'another-provider',
    acts: ['move', 'waitlist', 'call', 'leave'],
    others: [place('14:00', '14:30')],
    isRefused: false,
    ...over,
  };
}

function aRescue(over: Partial<Rescue> = {}): Rescue {
  return {
    id: idOf(700),
    clinicId: riverside,
    providerId: leeId,
    startsAt: '2026-11-23T05:00:00.000Z',
    endsAt: '2026-11-24T05:00:00.000Z',
    status: 'done',
    committedAt: at('09:00'),
    quietUntil: at('09:01'),
    ...{ moved: 3, waiting: 1, toCall: 0, left: 0 },
    undoneAt: null,
    version: 1,
    ...over,
  };
}

const here = aLine({
  appointment: aVisit({ startsAt: at('09:00'), endsAt: at('09:30'), status: 'arrived' }),
  ...{ act: 'leave', to: null, because: 'here', acts: ['leave'], others: [] },
});

function serverOf(lines: PlanLine[], rescues: Rescue[] = []): FakeServer {
  return new FakeServer()
    .when(list, { items: rescues, asOf: 0 })
    .when('GET /api/staff/providers', { items: [aProvider(), okafor()] })
    .when('GET /api/availability/visit-types', { items: [aVisitType()] })
    .when(plan, { lines, elsewhere: 0 })
    .when(commit, aRescue());
}

const bodiesOf = (server: FakeServer, call: string) => server.callsOf(call).map(({ body }) => body);

async function open(server: FakeServer, role: Role = 'scheduler') {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      socket.provider,
      standingClock().provider,
      provideRouter([{ path: '**', children: [] }]),
      { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(ProviderOutPage);
  fixture.componentRef.setInput('provider', leeId);
  fixture.componentRef.setInput('date', monday);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  await fixture.whenStable();
  const of = <E extends HTMLElement>(selector: string) => [
    ...element.querySelectorAll<E>(selector),
  ];
  return {
    socket,
    whenStable: () => fixture.whenStable(),
    text: () => element.innerText.replace(/\s+/g, ' '),
    rows: () =>
      of('tbody tr').map((row) =>
        [...row.querySelectorAll<HTMLElement>('td, th')]
          .map((cell) => cell.querySelector('app-status-chip')?.textContent ?? cell.innerText)
          .join(' ')
          .replace(/\s+/g, ' ')
          .trim(),
      ),
    choices: () =>
      of<HTMLSelectElement>('tbody select').map((select) =>
        [...select.options].map(({ innerText }) => innerText.trim()),
      ),
    async choose(words: string) {
      const select = element.querySelector<HTMLSelectElement>('tbody select')!;
      select.selectedIndex = [...select.options].findIndex((one) => one.innerText.trim() === words);
      select.dispatchEvent(new Event('change'));
      await fixture.whenStable();
    },
    async press(words: string) {
      const button = of<HTMLButtonElement>('button').find((one) => one.innerText.trim() === words);
      if (!button) throw new Error(`There is no button “${words}”: ${element.innerText}`);
      button.click();
      await fixture.whenStable();
    },
  };
}

describe('ProviderOutPage', () => {
  it('plans the whole day of the provider whose column it was, and changes nothing', async () => {
    const server = serverOf([here, aLine()]);
    const page = await open(server);
    await page.press('Make a plan');
    expect(bodiesOf(server, plan)).toEqual([
      {
        ...{ clinicId: riverside, providerId: leeId, decisions: [] },
        ...{ startsAt: '2026-11-23T05:00:00.000Z', endsAt: '2026-11-24T05:00:00.000Z' },
      },
    ]);
    expect(page.rows().map((row) => row.replace(/ \S*-?\d+ Follow-up/, ''))).toEqual([
      jasmine.stringMatching(/^Mon, Nov 23, 9:00 am Diaz, Ana.* Left The patient is here$/),
      jasmine.stringMatching(/^Mon, Nov 23, 1:00 pm Diaz, Ana.* Moved Another provider$/),
    ]);
    expect(page.choices()).toEqual([
      [
        '1:00 pm with Okafor, Chidi',
        '2:00 pm with Okafor, Chidi',
        'Cancel, waitlist and call',
        'Call first',
        'Leave as it is',
      ],
    ]);
    expect(bodiesOf(server, commit)).toEqual([]);
  });

  it('plans anew around what is decided by hand, and commits what is on show', async () => {
    const line = aLine();
    const server = serverOf([line]);
    const page = await open(server);
    await page.press('Make a plan');
    const other = place('14:00', '14:30');
    server.when(plan, {
      lines: [{ ...line, to: other, others: [], because: 'chosen' }],
      elsewhere: 0,
    });
    await page.choose('2:00 pm with Okafor, Chidi');
    const decision = {
      ...{ appointmentId: line.appointment.id, expectedVersion: line.appointment.version },
      ...{ act: 'move', to: { providerId: okaforId, startsAt: other.startsAt } },
    };
    expect(bodiesOf(server, plan).at(-1)).toEqual(
      jasmine.objectContaining({ decisions: [decision] }),
    );
    await page.press('Mark out, move 1');
    expect(bodiesOf(server, commit)).toEqual([
      jasmine.objectContaining({ providerId: leeId, decisions: [decision] }),
    ]);
    expect(TestBed.inject(Router).url).toBe(`/calendar/provider-out/${idOf(700)}`);
  });

  it('shows what has changed since it was planned, in a plan made anew', async () => {
    const line = aLine();
    const current = { items: [{ appointmentId: line.appointment.id, what: 'changed' }] };
    const refusal = { ...aProblem('rule-broken', 422), rule: 'plan-changed', current };
    const server = serverOf([line]).refuses(commit, refusal);
    const page = await open(server);
    await page.press('Make a plan');
    await page.press('Mark out, move 1');
    expect(bodiesOf(server, plan).length).toBe(2);
    expect(page.rows()[0]).toContain('Changed meanwhile.');
    expect(page.text()).toContain(refusal.title);
  });

  it('shows lines of one kind alone where that is asked for', async () => {
    const page = await open(serverOf([here, aLine()]));
    await page.press('Make a plan');
    await page.press('Left 1');
    expect(page.rows().length).toBe(1);
    await page.press('All 2');
    expect(page.rows().length).toBe(2);
  });

  it('says that nobody is concerned, and can mark out all the same', async () => {
    const server = serverOf([]);
    const page = await open(server);
    await page.press('Make a plan');
    expect(page.text()).toContain('No visit stands in that time');
    await page.press('Mark out');
    expect(bodiesOf(server, commit).length).toBe(1);
  });

  it('lists what was done before, and follows it', async () => {
    const server = serverOf([], [aRescue()]);
    const page = await open(server);
    expect(page.text()).toContain(
      'Lee, Hannah, MD Mon, Nov 23, 2026 3 moved, 1 on the waitlist, 0 to call, 0 left',
    );
    server.when(list, { items: [aRescue({ status: 'undone', undoneAt: at('10:00') })], asOf: 1 });
    const feed = feedOf('rescues', riverside);
    const change = {
      ...{ feed, seq: 1, type: 'rescues.rescue-undone', entityId: idOf(700), version: 2 },
      ...{ payload: {}, actorId: null, commandId: null, at: at('10:00') },
    };
    page.socket.says.changes({ feed, changes: [change] });
    await page.whenStable();
    expect(page.text()).toContain('Mon, Nov 23, 2026 Undone');
  });

  it('says what is wrong and tries again', async () => {
    const server = serverOf([]).refuses(list, aProblem('unavailable', 503));
    const page = await open(server);
    server.when(list, { items: [], asOf: 0 });
    await page.press('Try again');
    expect(page.text()).toContain('Nobody has been out');
  });

  it('is closed to who does not find other places', async () => {
    const page = await open(serverOf([]), 'clinician');
    expect(page.text()).not.toContain('Make a plan');
  });
});
