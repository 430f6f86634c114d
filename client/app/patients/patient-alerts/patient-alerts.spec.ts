import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { FlagDetail } from '#contract/patient-flag';
import { aPerson, aProblem, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aFlag } from '../given-coverages';
import { aPatient } from '../given-patients';
import { PatientAlerts } from './patient-alerts';

const patientId = aPatient().id;
const path = `GET /api/patients/${patientId}/alerts`;

async function open(server: FakeServer) {
  TestBed.configureTestingModule({ providers: [server.provider, provideRouter([])] });
  TestBed.inject(Session).begin(aPerson());
  const fixture = TestBed.createComponent(PatientAlerts);
  fixture.componentRef.setInput('patientId', patientId);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return {
    alerts: fixture.componentInstance,
    text: () => element.innerText.replace(/\s+/g, ' ').trim(),
  };
}

const known = { flags: [], minor: false, mayBeTold: [], possibleDuplicates: [], survivor: null };

function withFlags(...details: FlagDetail[]): FakeServer {
  return new FakeServer().when(path, { ...known, flags: details.map((detail) => aFlag(detail)) });
}

describe('PatientAlerts', () => {
  it('leads with what stops most', async () => {
    const { text } = await open(
      withFlags(
        { kind: 'vip' },
        { kind: 'do-not-contact', scope: 'texts' },
        { kind: 'deceased', diedOn: null, source: 'Family' },
      ),
    );
    expect(text()).toBe(
      'Has died: nothing leaves to this person Do not contact: text messages VIP chart: every look at it is noted',
    );
  });

  it('tells the only number, for who dials', async () => {
    const { alerts, text } = await open(
      withFlags({ kind: 'confidential-channel', channel: 'phone', address: '+16175550177' }),
    );
    expect(text()).toBe('Reach only by phone call: (617) 555-0177');
    expect(alerts.onlyPhone()).toBe('+16175550177');
  });

  it('marks a minor, and shows nothing where there is nothing', async () => {
    const minor = new FakeServer().when(path, { ...known, minor: true });
    expect((await open(minor)).text()).toBe('Minor Nobody on file may be told');
    TestBed.resetTestingModule();
    expect((await open(withFlags())).text()).toBe('');
  });

  it('names who may be told, and of what', async () => {
    const mother = {
      proxyId: patientId,
      family: 'Diaz',
      given: 'Rosa',
      relation: 'mother',
      phone: null,
      told: ['visits'],
      mayDecide: true,
    };
    const child = new FakeServer().when(path, { ...known, minor: true, mayBeTold: [mother] });
    expect((await open(child)).text()).toBe('Minor Rosa Diaz (mother): visits and times');
  });

  it('leads from a retired chart to the one that replaced it, and to a possible duplicate', async () => {
    const { id, mrn, family, given, birthOn, interpreter } = aPatient({ given: 'Anna' });
    const other = { id, mrn, family, given, birthOn, interpreter };
    const link = { id: patientId, other, note: 'Same phone', version: 1 };
    const answer = { ...known, survivor: other, possibleDuplicates: [link] };
    const { text } = await open(new FakeServer().when(path, answer));
    expect(text()).toContain(`This chart is retired. Use Diaz, Anna, ${mrn}`);
    expect(text()).toContain(`May have a second chart: Diaz, Anna, ${mrn}`);
  });

  it('says so when it cannot be known', async () => {
    const away = aProblem('unavailable', 503, 'The server is away.');
    expect((await open(new FakeServer().refuses(path, away))).text()).toContain(
      'ask before you call or book',
    );
  });
});
