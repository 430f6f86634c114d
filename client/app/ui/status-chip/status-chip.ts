import { Component, input } from '@angular/core';

export type Tone = 'ok' | 'info' | 'soon' | 'late' | 'held' | 'neutral';

/** A state in one word. The tone only repeats what the word says. */
@Component({
  selector: 'app-status-chip',
  template: `{{ word() }}`,
  styleUrl: './status-chip.scss',
  host: { '[attr.data-tone]': 'tone()' },
})
export class StatusChip {
  readonly tone = input<Tone>('neutral');
  readonly word = input.required<string>();
}
