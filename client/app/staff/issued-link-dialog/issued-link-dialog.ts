import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { IssuedLink } from '#contract/staff-link';
import { TimeFormat } from '../../platform/time-format';
import { Modal } from '../../ui/modal/modal';

/** The one time that a link is shown. Whoever made it hands it over themselves. */
@Component({
  selector: 'app-issued-link-dialog',
  imports: [MatButton, Modal],
  templateUrl: './issued-link-dialog.html',
  styleUrl: './issued-link-dialog.scss',
})
export class IssuedLinkDialog {
  readonly link = input.required<IssuedLink>();
  readonly name = input.required<string>();
  readonly closed = output();

  readonly #format = inject(TimeFormat);

  protected readonly address = computed(() => `${location.origin}${this.link().path}`);
  protected readonly until = computed(() => this.#format.dayAndTime(this.link().expiresAt));
  protected readonly title = computed(() =>
    this.link().kind === 'invitation'
      ? `Invitation of ${this.name()}`
      : `New password of ${this.name()}`,
  );
  protected readonly isCopied = signal(false);

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.address());
    this.isCopied.set(true);
  }

  protected select(event: Event): void {
    (event.target as HTMLInputElement).select();
  }
}
