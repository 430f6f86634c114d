import { Component, computed, input } from '@angular/core';

/** How much of what was granted is used, booked and left. The bar only repeats its words. */
@Component({
  selector: 'app-units-bar',
  template: `
    <span class="bar" aria-hidden="true">
      <span class="used" [style.inline-size.%]="percent().used"></span>
      <span class="reserved" [style.inline-size.%]="percent().reserved"></span>
    </span>
    <span class="words">{{ words() }}</span>
  `,
  styleUrl: './units-bar.scss',
})
export class UnitsBar {
  readonly granted = input.required<number>();
  readonly reserved = input.required<number>();
  readonly used = input.required<number>();
  readonly words = input.required<string>();

  /** More may be used than was granted; the bar is full then. */
  protected readonly percent = computed(() => {
    const granted = Math.max(this.granted(), 1);
    const used = Math.min(this.used() / granted, 1);
    const reserved = Math.min(this.reserved() / granted, 1 - used);
    return { used: used * 100, reserved: reserved * 100 };
  });
}
