import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Role } from '#contract/permission';
import {
  aGrant,
  aPerson,
  aProblem,
  FakeServer,
  FakeSocket,
  riverside,
} from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aCall } from '../../platform/work-queue/given-queue';
import { aPatient, aRecord } from '../given-patients';
import { PatientPage } from './patient-page';

const record = aRecord();
const patient = aPatient({ id: record.id });
const visits = `GET /api/calendar/patients/${patient.id}/appointments`;
const entries = `GET /api/waitlist/patients/${patient.id}/entries`;
const recalls = `GET /api/calendar/patients/${patient.id}/recalls`;
const calls = `GET /api/calls/patients/${patient.id}/items`;
const refillRequests = `GET /api/refills/patients/${patient.id}/items`;
const standings = `GET /api/authorizations/patients/${patient.id}/standings`;
const resultStandings = `GET /api/results/patients/${patient.id}/standings`;
const prescriptions = `GET /api/refills/patients/${patient.id}/prescriptions`;
const messages = `GET /api/outreach/patients/${patient.id}/messages`;
const notes = `GET /api/patients/${patient.id}/notes`;
const history = `GET /api/patients/${patient.id}/history`;
const visit = {
  id: patient.id,
  clinicId: riverside,
  status: 'booked',
  modality: 'video',
  startsAt: '2999-11-24T15:00:00.000Z',
  endsAt: '2999-11-24T15:30:00.000Z',
  cancellation: null,
  notTold: null,
};

async function open(
  role: Role,
  prepare: (server: FakeServer) => void = () => undefined,
  whileOpening: (socket: FakeSocket) => void = () => undefined,
) {
  const server = new FakeServer()
    .when(`GET /api/patients/${patient.id}/header`, { patient, lookAlikes: [] })
    .when(`GET /api/patients/${patient.id}/record`, record)
    .when(visits, { items: [visit] })
    .when(entries, { items: [] })
    .when(recalls, { items: [] })
    .when(calls, { items: [] })
    .when(refillRequests, { items: [] })
    .when(prescriptions, { items: [] })
    .when(standings, { items: [] })
    .when(resultStandings, { items: [] })
    .when(messages, { items: [] })
    .when(notes, { items: [] })
    .when(history, { items: [] });
  prepare(server);
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [server.provider, socket.provider, provideRouter([])],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(PatientPage);
  fixture.componentRef.setInput('patientId', patient.id);
  TestBed.tick();
  await Promise.resolve();
  whileOpening(socket);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return { server, socket, fixture, element, text: () => element.innerText.replace(/\s+/g, ' ') };
}

