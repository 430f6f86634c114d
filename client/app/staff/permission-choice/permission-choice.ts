import { Component, computed, inject, input, output } from '@angular/core';
import { holds, type Permission } from '#contract/permission';
import { permissionTitle } from '#contract/permission-title';
import { servicePermissions } from '#contract/service-account';
import { Session } from '../../platform/session';

/** What a program may do in a clinic, as far as the one who looks may give it. */
@Component({
  selector: 'app-permission-choice',
  templateUrl: './permission-choice.html',
  styleUrl: './permission-choice.scss',
})
export class PermissionChoice {
  readonly clinicId = input.required<string>();
  readonly chosen = input.required<ReadonlySet<Permission>>();
  readonly disabled = input(false);
  readonly chosenChange = output<ReadonlySet<Permission>>();

  readonly #session = inject(Session);

  protected readonly subjects = computed(() => {
    const grants = this.#session.grants();
    const choices = servicePermissions.map((permission) => ({
      permission,
      ...permissionTitle[permission],
      isHeld: this.chosen().has(permission),
      isShut: this.disabled() || !holds(grants, permission, this.clinicId()),
    }));
    return [...Map.groupBy(choices, ({ subject }) => subject)].map(([title, acts]) => ({
      title,
      acts,
    }));
  });

  protected choose(permission: Permission, event: Event): void {
    const chosen = new Set(this.chosen());
    if ((event.target as HTMLInputElement).checked) chosen.add(permission);
    else chosen.delete(permission);
    this.chosenChange.emit(chosen);
  }
}
