// The number beside "Waitlist" in the navigation: openings that can still be filled.
import { inject, Service } from '@angular/core';
import { liveCount } from '../platform/live-count';
import { WaitlistApi } from './waitlist-api';

@Service()
export class WaitlistCount {
  readonly #api = inject(WaitlistApi);

  readonly open = liveCount({
    capability: 'waitlist',
    needs: 'waitlist:read',
    count: (clinicId) => this.#api.countOpenings(clinicId),
  });
}
