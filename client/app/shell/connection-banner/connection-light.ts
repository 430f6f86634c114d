import { Component, computed, inject } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { Clock, minuteOf } from '../../platform/clock';
import { RealtimeFeed, type FeedStatus } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';

const words: Record<FeedStatus, { word: string; meaning: string }> = {
  live: { word: 'Live', meaning: 'Changes by others show at once.' },
  'catching-up': { word: 'Catching up', meaning: 'Fetching what changed meanwhile.' },
  offline: { word: 'Offline', meaning: 'No connection to the server.' },
};

/** The clinic's time, and whether the screen is live. */
@Component({
  selector: 'app-connection-light',
  imports: [MatTooltip],
  template: `
    <time [attr.datetime]="now()" [matTooltip]="zone()">{{ time() }}</time>
    <span class="light" [attr.data-status]="status()" [matTooltip]="shown().meaning">
      {{ shown().word }}
    </span>
  `,
  styleUrl: './connection-light.scss',
})
export class ConnectionLight {
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly status = inject(RealtimeFeed).status;
  protected readonly shown = computed(() => words[this.status()]);
  // The minute is all that is shown, so the screen changes once a minute.
  readonly #minute = minuteOf(this.#clock);
  protected readonly now = this.#minute;
  protected readonly time = computed(() => {
    const time = this.#format.time(this.#minute());
    return this.#isElsewhere() ? `${time} ${this.#format.zone(this.#minute())}` : time;
  });
  protected readonly zone = computed(
    () => `Time in ${this.#session.clinic()?.shortName ?? 'the clinic'}`,
  );
  readonly #isElsewhere = computed(
    () => this.#session.clinic()?.zone !== Intl.DateTimeFormat().resolvedOptions().timeZone,
  );
}
