import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { holds, type Permission } from '#contract/permission';
import {
  keyLives,
  type KeyLife,
  type ServiceAccount,
  type ServiceAccountWithKey,
} from '#contract/service-account';
import { problemOf } from '../../platform/api';
import { Clock } from '../../platform/clock';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { PermissionChoice } from '../permission-choice/permission-choice';
import { keyChip, keyLifeTitle, permissionWords } from '../service-account-words';
import { ServiceAccountsApi } from '../service-accounts-api';

/** One program: its key, what it may, and its end. */
@Component({
  selector: 'app-service-account-panel',
  imports: [MatButton, PermissionChoice, StatusChip, SvgIcon],
  templateUrl: './service-account-panel.html',
  styleUrl: './service-account-panel.scss',
})
export class ServiceAccountPanel {
  readonly account = input.required<ServiceAccount>();
  readonly clinicId = input.required<string>();
  readonly changed = output();
  readonly renewed = output<ServiceAccountWithKey>();
  readonly closed = output();

  readonly #api = inject(ServiceAccountsApi);
  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);
  readonly #session = inject(Session);

  protected readonly lives = keyLives.map((days) => ({ days, title: keyLifeTitle[days] }));
  protected readonly life = signal<KeyLife>(90);
  protected readonly chip = computed(() => keyChip(this.account(), this.#clock.now()));
  protected readonly clinic = computed(() => this.#session.clinicOf(this.clinicId())?.name ?? '');
  protected readonly made = computed(() => this.#format.dayAndTime(this.account().keyMadeAt));
  protected readonly expires = computed(() => this.#format.dayAndTime(this.account().keyExpiresAt));
  protected readonly used = computed(() => {
    const at = this.account().lastUsedAt;
    return at ? this.#format.dayAndTime(at) : 'never';
  });
  protected readonly ended = computed(() => {
    const at = this.account().endedAt;
    return at ? this.#format.dayAndTime(at) : '';
  });
  /** Key and end are about every clinic that it serves. */
  protected readonly isWithin = computed(() =>
    this.account().permissions.every(({ clinicId }) =>
      holds(this.#session.grants(), 'service-account:manage', clinicId),
    ),
  );
  protected readonly elsewhere = computed(() =>
    this.#session
      .clinics()
      .filter(({ id }) => id !== this.clinicId())
      .map(({ id, name }) => ({ name, acts: permissionWords(this.account(), id) }))
      .filter(({ acts }) => acts !== ''),
  );
  readonly #held = computed(
    () =>
      this.account()
        .permissions.filter(({ clinicId }) => clinicId === this.clinicId())
        .map(({ permission }) => permission),
    { equal: (a, b) => a.join() === b.join() },
  );
  // What was ticked goes when somebody else has changed it: it was ticked on another state.
  protected readonly chosen = linkedSignal<ReadonlySet<Permission>>(() => new Set(this.#held()));
  protected readonly isChanged = computed(
    () =>
      this.chosen().size !== this.#held().length ||
      this.#held().some((permission) => !this.chosen().has(permission)),
  );
  protected readonly isEnding = linkedSignal({
    source: () => this.account().id,
    computation: () => false,
  });
  protected readonly isBusy = signal(false);
  protected readonly message = signal('');

  protected choose(chosen: ReadonlySet<Permission>): void {
    this.chosen.set(chosen);
    this.message.set('');
  }

  protected undo(): void {
    this.choose(new Set(this.#held()));
  }

  protected chooseLife(event: Event): void {
    this.life.set(Number((event.target as HTMLSelectElement).value) as KeyLife);
  }

  protected save(): Promise<void> {
    return this.#act(() =>
      this.#api.changePermissions(this.account(), this.clinicId(), [...this.chosen()]),
    );
  }

  protected renew(): Promise<void> {
    return this.#act(async () => {
      this.renewed.emit(await this.#api.renewKey(this.account(), this.life()));
    });
  }

  protected end(): Promise<void> {
    return this.#act(() => this.#api.end(this.account()));
  }

  async #act(act: () => Promise<unknown>): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    this.message.set('');
    try {
      await act();
      this.changed.emit();
    } catch (error) {
      this.message.set(messageOf(problemOf(error)));
    } finally {
      this.isBusy.set(false);
    }
  }
}
