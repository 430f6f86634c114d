import { Component, computed, input } from '@angular/core';
import type { MedicationOrder } from '#contract/prescription';
import type {
  OrderComparison,
  OrderDifference,
  OrderField,
  OrderSide,
} from '#contract/refill-differences';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';

const titles: Record<OrderSide, string> = {
  requested: 'Asked for',
  active: 'Ordered',
  dispensed: 'Given out last',
};

const lines: readonly {
  title: string;
  field: OrderField | null;
  words: (order: MedicationOrder) => string;
}[] = [
  { title: 'Drug', field: 'name', words: ({ name }) => name },
  { title: 'Strength', field: 'strength', words: ({ strength }) => strength },
  { title: 'Form', field: 'form', words: ({ form }) => form },
  { title: 'Directions', field: 'sig', words: ({ sig }) => sig },
  {
    title: 'Quantity',
    field: 'quantity',
    words: ({ quantity, unit }) => (quantity === null ? '' : `${quantity} ${unit}`.trim()),
  },
  {
    title: 'Days',
    field: 'daysSupply',
    words: ({ daysSupply }) => (daysSupply === null ? '' : String(daysSupply)),
  },
  {
    title: 'More fills',
    field: null,
    words: ({ repeats }) => (repeats === null ? '' : String(repeats)),
  },
];

/** Asked for, ordered, given out: word by word, with everything that differs from what is ordered. */
@Component({
  selector: 'app-order-sides',
  imports: [SvgIcon],
  templateUrl: './order-sides.html',
  styleUrl: './order-sides.scss',
})
export class OrderSides {
  readonly comparison = input.required<OrderComparison>();
  readonly differences = input.required<readonly OrderDifference[]>();

  protected readonly sides = computed(() =>
    (Object.keys(titles) as OrderSide[]).map((side) => ({
      side,
      title: titles[side],
      order: this.comparison()[side],
    })),
  );
  protected readonly rows = computed(() =>
    lines.map(({ title, field, words }) => ({
      title,
      cells: this.sides().map(({ side, order }) => ({
        side,
        words: order ? said(words(order)) : '–',
        differs: this.differences().some(
          (difference) => difference.field === field && difference.side === side,
        ),
      })),
    })),
  );
}

function said(words: string): string {
  return words === '' ? '–' : words;
}
