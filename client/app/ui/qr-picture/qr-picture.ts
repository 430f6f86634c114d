import { Component, computed, input } from '@angular/core';
import { encode } from 'uqr';

/** A QR code, drawn here: what it says never leaves the page. Dark on light in every theme, as cameras want it. */
@Component({
  selector: 'app-qr-picture',
  template: `
    <svg [attr.viewBox]="box()" role="img" [attr.aria-label]="label()" shape-rendering="crispEdges">
      <path [attr.d]="path()" />
    </svg>
  `,
  styleUrl: './qr-picture.scss',
})
export class QrPicture {
  readonly text = input.required<string>();
  readonly label = input.required<string>();

  readonly #squares = computed(() => encode(this.text(), { ecc: 'M', border: 2 }).data);
  protected readonly box = computed(
    () => `0 0 ${this.#squares().length} ${this.#squares().length}`,
  );
  protected readonly path = computed(() =>
    this.#squares()
      .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join(''),
  );
}
