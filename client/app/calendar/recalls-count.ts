// The number beside "To schedule" in the navigation: who is to be booked by today.
import { inject, Service } from '@angular/core';
import { liveCount } from '../platform/live-count';
import { RecallsApi } from './recalls-api';

@Service()
export class RecallsCount {
  readonly #api = inject(RecallsApi);

  readonly due = liveCount({
    capability: 'recalls',
    needs: 'recall:read',
    count: (clinicId) => this.#api.countDue(clinicId),
  });
}
