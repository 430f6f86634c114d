import { Component, computed, effect, inject, resource, untracked } from '@angular/core';
import { ActivatedRoute } from '@angular/router';
import { feedOf } from '#contract/realtime';
import type { Hearer } from '../../platform/followed-feed';
import { RealtimeFeed } from '../../platform/realtime-feed';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { QueueOnShow } from '../../platform/work-queue/queue-look/queue-on-show';
import { RefillsApi } from '../refills-api';

const most = 10_000;
/** Counts again at most this often while changes stream in. */
const recountMs = 1000;

/** What must leave before the clinic opens next, or everything. Who comes by no other address begins with the first. */
@Component({
  selector: 'app-outlook-switch',
  templateUrl: './outlook-switch.html',
  styleUrl: './outlook-switch.scss',
})
export class OutlookSwitch {
  readonly #api = inject(RefillsApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #format = inject(TimeFormat);
  readonly #onShow = inject(QueueOnShow);
  readonly #route = inject(ActivatedRoute);
  readonly #session = inject(Session);

  readonly #clinicId = computed(() => this.#session.clinic()?.id);
  readonly #read = resource({
    params: () => this.#clinicId(),
    loader: async ({ params }) => {
      await this.#feed.opened();
      return this.#api.outlook(params);
    },
  });
  protected readonly outlook = computed(() => (this.#read.hasValue() ? this.#read.value() : null));
  protected readonly isPressing = computed(() => this.#onShow.filter().before !== undefined);
  protected readonly words = computed(() => {
    const outlook = this.outlook();
    return outlook ? `Runs out before we open ${this.#format.day(outlook.opensOn)}` : '';
  });

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.#clinicId();
      if (!clinicId) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const hear: Hearer = () => {
        timer ??= setTimeout(() => {
          timer = undefined;
          this.#read.reload();
        }, recountMs);
      };
      const stopHearing = this.#feed.hear(feedOf('refills', clinicId), hear, 'once-opened');
      onCleanup(() => {
        clearTimeout(timer);
        stopHearing();
      });
    });
    let isBegun = this.#route.snapshot.queryParamMap.keys.length > 0;
    effect(() => {
      if (isBegun || this.outlook() === null) return;
      isBegun = true;
      untracked(() => this.press());
    });
  }

  protected press(): void {
    const outlook = this.outlook();
    if (outlook) this.#onShow.narrow({ show: 'open', before: outlook.before });
  }

  protected all(): void {
    this.#onShow.narrow({ before: null });
  }

  protected counted(count: number): string {
    return count >= most ? '10,000+' : count.toLocaleString('en-US');
  }
}
