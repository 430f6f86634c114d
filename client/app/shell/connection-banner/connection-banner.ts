import { Component, computed, inject } from '@angular/core';
import { Clock } from '../../platform/clock';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { TimeFormat } from '../../platform/time-format';
import { SvgIcon, type IconName } from '../../ui/svg-icon/svg-icon';

interface Notice {
  icon: IconName;
  tone: 'soon' | 'late';
  text: string;
  /** Changes by the minute; not read aloud each time. */
  age: string;
}

/** Short breaks mend themselves; the light in the bar is enough for them. */
const patienceMs = 3000;

/** Says when the screen cannot be trusted or nothing can be saved, and since when. */
@Component({
  selector: 'app-connection-banner',
  imports: [SvgIcon],
  templateUrl: './connection-banner.html',
  styleUrl: './connection-banner.scss',
})
export class ConnectionBanner {
  readonly #feed = inject(RealtimeFeed);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);

  protected readonly notice = computed<Notice | null>(() => {
    if (this.#feed.status() !== 'live' && this.#isStale()) return this.#staleNotice();
    switch (this.#feed.serverStatus().mode) {
      case 'read-only':
        return {
          icon: 'lock',
          tone: 'soon',
          text: 'Nothing can be changed at the moment: the server’s storage is nearly full. Reading works as usual.',
          age: '',
        };
      case 'no-database':
        return {
          icon: 'warning',
          tone: 'late',
          text: 'The database is away. What you see stays, and nothing can be saved until it is back.',
          age: '',
        };
      case 'normal':
        return null;
    }
  });

  #isStale(): boolean {
    const since = this.#feed.staleSince();
    return since !== null && Date.parse(this.#clock.now()) - Date.parse(since) >= patienceMs;
  }

  #staleNotice(): Notice {
    const since = this.#feed.staleSince() ?? this.#clock.now();
    const age = `Data from ${this.#format.time(since)}, ${this.#format.relative(since, this.#clock.now())}.`;
    return this.#feed.status() === 'offline'
      ? {
          icon: 'cloud-off',
          tone: 'late',
          text: 'No connection to the server. Nothing can be saved until it is back.',
          age,
        }
      : { icon: 'sync', tone: 'soon', text: 'Connected again, catching up.', age };
  }
}
