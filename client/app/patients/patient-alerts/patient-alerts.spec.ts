import { TestBed } from '@angular/core/testing';
import type { FlagDetail } from '#contract/patient-flag';
import { aPerson, aProblem, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aFlag } from '../given-coverages';
import { aPatient } from '../given-patients';
import { PatientAlerts } from './patient-alerts';

const patientId = aPatient().id;
const path = `GET /api/patients/${patientId}/alerts`;

async function open(server: FakeServer) {
  TestBed.configureTestingModule({ providers: [server.provider] });
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

function withFlags(...details: FlagDetail[]): FakeServer {
  return new FakeServer().when(path, {
    flags: details.map((detail) => aFlag(detail)),
    minor: false,
  });
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
    const minor = new FakeServer().when(path, { flags: [], minor: true });
    expect((await open(minor)).text()).toContain('Minor');
    TestBed.resetTestingModule();
    expect((await open(withFlags())).text()).toBe('');
  });

  it('says so when it cannot be known', async () => {
    const away = aProblem('unavailable', 503, 'The server is away.');
    expect((await open(new FakeServer().refuses(path, away))).text()).toContain(
      'ask before you call or book',
    );
  });
});
