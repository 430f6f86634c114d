import { Component, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Modal } from '../modal/modal';

/** The one time that a secret is shown, to whoever made it. */
@Component({
  selector: 'app-shown-once-dialog',
  imports: [MatButton, Modal],
  templateUrl: './shown-once-dialog.html',
  styleUrl: './shown-once-dialog.scss',
})
export class ShownOnceDialog {
  readonly title = input.required<string>();
  /** What to do with it, and how long it is good for. */
  readonly text = input.required<string>();
  /** What it is: `Link`, `Key`. */
  readonly label = input.required<string>();
  readonly secret = input.required<string>();
  readonly closed = output();

  protected readonly isCopied = signal(false);

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.secret());
    this.isCopied.set(true);
  }

  protected select(event: Event): void {
    (event.target as HTMLInputElement).select();
  }
}
