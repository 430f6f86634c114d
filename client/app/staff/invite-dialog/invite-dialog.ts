import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AnswerOf } from '#contract/endpoint';
import { rolesWithin, roleTitle, type Role } from '#contract/permission';
import type { Problem } from '#contract/problem';
import type { inviteStaffMember } from '#contract/staff-member';
import { problemOf } from '../../platform/api';
import { messageOf } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { StaffApi } from '../staff-api';

/** A new person: the name that colleagues see, and what they may do here. */
@Component({
  selector: 'app-invite-dialog',
  imports: [MatButton, Modal],
  templateUrl: './invite-dialog.html',
  styleUrl: './invite-dialog.scss',
})
export class InviteDialog {
  readonly clinicId = input.required<string>();
  readonly invited = output<AnswerOf<typeof inviteStaffMember>>();
  readonly closed = output();

  readonly #api = inject(StaffApi);
  readonly #session = inject(Session);

  protected readonly clinic = computed(() => this.#session.clinicOf(this.clinicId())?.name ?? '');
  protected readonly roles = computed(() =>
    rolesWithin(this.#session.grants(), this.clinicId()).map((role) => ({
      role,
      title: roleTitle[role],
    })),
  );
  readonly #chosen = signal<ReadonlySet<Role>>(new Set());
  protected readonly isSending = signal(false);
  protected readonly wasTried = signal(false);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly message = computed(() => {
    const problem = this.problem();
    return problem ? messageOf(problem) : '';
  });
  protected readonly fault = computed(() =>
    this.wasTried() && this.#chosen().size === 0 ? 'Choose at least one role.' : '',
  );

  protected choose(role: Role, event: Event): void {
    const chosen = new Set(this.#chosen());
    if ((event.target as HTMLInputElement).checked) chosen.add(role);
    else chosen.delete(role);
    this.#chosen.set(chosen);
  }

  protected async invite(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.wasTried.set(true);
    const form = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => (form.get(name) as string).trim();
    const roles = [...this.#chosen()];
    if (this.isSending() || roles.length === 0) return;
    this.isSending.set(true);
    this.problem.set(null);
    try {
      const person = { given: text('given'), family: text('family'), roles };
      this.invited.emit(await this.#api.invite({ clinicId: this.clinicId(), ...person }));
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.isSending.set(false);
    }
  }
}
