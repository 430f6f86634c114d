import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { roles, rolesWithin, roleTitle, type Role } from '#contract/permission';
import type { StaffMember } from '#contract/staff-member';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { rolesIn, roleWords } from '../staff-words';
import { StaffApi } from '../staff-api';

/** What somebody may do in the clinic on show, as far as the one who looks may give it. */
@Component({
  selector: 'app-staff-roles',
  imports: [MatButton],
  templateUrl: './staff-roles.html',
  styleUrl: './staff-roles.scss',
})
export class StaffRoles {
  readonly member = input.required<StaffMember>();
  readonly clinicId = input.required<string>();
  readonly changed = output();

  readonly #api = inject(StaffApi);
  readonly #session = inject(Session);

  readonly #held = computed(() => rolesIn(this.member(), this.clinicId()), {
    equal: (a, b) => a.join() === b.join(),
  });
  // What was ticked goes when somebody else has changed the person: it was ticked on another state.
  readonly #chosen = linkedSignal<ReadonlySet<Role>>(() => new Set(this.#held()));
  protected readonly clinic = computed(() => this.#session.clinicOf(this.clinicId())?.name ?? '');
  protected readonly choices = computed(() => {
    const within = rolesWithin(this.#session.grants(), this.clinicId());
    const hasLeft = this.member().state === 'left';
    return roles.map((role) => ({
      role,
      title: roleTitle[role],
      isHeld: this.#chosen().has(role),
      isOpen: !hasLeft && within.includes(role),
    }));
  });
  protected readonly elsewhere = computed(() =>
    this.#session
      .clinics()
      .filter(({ id }) => id !== this.clinicId())
      .map(({ id, name }) => ({ name, roles: roleWords(rolesIn(this.member(), id)) }))
      .filter((held) => held.roles !== ''),
  );
  protected readonly isChanged = computed(
    () =>
      this.#chosen().size !== this.#held().length ||
      this.#held().some((role) => !this.#chosen().has(role)),
  );
  protected readonly isSending = signal(false);
  protected readonly message = signal('');

  protected choose(role: Role, event: Event): void {
    const chosen = new Set(this.#chosen());
    if ((event.target as HTMLInputElement).checked) chosen.add(role);
    else chosen.delete(role);
    this.#chosen.set(chosen);
    this.message.set('');
  }

  protected undo(): void {
    this.#chosen.set(new Set(this.#held()));
    this.message.set('');
  }

  protected async save(): Promise<void> {
    if (this.isSending()) return;
    this.isSending.set(true);
    try {
      await this.#api.changeRoles(this.member(), this.clinicId(), [...this.#chosen()]);
      this.changed.emit();
    } catch (error) {
      this.message.set(messageOf(problemOf(error)));
    } finally {
      this.isSending.set(false);
    }
  }
}
