import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, aProblem, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aVisit } from '../given-calendar';
import { AuthorizationHint } from './authorization-hint';

const check = 'POST /api/authorizations/check-visit';
const visit = aVisit();
const nothing = { needed: 'yes', covering: null, warnings: [], covered: [] };

async function open(server: FakeServer, role: Role = 'scheduler') {
  TestBed.configureTestingModule({ providers: [server.provider, provideRouter([])] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(AuthorizationHint);
  fixture.componentRef.setInput('visit', visit);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return { element, text: () => element.innerText.replace(/\s+/g, ' ').trim() };
}

describe('AuthorizationHint', () => {
  it('names the denial that the visit would earn, and leads to what is authorized', async () => {
    const message = 'Denial 197 is likely. No authorization was asked for.';
    const warnings = [{ rule: 'authorization-absent', denial: '197', message }];
    const server = new FakeServer().when(check, { ...nothing, warnings });
    const { text, element } = await open(server);
    expect(text()).toBe(`${message} · authorizations`);
    expect(element.querySelector('a')?.getAttribute('href')).toBe(
      `/patients/${visit.patient.id}#authorizations`,
    );
    expect(server.callsOf(check)[0]?.body).toEqual({
      clinicId: visit.clinicId,
      patientId: visit.patient.id,
      visitTypeId: visit.visitTypeId,
      providerId: visit.providerId,
      startsAt: visit.startsAt,
      appointmentId: visit.id,
    });
  });

  it('says what is left and until when', async () => {
    const covering = {
      lineId: visit.id,
      left: 5,
      granted: 12,
      unit: 'visits',
      until: '2027-02-21',
    };
    const { text } = await open(new FakeServer().when(check, { ...nothing, covering }));
    expect(text()).toBe('Authorized until Feb 21, 2027 · 5 of 12 visits left');
  });

  it('says nothing where nothing is needed', async () => {
    const server = new FakeServer().when(check, { ...nothing, needed: 'no' });
    expect((await open(server)).text()).toBe('');
  });

  it('says that it could not be checked', async () => {
    const away = aProblem('unavailable', 503, 'The server is away.');
    expect((await open(new FakeServer().refuses(check, away))).text()).toContain(
      'could not be checked',
    );
  });

  it('asks nothing for who may not know', async () => {
    const server = new FakeServer().when(check, nothing);
    expect((await open(server, 'records-clerk')).text()).toBe('');
    expect(server.callsOf(check).length).toBe(0);
  });
});
