import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import { Session } from '../platform/session';
import { Toasts } from '../platform/toasts';
import type { OpenedAuthorization } from './authorizations-api';

/** What a person reads after asking; the way to the request is for those who may read it. */
@Service()
export class AskedNews {
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  tell({ itemId, isOpen }: OpenedAuthorization): void {
    const message = isOpen
      ? 'The request is on the list of authorizations'
      : 'No authorization is required; the proof is kept';
    const open = {
      label: 'Open',
      run: () => void this.#router.navigate(['/authorizations', itemId]),
    };
    const mayRead = this.#session.can('authorization:read');
    this.#toasts.show({ message, ...(mayRead ? { action: open } : {}) });
  }
}
