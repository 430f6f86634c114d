// What keeps messages of the clinic on show from leaving, live.
import { computed, effect, inject, resource, Service } from '@angular/core';
import type { MessageStop } from '#contract/outreach-stops';
import { feedOf } from '#contract/realtime';
import { RealtimeFeed } from '../platform/realtime-feed';
import { Session } from '../platform/session';
import { whenBack } from '../platform/when-back';
import { OutreachApi } from './outreach-api';

@Service()
export class ClinicStops {
  readonly #api = inject(OutreachApi);
  readonly #feed = inject(RealtimeFeed);
  readonly #session = inject(Session);

  readonly #clinicId = computed(() =>
    this.#session.can('staff:read') ? this.#session.clinic()?.id : undefined,
  );
  readonly #loading = resource({
    params: () => this.#clinicId(),
    loader: ({ params: clinicId }) => this.#api.stops(clinicId),
  });
  readonly inForce = computed<readonly MessageStop[]>(() =>
    this.#loading.hasValue() ? this.#loading.value() : [],
  );

  constructor() {
    effect((onCleanup) => {
      const clinicId = this.#clinicId();
      if (!clinicId) return;
      onCleanup(this.#feed.hear(feedOf('outreach-stop', clinicId), () => this.#loading.reload()));
    });
    whenBack(() => {
      if (this.#loading.error()) this.#loading.reload();
    });
  }

  reload(): void {
    this.#loading.reload();
  }
}
