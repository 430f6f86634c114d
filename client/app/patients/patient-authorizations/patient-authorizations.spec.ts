import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { AuthorizationStanding } from '#contract/authorization-standing';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, FakeServer, FakeSocket, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { idOf } from '../../platform/work-queue/given-queue';
import { PatientAuthorizations } from './patient-authorizations';

const patientId = idOf(1);
const standings = `GET /api/authorizations/patients/${patientId}/standings`;

function aStanding(overrides: Partial<AuthorizationStanding> = {}): AuthorizationStanding {
  return {
    ...{ itemId: idOf(2), lineId: idOf(3), clinicId: riverside, kind: 'service' },
    ...{ description: 'Physical therapy', visitTypeId: null, payerName: 'Harbor Health' },
    ...{ status: 'approved', span: { from: '2026-12-01', until: '2027-02-28' }, unit: 'visits' },
    ...{ units: { granted: 12, reserved: 3, used: 1 }, number: null, pending: null, trouble: null },
    ...overrides,
  };
}

async function open(role: Role, items: AuthorizationStanding[]) {
  const server = new FakeServer().when(standings, { items });
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [server.provider, socket.provider, provideRouter([])],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(PatientAuthorizations);
  fixture.componentRef.setInput('patientId', patientId);
  TestBed.tick();
  await Promise.resolve();
  socket.says.welcome({
    sessionId: 'session-1',
    feeds: {},
    serverTime: '2026-11-23T14:00:00.000Z',
  });
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const text = (): string => element.innerText.replace(/\s+/g, ' ').trim();
  return { element, fixture, server, text };
}

describe('Authorizations on the patient’s page', () => {
  it('say what is left, until when, and what has gone wrong with it', async () => {
    const { element, text } = await open('scheduler', [aStanding({ trouble: 'coverage-changed' })]);
    expect(text()).toContain('Physical therapy');
    expect(text()).toContain('Harbor Health · Dec 1, 2026 – Feb 28, 2027');
    expect(text()).toContain('Approved');
    expect(text()).toContain('8 of 12 visits left: 3 booked, 1 used');
    expect(text()).toContain('The plan has changed since it was approved');
    // The desk reads no request.
    expect(element.querySelector('li a')).toBeNull();
  });

  it('say why one is not there yet, in one sentence', async () => {
    const pending = {
      ...{ because: 'the insurance has to authorize it first', owner: 'the insurance' },
      ...{ expectedAt: '2026-11-25T14:00:00.000Z', latestAt: null },
    };
    const waiting = aStanding({ status: 'submitted', units: null, pending });
    const { text } = await open('scheduler', [waiting]);
    expect(text()).toContain(
      'Pending because the insurance has to authorize it first; the next step is with the insurance, expected by Wed, Nov 25, 9:00 am.',
    );
  });

  it('hide what is over until it is asked for', async () => {
    const { element, fixture, text } = await open('scheduler', [aStanding({ status: 'expired' })]);
    expect(text()).toContain('Nothing is asked for or in force.');
    expect(text()).not.toContain('Physical therapy');
    element.querySelector<HTMLButtonElement>('button[aria-expanded]')?.click();
    await fixture.whenStable();
    expect(text()).toContain('Physical therapy');
    expect(text()).toContain('Hide what is over');
  });

  it('lead to the request whoever may read it, with the number of the payer', async () => {
    const { element, text } = await open('authorization-specialist', [
      aStanding({ number: 'A-1' }),
    ]);
    expect(element.querySelector('li a')?.getAttribute('href')).toBe(`/authorizations/${idOf(2)}`);
    expect(text()).toContain('number A-1');
  });

  it('lead to asking for one whoever may ask, and are not for everybody', async () => {
    const { element } = await open('scheduler', []);
    expect(element.querySelector('a')?.getAttribute('href')).toBe(
      `/authorizations/ask/${patientId}`,
    );
    TestBed.resetTestingModule();
    const other = await open('records-clerk', []);
    expect(other.server.callsOf(standings)).toEqual([]);
    expect(other.text()).toContain('Your role does not include this.');
  });
});
