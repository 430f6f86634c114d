import { Component, effect, input, output, viewChild, type ElementRef } from '@angular/core';

let count = 0;

/** The browser's own modal dialog: it keeps the focus inside, and gives it back when it closes.
 * The button marked `data-first-focus` has it first. */
@Component({
  selector: 'app-modal',
  template: `
    <dialog #dialog [attr.aria-labelledby]="titleId" (close)="closed.emit()">
      <h2 [id]="titleId">{{ title() }}</h2>
      <ng-content />
    </dialog>
  `,
  styleUrl: './modal.scss',
})
export class Modal {
  readonly title = input.required<string>();
  readonly open = input(false);
  readonly closed = output();

  protected readonly titleId = `app-modal-${++count}`;
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    effect(() => {
      const dialog = this.dialog().nativeElement;
      if (this.open() && !dialog.open) {
        dialog.showModal();
        dialog.querySelector<HTMLElement>('[data-first-focus]')?.focus();
      }
      if (!this.open() && dialog.open) dialog.close();
    });
  }
}
