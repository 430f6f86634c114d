// The number beside "Messages" in the navigation: those in trouble, for which somebody is needed.
import { inject, Service } from '@angular/core';
import { liveCount } from '../platform/live-count';
import { OutreachApi } from './outreach-api';

@Service()
export class MessagesCount {
  readonly #api = inject(OutreachApi);

  readonly trouble = liveCount({
    capability: 'outreach',
    needs: 'message:read',
    count: (clinicId) => this.#api.countTrouble(clinicId),
  });
}
