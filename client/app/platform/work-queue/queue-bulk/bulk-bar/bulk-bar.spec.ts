import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { Dispatcher } from '@ngrx/signals/events';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, FakeSocket, riverside, type FakeServer } from '../../../given-session';
import { NEXT_FRAME } from '../../../next-frame';
import { Session } from '../../../session';
import { aCall, minutesLater, queueServer, standingClock, testQueue } from '../../given-queue';
import { provideWorkQueue } from '../../provide-work-queue';
import { queuePageEvents } from '../../work-queue-events';
import { WorkQueueStore } from '../../work-queue-store';
import { bulkPageEvents } from '../bulk-events';
import { aBulk, aBulkChange } from '../given-bulk';
import { BulkBar } from './bulk-bar';

const queue = {
  ...testQueue,
  manyDecisions: [
    {
      decision: 'cancel',
      title: 'Cancel',
      past: 'cancelled',
      by: 'call:assign',
      canBeUndone: true,
    },
  ] as const,
};

@Component({
  selector: 'app-host',
  imports: [BulkBar],
  providers: [provideWorkQueue(queue)],
  template: '<app-bulk-bar />',
})
class Host {}

const [first, second] = [aCall({ dueAt: minutesLater(5) }), aCall({ dueAt: minutesLater(9) })];
const held = { itemId: second.id, because: 'Somebody else works on this now.' };

describe('What a queue decides about many at once', () => {
  async function visit(role: Role, prepare: (server: FakeServer) => void = () => undefined) {
    const server = queueServer({ calls: [first, second] });
    prepare(server);
    const socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        server.provider,
        socket.provider,
        standingClock().provider,
        { provide: NEXT_FRAME, useValue: (run: () => void) => run() },
      ],
    });
    TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
    const fixture = TestBed.createComponent(Host);
    const { injector } = fixture.debugElement;
    const dispatcher = injector.get(Dispatcher);
    const shown = async (): Promise<void> => {
      for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setTimeout(done));
      await fixture.whenStable();
    };
    dispatcher.dispatch(queuePageEvents.opened({ clinicId: riverside, filter: { show: 'open' } }));
    await shown();
    const ids = injector
      .get(WorkQueueStore)
      .rows()
      .map(({ id }) => id);
    dispatcher.dispatch(bulkPageEvents.selected({ ids }));
    await shown();
    const host = fixture.nativeElement as HTMLElement;
    const press = async (words: string): Promise<void> => {
      const buttons = [...host.querySelectorAll('button')];
      const button = buttons.find(({ textContent }) => textContent.trim() === words);
      if (!button) throw new Error(`There is no button “${words}”.`);
      button.click();
      await shown();
    };
    const hear = async (bulk: ReturnType<typeof aBulk>): Promise<void> => {
      socket.says.changes({ feed: `calls:${riverside}`, changes: [aBulkChange(1, bulk)] });
      await shown();
    };
    return { server, press, hear, text: () => host.textContent };
  }

  it('is shown before it is done, with what is left alone and why', async () => {
    const action = { verb: 'decide', decision: 'cancel' } as const;
    const bulk = aBulk({ action, total: 2 });
    const { server, press, hear, text } = await visit('clinic-manager', (server) =>
      server
        .when('POST /api/calls/items/preview-bulk', { would: 1, refused: [held] })
        .when('POST /api/calls/items/start-bulk', bulk),
    );
    await press('Cancel…');
    const asked = { clinicId: riverside, action, items: { [first.id]: 1, [second.id]: 1 } };
    expect(server.callsOf('POST /api/calls/items/preview-bulk')[0]?.body).toEqual(asked);
    expect(text()).toContain('1 will be cancelled');
    expect(text()).toContain('1 is left alone');
    expect(text()).toContain(held.because);
    expect(text()).toContain(`${second.patient.family}, Ana`);
    expect(server.callsOf('POST /api/calls/items/start-bulk')).toEqual([]);
    await press('Cancel 1');
    expect(server.callsOf('POST /api/calls/items/start-bulk')[0]?.body).toEqual(asked);
    expect(text()).toContain('0 of 2 cancelled');
    await hear({ ...bulk, done: 1, refused: 1, endedAt: minutesLater(1), version: 2 });
    expect(text()).toContain('1 cancelled · 1 left alone');
    server.when(`POST /api/calls/bulks/${bulk.id}/undo`, aBulk({ id: first.id }));
    await press('Undo');
    expect(server.callsOf(`POST /api/calls/bulks/${bulk.id}/undo`).length).toBe(1);
  });

  it('is not offered to who may not decide it', async () => {
    const { text } = await visit('scheduler');
    expect(text()).toContain('2 selected');
    expect(text()).toContain('Give to…');
    expect(text()).not.toContain('Cancel…');
  });
});
