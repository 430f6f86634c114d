import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Problem } from '#contract/problem';
import { endSession, listSessions, type Preferences, type SessionView } from '#contract/staff';
import { Api, problemOf } from '../platform/api';
import { Clock } from '../platform/clock';
import { messageOf } from '../platform/problem-message';
import { Session } from '../platform/session';
import { TimeFormat } from '../platform/time-format';
import { Toasts } from '../platform/toasts';
import { ErrorState } from '../ui/error-state/error-state';
import { PageHeader } from '../ui/page-header/page-header';
import { Skeleton } from '../ui/skeleton/skeleton';
import { StatusChip } from '../ui/status-chip/status-chip';
import { KeyboardSettings } from './keyboard-settings/keyboard-settings';
import { NotificationSettings } from './notification-settings/notification-settings';
import { PasswordSettings } from './password-settings/password-settings';
import { SecondStepSettings } from './second-step-settings/second-step-settings';

/** How this person likes the console, and where they are signed in. */
@Component({
  selector: 'app-account-page',
  imports: [
    ErrorState,
    KeyboardSettings,
    MatButton,
    NotificationSettings,
    PageHeader,
    RouterLink,
    PasswordSettings,
    SecondStepSettings,
    Skeleton,
    StatusChip,
  ],
  templateUrl: './account-page.html',
  styleUrl: './account-page.scss',
})
export class AccountPage {
  readonly #api = inject(Api);
  readonly #session = inject(Session);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #toasts = inject(Toasts);

  protected readonly sessions = signal<readonly SessionView[] | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  /** Sessions whose end is awaited. */
  protected readonly ending = signal<ReadonlySet<string>>(new Set());

  protected readonly preferences = this.#session.preferences;
  /** The people of the demo come in by their role. */
  protected readonly hasPassword = computed(() => this.#session.me()?.hasPassword ?? false);
  protected readonly name = computed(() => {
    const me = this.#session.me();
    return me ? `${me.given} ${me.family} · ${me.organization.name}` : '';
  });
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : null;
  });
  protected readonly themes: readonly { theme: Preferences['theme']; title: string }[] = [
    { theme: 'system', title: 'As this computer is set' },
    { theme: 'light', title: 'Light' },
    { theme: 'dark', title: 'Dark' },
  ];

  constructor() {
    void this.load();
  }

  protected async load(): Promise<void> {
    this.problem.set(null);
    try {
      this.sessions.set((await this.#api.call(listSessions)).items);
    } catch (error) {
      this.problem.set(problemOf(error));
    }
  }

  protected change(wish: Partial<Preferences>): void {
    void this.#session.changePreferences(wish);
  }

  protected whenSeen(session: SessionView): string {
    return session.current ? 'now' : this.#format.relative(session.lastSeenAt, this.#clock.now());
  }

  protected since(session: SessionView): string {
    return this.#format.dayAndTime(session.createdAt);
  }

  protected async end(session: SessionView): Promise<void> {
    this.ending.update((held) => new Set([...held, session.id]));
    try {
      await this.#api.call(endSession, { params: { sessionId: session.id } });
      this.sessions.update((held) => held?.filter(({ id }) => id !== session.id) ?? null);
      this.#toasts.show({ message: `Signed out on ${session.device}.` });
    } catch (error) {
      this.#toasts.problem(problemOf(error));
    } finally {
      this.ending.update((held) => new Set([...held].filter((id) => id !== session.id)));
    }
  }
}
