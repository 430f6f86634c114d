import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { aPerson, FakeServer, FakeSocket } from './given-session';
import { Presence, signMs } from './presence';
import { Session } from './session';

async function start() {
  const socket = new FakeSocket();
  TestBed.configureTestingModule({
    providers: [provideRouter([]), new FakeServer().provider, socket.provider],
  });
  TestBed.inject(Session).begin(aPerson());
  const presence = TestBed.inject(Presence);
  TestBed.tick();
  await new Promise((done) => setTimeout(done));
  return { presence, socket };
}

describe('Presence', () => {
  it('gives a sign at once, and again for as long as something is open', async () => {
    const { presence, socket } = await start();
    const entity = signal<string | null>(null);
    jasmine.clock().install();
    try {
      TestBed.runInInjectionContext(() => presence.tell(entity, signal('viewing')));
      TestBed.tick();
      jasmine.clock().tick(signMs);
      expect(socket.presences).toEqual([]);
      entity.set('call:1');
      TestBed.tick();
      expect(socket.presences.length).toBe(1);
      jasmine.clock().tick(2 * signMs);
      expect(socket.presences.length).toBe(3);
      entity.set(null);
      TestBed.tick();
      jasmine.clock().tick(2 * signMs);
      expect(socket.presences.length).toBe(3);
    } finally {
      jasmine.clock().uninstall();
    }
  });

  it('says nothing while the page is out of sight, and at once when it is back', async () => {
    const { presence, socket } = await start();
    const visibility = spyOnProperty(document, 'visibilityState').and.returnValue('hidden');
    const seen = (): void => {
      document.dispatchEvent(new Event('visibilitychange'));
      TestBed.tick();
    };
    seen();
    TestBed.runInInjectionContext(() => presence.tell(signal('call:1'), signal('editing')));
    TestBed.tick();
    expect(socket.presences).toEqual([]);
    visibility.and.returnValue('visible');
    seen();
    expect(socket.presences).toEqual([{ entity: 'call:1', mode: 'editing' }]);
  });
});
