import { Component, computed, inject, input, output } from '@angular/core';
import type { IssuedLink } from '#contract/staff-link';
import { TimeFormat } from '../../platform/time-format';
import { ShownOnceDialog } from '../../ui/shown-once-dialog/shown-once-dialog';

/** Whoever made a link hands it over themselves. */
@Component({
  selector: 'app-issued-link-dialog',
  imports: [ShownOnceDialog],
  template: `
    <app-shown-once-dialog
      label="Link"
      [title]="title()"
      [text]="text()"
      [secret]="address()"
      (closed)="closed.emit()"
    />
  `,
})
export class IssuedLinkDialog {
  readonly link = input.required<IssuedLink>();
  readonly name = input.required<string>();
  readonly closed = output();

  readonly #format = inject(TimeFormat);

  protected readonly address = computed(() => `${location.origin}${this.link().path}`);
  protected readonly text = computed(() => {
    const until = this.#format.dayAndTime(this.link().expiresAt);
    return (
      `Give this link to ${this.name()} in person, or on a way that is known to be theirs. ` +
      `It works once, until ${until}, and is not shown again.`
    );
  });
  protected readonly title = computed(() =>
    this.link().kind === 'invitation'
      ? `Invitation of ${this.name()}`
      : `New password of ${this.name()}`,
  );
}
