import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Drawer } from '#contract/drawers';
import type { Problem } from '#contract/problem';
import { dialogAct } from '../../platform/dialog-act';
import { exactMoney, typedCents } from '../../platform/money-words';
import { Modal } from '../../ui/modal/modal';
import { DrawerApi } from '../drawer-api';

/** Counts a drawer and closes it for good; a difference needs a word. */
@Component({
  selector: 'app-close-drawer-dialog',
  imports: [MatButton, Modal],
  templateUrl: './close-drawer-dialog.html',
  styleUrl: './close-drawer-dialog.scss',
})
export class CloseDrawerDialog {
  readonly drawer = input.required<Drawer>();
  readonly done = output<Drawer>();
  readonly closed = output();

  readonly #api = inject(DrawerApi);
  protected readonly act = dialogAct();
  protected readonly money = exactMoney;
  /** As it is after cash came in while it was counted. */
  protected readonly known = linkedSignal<{ given: Drawer; problem: Problem | null }, Drawer>({
    source: () => ({ given: this.drawer(), problem: this.act.problem() }),
    computation: ({ given, problem }, before) => {
      const newer = problem?.code === 'conflict' ? (problem.current as Drawer) : before?.value;
      return newer?.id === given.id && newer.version > given.version ? newer : given;
    },
  });
  protected readonly title = computed(() => `Close the drawer of ${this.drawer().keeper.name}`);
  protected readonly counted = signal('');
  protected readonly reason = signal('');
  protected readonly difference = computed(() => {
    const cents = typedCents(this.counted());
    return typeof cents === 'number' ? cents - this.known().expectedCents : null;
  });
  protected readonly differs = computed(() => {
    const difference = this.difference();
    return difference !== null && difference !== 0;
  });
  protected readonly words = computed(() => {
    const difference = this.difference();
    if (difference === null) return this.counted() ? 'An amount is dollars and cents: 125.00' : '';
    if (difference === 0) return 'The count is right.';
    const amount = exactMoney(Math.abs(difference));
    return difference > 0 ? `${amount} too much.` : `${amount} is missing.`;
  });
  protected readonly mayClose = computed(
    () => this.difference() !== null && (!this.differs() || this.reason().trim() !== ''),
  );

  protected typeCount(event: Event): void {
    this.counted.set((event.target as HTMLInputElement).value);
  }

  protected typeReason(event: Event): void {
    this.reason.set((event.target as HTMLInputElement).value);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const countedCents = typedCents(this.counted());
    if (typeof countedCents !== 'number' || !this.mayClose()) return;
    const { id, version: expectedVersion } = this.known();
    const wish = {
      expectedVersion,
      countedCents,
      ...(this.differs() ? { reason: this.reason().trim() } : {}),
    };
    const drawer = await this.act.send(wish, (body, commandId) =>
      this.#api.close(id, body, commandId),
    );
    if (drawer) this.done.emit(drawer);
  }
}
