import { Component, computed, input } from '@angular/core';
import type { BulkRefusal } from '#contract/work-bulk';
import { injectBulkNames } from '../bulk-names';
import { byReason } from '../bulk-state';
import { leftAloneWords } from '../bulk-words';

/** What an action leaves alone, and why. */
@Component({
  selector: 'app-refused-items',
  templateUrl: './refused-items.html',
  styleUrl: './refused-items.scss',
})
export class RefusedItems {
  readonly refused = input.required<readonly BulkRefusal[]>();

  readonly #names = injectBulkNames();
  protected readonly words = computed(() => leftAloneWords(this.refused().length));
  protected readonly groups = computed(() =>
    byReason(this.refused()).map(({ because, itemIds }) => ({
      because,
      items: itemIds.map((id) => ({ id, name: this.#names.itemName(id) })),
    })),
  );
}
