import { Component, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Modal } from '../../../ui/modal/modal';

/** Why a file is removed: what it held is gone for good, the reason stays. */
@Component({
  selector: 'app-remove-file-dialog',
  imports: [MatButton, Modal],
  templateUrl: './remove-file-dialog.html',
  styleUrl: './remove-file-dialog.scss',
})
export class RemoveFileDialog {
  readonly name = input.required<string>();
  readonly removed = output<string>();
  readonly closed = output();

  protected readonly isOpen = signal(true);
  protected readonly reason = signal('');
  protected readonly error = signal('');

  protected type(event: Event): void {
    this.reason.set((event.target as HTMLInputElement).value);
    this.error.set('');
  }

  protected remove(event: Event): void {
    event.preventDefault();
    const reason = this.reason().trim();
    if (!reason) {
      this.error.set('Say why, for whoever looks for it later.');
      return;
    }
    this.removed.emit(reason);
    this.isOpen.set(false);
  }
}
