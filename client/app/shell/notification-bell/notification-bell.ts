import {
  CdkConnectedOverlay,
  CdkOverlayOrigin,
  type ConnectedPosition,
} from '@angular/cdk/overlay';
import { Component, computed, effect, inject, untracked } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { injectDispatch } from '@ngrx/signals/events';
import { Keymap } from '../../platform/keymap';
import { Session } from '../../platform/session';
import { bindShortcuts } from '../../platform/shortcut-set';
import { whenBack } from '../../platform/when-back';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { shellShortcuts } from '../shell-shortcuts';
import { bellEvents } from './notification-events';
import { NotificationPanel } from './notification-panel/notification-panel';
import { NotificationStore } from './notification-store';
import { countWords } from './notification-words';

/** How much a person has not seen of what concerns them, and the list of it. */
@Component({
  selector: 'app-notification-bell',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, MatIconButton, NotificationPanel, SvgIcon],
  providers: [NotificationStore],
  templateUrl: './notification-bell.html',
  styleUrl: './notification-bell.scss',
})
export class NotificationBell {
  protected readonly store = inject(NotificationStore);
  readonly #dispatch = injectDispatch(bellEvents);
  readonly #session = inject(Session);
  readonly #keymap = inject(Keymap);

  protected readonly countWords = countWords;
  protected readonly keys = computed(() => this.#keymap.keysOf('shell.show-notifications'));
  protected readonly name = computed(() => {
    const unread = this.store.unread();
    return unread === 0 ? 'Notifications' : `Notifications, ${countWords(unread)} unread`;
  });
  protected readonly below: ConnectedPosition[] = [
    { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 6 },
  ];

  constructor() {
    const staffId = computed(() => this.#session.me()?.staffId ?? null);
    effect(() => {
      const person = staffId();
      // Who may read more or less than before is asked for afresh: the server decides what is shown.
      this.#session.grants();
      if (person) untracked(() => this.#dispatch.begun({ staffId: person }));
    });
    effect((onCleanup) => {
      const shortcuts = bindShortcuts(shellShortcuts, {
        'shell.show-notifications': () => this.#dispatch.opened(),
      });
      onCleanup(this.#keymap.add(shortcuts));
    });
    whenBack(() => this.store.problem()?.code === 'unavailable' && this.#dispatch.retried());
  }

  protected toggle(): void {
    if (this.store.isOpen()) this.close();
    else this.#dispatch.opened();
  }

  protected close(): void {
    this.#dispatch.closed();
  }
}