describe('PatientPage', () => {
  it('shows for what the patient is to be booked, and leads to booking it', async () => {
    const recall = {
      ...{ id: patient.id, clinicId: riverside, dueOn: '2027-02-23', askedBy: 'provider' },
      ...{ claimedBy: null, note: 'Fasting', status: 'open', version: 1 },
    };
    const { text, element } = await open('scheduler', (server) =>
      server.when(recalls, { items: [recall] }),
    );
    expect(text()).toContain('Around Tue, Feb 23, 2027');
    expect(text()).toContain('A provider’s order · Fasting');
    const link = element.querySelector('[data-recall] a')!;
    expect(link.getAttribute('href')).toBe(`/calendar?recall=${recall.id}`);
  });

  it('shows visits with their state, each leading to its day', async () => {
    const { text, element } = await open('scheduler');
    expect(text()).toContain('To come Sun, Nov 24, 10:00 am, 2999 Riverside · Video Booked');
    const link = element.querySelector(`[data-visit="${visit.id}"] a`);
    expect(link?.getAttribute('href')).toBe(`/calendar/day/2999-11-24?visit=${visit.id}`);
  });

  it('opens each part once, also before the server has said where its feeds stand', async () => {
    const feeds = { 'patients:organization': 7, [`calendar:${riverside}`]: 9 };
    const { server } = await open(
      'scheduler',
      () => undefined,
      (socket) =>
        socket.says.welcome({ sessionId: 'session-1', feeds, serverTime: visit.startsAt }),
    );
    expect(server.callsOf(visits).length).toBe(1);
    expect(server.callsOf(history).length).toBe(1);
    // The header and the list of possible duplicates are two parts that ask for the same.
    const asked = server.calls
      .map(({ method, url }) => `${method} ${url}`)
      .filter((call) => !call.includes('/alerts'));
    expect(asked.filter((call, place) => asked.indexOf(call) !== place)).toEqual([]);
  });

  it('asks again for what a colleague has changed about this patient, and for nobody else', async () => {
    const { server, socket, fixture } = await open('scheduler', undefined, (opened) =>
      opened.says.welcome({ sessionId: 'session-1', feeds: {}, serverTime: visit.startsAt }),
    );
    const hear = async (seq: number, payload: unknown): Promise<number> => {
      const feed = 'patients:organization';
      const change = { feed, seq, type: 'patients.proxy-added', entityId: 'a-proxy', version: 1 };
      const told = { ...change, payload, actorId: null, commandId: null, at: visit.startsAt };
      socket.says.changes({ feed, changes: [told] });
      await new Promise((done) => requestAnimationFrame(done));
      await fixture.whenStable();
      return server.callsOf(history).length;
    };
    expect(await hear(1, { patientId: 'somebody-else' })).toBe(1);
    expect(await hear(2, { patientId: patient.id })).toBe(2);
  });

  it('tells visits that are over from those to come', async () => {
    const past = {
      ...visit,
      id: 'past',
      startsAt: '2020-11-24T15:00:00.000Z',
      endsAt: '2020-11-24T15:30:00.000Z',
    };
    const { text } = await open('scheduler', (server) =>
      server.when(visits, { items: [visit, past] }),
    );
    expect(text()).toMatch(/To come .*2999.* Past and cancelled .*2020/);
  });

  it('says of each part that there is nothing in it', async () => {
    const { text } = await open('scheduler', (server) => server.when(visits, { items: [] }));
    expect(text()).toContain('No visits in the clinics where you work.');
    expect(text()).toContain('Not on the waitlist.');
    expect(text()).toContain('No calls, open or done.');
    expect(text()).toContain('No texts or e-mails.');
    expect(text()).toContain('No notes yet.');
  });

  it('asks for nothing on behalf of those who may not read it, and says so', async () => {
    const { server, text } = await open('biller');
    expect(server.callsOf(entries).length).toBe(0);
    expect(server.callsOf(calls).length).toBe(0);
    expect(server.callsOf(messages).length).toBe(0);
    expect(text()).toContain('Waitlist Your role does not include this.');
    expect(text()).toContain('Calls Your role does not include this.');
    expect(text()).not.toContain('Book a visit');
  });

  it('says of each refill why it is not there yet, as whoever is on the phone reads it out', async () => {
    const waiting = {
      ...{ id: patient.id, decision: null, sending: null },
      requested: { name: 'Metformin', strength: '500 mg', form: 'tablet' },
      work: aCall({ status: 'clinician', clinicId: riverside }).work,
    };
    const { text, element } = await open('call-centre-agent', (server) =>
      server.when(refillRequests, { items: [waiting] }),
    );
    expect(text()).toContain('Metformin 500 mg tablet');
    expect(text()).toContain(
      'Pending because a clinician has to decide; the next step is with a clinician',
    );
    expect(text()).toContain('Needs clinician');
    const link = element.querySelector('app-patient-refills a');
    expect(link?.getAttribute('href')).toBe(`/refills/${waiting.id}`);
  });

  it('shows what is prescribed, when it runs out and what is left of it', async () => {
    const prescription = {
      ...{ id: patient.id, schedule: '4', status: 'active', issuedOn: '2026-05-04' },
      ...{ prescriberName: 'Rivera, Sam', fills: [] },
      order: {
        ...{ name: 'Clonazepam', strength: '0.5 mg', form: 'tablet', sig: '1 tablet at night' },
        repeats: 1,
      },
      supply: { runsOutOn: '2026-11-24', unknownBecause: null },
    };
    const { text } = await open('pharmacist', (server) =>
      server.when(prescriptions, { items: [prescription] }),
    );
    expect(text()).toContain('Clonazepam 0.5 mg tablet (C-IV): 1 tablet at night');
    expect(text()).toContain('runs out Tue, Nov 24, 2026 · no fill is known · 2 fills left');
  });

  it('shows calls with how they stand', async () => {
    const { text } = await open('scheduler', (server) =>
      server.when(calls, { items: [aCall({}, { about: 'parking' })] }),
    );
    expect(text()).toMatch(/Calls [\w ]+: parking Riverside · asked for .* To call/);
  });

  it('tells who changed what of the record', async () => {
    const differences = [{ field: 'phone', before: '+16175550123', after: null }];
    const { text } = await open('scheduler', (server) =>
      server.when(history, {
        items: [{ version: 2, act: 'change', at: visit.startsAt, actor: 'Lee, Sam', differences }],
      }),
    );
    expect(text()).toContain('Changed Lee, Sam · Sun, Nov 24, 10:00 am, 2999');
    expect(text()).toContain('Phone: +16175550123 taken out');
  });

  it('says what could not be loaded and shows the rest', async () => {
    const away = aProblem('unavailable', 503, 'The server is away.');
    const { text } = await open('scheduler', (server) => server.refuses(visits, away));
    expect(text()).toContain('The server is away.');
    expect(text()).toContain('Diaz, Ana');
  });

  it('loads what was missing when the connection is back', async () => {
    const { server, socket, fixture, text } = await open('scheduler', (to) =>
      to.answers.set(visits, 'unreachable'),
    );
    expect(text()).toContain('cannot be reached');
    socket.says.dropped();
    await fixture.whenStable();
    server.when(visits, { items: [visit] });
    socket.says.welcome({ sessionId: 'session-1', feeds: {}, serverTime: visit.startsAt });
    await fixture.whenStable();
    expect(text()).toContain('Sun, Nov 24, 10:00 am');
  });

  it('mutes what may be out of date while the connection is away', async () => {
    const { socket, fixture, element } = await open('scheduler');
    socket.says.dropped();
    await fixture.whenStable();
    expect(element.querySelector('.stale')).not.toBeNull();
  });
});
