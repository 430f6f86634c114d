import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { Me } from '#contract/staff';
import {
  aClinic,
  aGrant,
  aPerson,
  aProblem,
  FakeServer,
  hilltop,
  riverside,
} from './given-session';
import { Session } from './session';
import { signedIn } from './session-guard';

@Component({ selector: 'app-some-page', template: 'page' })
class SomePage {}

async function start(
  me: Me | null,
): Promise<{ session: Session; server: FakeServer; router: Router; pages: RouterTestingHarness }> {
  const server = new FakeServer();
  if (me) server.when('GET /api/staff/me', me);
  else server.refuses('GET /api/staff/me', aProblem('not-signed-in', 401));
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      provideRouter([
        { path: 'sign-in', component: SomePage },
        { path: 'waitlist', component: SomePage, canActivate: [signedIn] },
      ]),
    ],
  });
  const pages = await RouterTestingHarness.create();
  return { session: TestBed.inject(Session), server, router: TestBed.inject(Router), pages };
}

const inTwoClinics = aPerson({
  clinics: [aClinic(), aClinic({ id: hilltop, shortName: 'Hilltop' })],
  grants: [aGrant('scheduler'), aGrant('biller', hilltop)],
});

describe('Session', () => {
  it('asks once who is signed in, however many ask', async () => {
    const { session, server } = await start(aPerson());
    await Promise.all([session.load(), session.load()]);
    await session.load();
    expect(server.callsOf('GET /api/staff/me').length).toBe(1);
    expect(session.me()?.given).toBe('Ana');
  });

  it('shows the clinic that the person chose last, else the first', async () => {
    const { session, server } = await start(inTwoClinics);
    await session.load();
    expect(session.clinic()?.id).toBe(riverside);
    const preferences = { ...inTwoClinics.preferences, clinicId: hilltop };
    session.begin({ ...inTwoClinics, preferences });
    expect(session.clinic()?.id).toBe(hilltop);
    expect(server.calls.length).toBe(1);
  });

  it('judges permissions in the clinic on show', async () => {
    const { session, server } = await start(inTwoClinics);
    server.when('POST /api/staff/preferences/change', inTwoClinics.preferences);
    await session.load();
    expect(session.can('waitlist:read')).toBeTrue();
    session.pickClinic(hilltop);
    expect(session.can('waitlist:read')).toBeFalse();
    expect(session.canSomewhere('waitlist:read')).toBeTrue();
    expect(server.callsOf('POST /api/staff/preferences/change')[0]?.body).toEqual({
      clinicId: hilltop,
    });
  });

  it('keeps a preference on screen although the server could not remember it', async () => {
    const { session, server } = await start(aPerson());
    server.answers.set('POST /api/staff/preferences/change', 'unreachable');
    await session.load();
    await session.changePreferences({ theme: 'dark' });
    expect(session.preferences()?.theme).toBe('dark');
  });

  it('leads who is not signed in to the sign-in page, and names the way back', async () => {
    const { router, pages } = await start(null);
    await pages.navigateByUrl('/waitlist?opening=1');
    expect(router.url).toBe('/sign-in?to=%2Fwaitlist%3Fopening%3D1');
  });

  it('forgets the person and leads to the sign-in page when a call says the session is over', async () => {
    const { session, server, router, pages } = await start(aPerson());
    await pages.navigateByUrl('/waitlist');
    server.refuses('POST /api/staff/extend-session', aProblem('not-signed-in', 401));
    server.when('GET /api/staff/session-state', { state: 'none' });
    await expectAsync(session.extend()).toBeRejected();
    await pages.fixture.whenStable();
    expect(session.me()).toBeNull();
    expect(router.url).toBe('/sign-in?ended=expired&to=%2Fwaitlist');
  });

  it('keeps the page, locked, when a call says that the session is, or when nobody can say', async () => {
    for (const state of ['locked', null]) {
      const { session, server, router, pages } = await start(aPerson());
      await pages.navigateByUrl('/waitlist');
      server.refuses('POST /api/staff/extend-session', aProblem('not-signed-in', 401));
      if (state) server.when('GET /api/staff/session-state', { state });
      await expectAsync(session.extend()).toBeRejected();
      await pages.fixture.whenStable();
      expect(session.me()).not.toBeNull();
      expect(session.isLocked()).toBe(true);
      expect(router.url).toBe('/waitlist');
      TestBed.resetTestingModule();
    }
  });

  it('signs out without a way back', async () => {
    const { session, server, router, pages } = await start(aPerson());
    server.when('POST /api/staff/sign-out', {});
    await pages.navigateByUrl('/waitlist');
    await session.signOut();
    await pages.fixture.whenStable();
    expect(session.me()).toBeNull();
    expect(router.url).toBe('/sign-in');
  });

  it('stays signed in when signing out did not reach the server', async () => {
    const { session, server } = await start(aPerson());
    server.answers.set('POST /api/staff/sign-out', 'unreachable');
    await session.load();
    await expectAsync(session.signOut()).toBeRejected();
    expect(session.me()).not.toBeNull();
  });
});
