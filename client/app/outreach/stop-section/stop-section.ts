import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { stopScopes, type MessageStop, type StopScope } from '#contract/outreach-stops';
import { dialogAct } from '../../platform/dialog-act';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { Toasts } from '../../platform/toasts';
import { ClinicStops } from '../clinic-stops';
import { OutreachApi } from '../outreach-api';

/** The switch: what is stopped, and a way to stop and to let leave again. */
@Component({
  selector: 'app-stop-section',
  imports: [MatButton],
  templateUrl: './stop-section.html',
  styleUrl: './stop-section.scss',
})
export class StopSection {
  readonly #api = inject(OutreachApi);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);
  readonly #stops = inject(ClinicStops);
  readonly #toasts = inject(Toasts);

  protected readonly mayStop = computed(() => this.#session.can('outreach:stop'));
  protected readonly isAllStopped = computed(() =>
    this.#stops.inForce().some(({ channel }) => channel === 'all'),
  );
  protected readonly act = dialogAct();
  protected readonly scopes = Object.entries(stopScopes) as [StopScope, string][];
  protected readonly isAsking = signal(false);
  protected readonly channel = signal<StopScope>('all');
  protected readonly reason = signal('');
  protected readonly rows = computed(() =>
    this.#stops.inForce().map((stop) => ({
      stop,
      what: stopScopes[stop.channel],
      since: `since ${this.#format.dayAndTime(stop.stoppedAt)} by ${stop.stoppedBy ?? 'the system'}`,
    })),
  );

  protected choose(event: Event): void {
    this.channel.set((event.target as HTMLSelectElement).value as StopScope);
  }

  protected type(event: Event): void {
    this.reason.set((event.target as HTMLInputElement).value);
  }

  protected async stop(event: Event): Promise<void> {
    event.preventDefault();
    const clinicId = this.#session.clinic()?.id;
    const reason = this.reason().trim();
    if (!clinicId || reason === '') return;
    const stopped = await this.act.send({ clinicId, channel: this.channel(), reason }, (...call) =>
      this.#api.stop(...call),
    );
    this.#stops.reload();
    if (!stopped) return;
    this.isAsking.set(false);
    this.reason.set('');
  }

  protected async release(stop: MessageStop, dropHeld: boolean): Promise<void> {
    const { id: stopId, version: expectedVersion } = stop;
    const released = await this.act.send({ stopId, expectedVersion, dropHeld }, (...call) =>
      this.#api.release(...call),
    );
    this.#stops.reload();
    if (!released) return;
    const dropped = released.dropped === 1 ? 'one was dropped' : `${released.dropped} were dropped`;
    this.#toasts.show({
      message: dropHeld
        ? `Messages may leave again; ${dropped}`
        : 'Messages may leave again, and what was held leaves now',
    });
  }
}
