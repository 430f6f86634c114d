import { Component, computed, inject, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { roleTitle } from '#contract/permission';
import type { Preferences } from '#contract/staff';
import { problemOf } from '../../platform/api';
import { Session } from '../../platform/session';
import { Toasts } from '../../platform/toasts';
import { SvgIcon, type IconName } from '../../ui/svg-icon/svg-icon';

interface Theme {
  theme: Preferences['theme'];
  title: string;
  icon: IconName;
}

@Component({
  selector: 'app-account-menu',
  imports: [MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink, SvgIcon],
  templateUrl: './account-menu.html',
  styleUrl: './account-menu.scss',
})
export class AccountMenu {
  readonly help = output();

  readonly #session = inject(Session);
  readonly #toasts = inject(Toasts);

  protected readonly me = this.#session.me;
  protected readonly initials = computed(() => {
    const me = this.me();
    return me ? `${me.given.charAt(0)}${me.family.charAt(0)}`.toUpperCase() : '';
  });
  /** The roles held in the clinic on show. */
  protected readonly roles = computed(() => {
    const clinicId = this.#session.clinic()?.id;
    const held = this.#session.grants().filter((grant) => grant.clinicId === clinicId);
    return held.map(({ role }) => roleTitle[role]).join(', ');
  });
  protected readonly theme = computed(() => this.#session.preferences()?.theme ?? 'system');
  protected readonly themes: readonly Theme[] = [
    { theme: 'system', title: 'As this computer is set', icon: 'brightness-auto' },
    { theme: 'light', title: 'Light', icon: 'light-mode' },
    { theme: 'dark', title: 'Dark', icon: 'dark-mode' },
  ];

  protected pickTheme(theme: Preferences['theme']): void {
    void this.#session.changePreferences({ theme });
  }

  /** The screen is locked whatever the server says of it. */
  protected async lock(): Promise<void> {
    await this.#session.lock().catch(() => undefined);
  }

  protected async signOut(): Promise<void> {
    try {
      await this.#session.signOut();
    } catch (error) {
      this.#toasts.problem(problemOf(error));
    }
  }
}
