// The number on the button of the day: visits for which nobody has said that they interpret.
import { inject, Service } from '@angular/core';
import { liveCount } from '../platform/live-count';
import { InterpretersApi } from './interpreters-api';

@Service()
export class InterpretersCount {
  readonly #api = inject(InterpretersApi);

  readonly open = liveCount({
    capability: 'calendar',
    needs: 'appointment:book',
    count: (clinicId) => this.#api.countOpen(clinicId),
  });
}
