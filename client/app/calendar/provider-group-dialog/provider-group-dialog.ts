import { Component, computed, input, linkedSignal, output, signal } from '@angular/core';
import { FormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { listName } from '#contract/patients';
import type { ProviderGroup } from '#contract/provider-group';
import type { Provider } from '#contract/staff';
import { Modal } from '../../ui/modal/modal';

/** Which providers belong to a group, and what it is called. */
@Component({
  selector: 'app-provider-group-dialog',
  imports: [FormsModule, MatButton, Modal],
  templateUrl: './provider-group-dialog.html',
  styleUrl: './provider-group-dialog.scss',
})
export class ProviderGroupDialog {
  /** Of the clinic. */
  readonly providers = input.required<readonly Provider[]>();
  /** `null` = a new one. */
  readonly group = input.required<ProviderGroup | null>();
  readonly saved = output<Pick<ProviderGroup, 'name' | 'providerIds'>>();
  readonly removed = output();
  readonly closed = output();

  protected readonly name = linkedSignal(() => this.group()?.name ?? '');
  protected readonly chosen = linkedSignal<ReadonlySet<string>>(
    () => new Set(this.group()?.providerIds ?? []),
  );
  protected readonly wasTried = signal(false);
  protected readonly fault = computed(() => {
    if (!this.wasTried()) return '';
    if (!this.name().trim()) return 'Give the group a name.';
    return this.#providerIds().length === 0 ? 'Choose at least one provider.' : '';
  });
  readonly #providerIds = computed(() =>
    this.providers()
      .map(({ id }) => id)
      .filter((id) => this.chosen().has(id)),
  );

  protected readonly nameOf = listName;

  protected choose(providerId: string, isChosen: boolean): void {
    this.chosen.update((held) => {
      const next = new Set(held);
      if (isChosen) next.add(providerId);
      else next.delete(providerId);
      return next;
    });
  }

  protected save(): void {
    this.wasTried.set(true);
    if (this.fault()) return;
    this.saved.emit({ name: this.name().trim(), providerIds: this.#providerIds() });
  }
}
