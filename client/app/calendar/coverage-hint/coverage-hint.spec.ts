import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, aProblem, FakeServer, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aVisit } from '../given-calendar';
import { CoverageHint } from './coverage-hint';

const visit = aVisit();
const check = `GET /api/patients/${visit.patient.id}/coverage-alert`;

async function open(server: FakeServer, role: Role = 'scheduler') {
  TestBed.configureTestingModule({ providers: [server.provider, provideRouter([])] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(CoverageHint);
  fixture.componentRef.setInput('visit', visit);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return {
    element,
    settle: () => fixture.whenStable(),
    text: () => element.innerText.replace(/\s+/g, ' ').trim(),
  };
}

function answers(about: string, on: string | null, canBeAsked = false): FakeServer {
  const payerName = 'Bay State Health';
  const alert = { about, coverageId: visit.id, payerName, on, check: null, canBeAsked };
  return new FakeServer().when(check, { alert, verifyWithinDays: 30 });
}

describe('CoverageHint', () => {
  it('says what to see to before check-in, and leads to the coverage', async () => {
    const server = answers('ended', '2026-10-31');
    const { text, element } = await open(server);
    expect(text()).toBe('Bay State Health ended on Oct 31, 2026: ask for the new card · coverage');
    expect(element.querySelector('a')?.getAttribute('href')).toBe(
      `/patients/${visit.patient.id}#coverage`,
    );
    expect(server.callsOf(check)[0]?.url).toContain(`clinicId=${riverside}`);
  });

  it('asks the payer on the spot, where that can be done', async () => {
    const ask = `POST /api/patients/coverages/${visit.id}/check-eligibility`;
    const server = answers('verified-long-ago', '2026-09-01', true).when(ask, {});
    const { element, text, settle } = await open(server);
    const asked = { askedAt: '2026-11-23T15:00:00.000Z', askedBy: null, answer: null };
    server.when(check, {
      alert: {
        about: 'verified-long-ago',
        coverageId: visit.id,
        payerName: 'Bay State Health',
        on: '2026-09-01',
        check: asked,
        canBeAsked: false,
      },
      verifyWithinDays: 30,
    });
    element.querySelector('button')!.click();
    await settle();
    expect(server.callsOf(ask)[0]?.body).toEqual({ clinicId: riverside });
    expect(text()).toContain('the payer is asked');
    expect(element.querySelector('button')).toBeNull();
  });

  it('says nothing when who pays is in order', async () => {
    const server = new FakeServer().when(check, { alert: null, verifyWithinDays: 30 });
    expect((await open(server)).text()).toBe('');
  });

  it('says that it could not be checked', async () => {
    const away = aProblem('unavailable', 503, 'The server is away.');
    expect((await open(new FakeServer().refuses(check, away))).text()).toContain(
      'could not be checked',
    );
  });

  it('asks nothing on behalf of those who keep no coverages', async () => {
    const server = answers('never-verified', null);
    expect((await open(server, 'clinician')).text()).toBe('');
    expect(server.callsOf(check).length).toBe(0);
  });
});
