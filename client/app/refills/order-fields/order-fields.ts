import { Component, computed, input, linkedSignal, signal } from '@angular/core';
import type { MedicationOrder } from '#contract/prescription';

type TypedOrder = Record<Exclude<keyof MedicationOrder, 'rxnorm'>, string>;
interface Field {
  name: keyof TypedOrder;
  title: string;
  longest: number;
  isNumber?: boolean;
  isWide?: boolean;
}

const drugFields: readonly Field[] = [
  { name: 'name', title: 'Drug', longest: 120 },
  { name: 'strength', title: 'Strength', longest: 60 },
  { name: 'form', title: 'Form', longest: 60 },
  { name: 'unit', title: 'Counted in', longest: 30 },
  { name: 'sig', title: 'Directions', longest: 300, isWide: true },
];
const amountFields: readonly Field[] = [
  { name: 'quantity', title: 'Quantity', longest: 9, isNumber: true },
  { name: 'daysSupply', title: 'Days', longest: 3, isNumber: true },
  { name: 'repeats', title: 'More fills', longest: 2, isNumber: true },
];

export const emptyOrder: MedicationOrder = {
  rxnorm: null,
  name: '',
  form: '',
  strength: '',
  sig: '',
  quantity: null,
  unit: '',
  daysSupply: null,
  repeats: null,
};

/** An order as it is typed: all of it, or how much and how often alone. `read` tells what is wrong with it. */
@Component({
  selector: 'app-order-fields',
  templateUrl: './order-fields.html',
  styleUrl: './order-fields.scss',
})
export class OrderFields {
  /** Where the fields begin. */
  readonly order = input.required<MedicationOrder>();
  readonly shows = input<'all' | 'amounts'>('all');

  protected readonly typed = linkedSignal<MedicationOrder, TypedOrder>({
    source: this.order,
    computation: typedOf,
  });
  protected readonly fault = signal('');
  protected readonly fields = computed(() =>
    this.shows() === 'all' ? [...drugFields, ...amountFields] : amountFields,
  );

  /** The order as typed; `null` when something in it is wrong, which stands below the fields then. */
  read(): MedicationOrder | null {
    const typed = this.typed();
    const fault = faultOf(typed);
    this.fault.set(fault);
    if (fault !== '') return null;
    const { name, form, strength, sig, unit } = typed;
    const words = { name, form, strength, sig, unit };
    const trimmed = Object.fromEntries(
      Object.entries(words).map(([key, value]) => [key, value.trim()]),
    ) as typeof words;
    const isSameDrug = trimmed.name === this.order().name;
    return {
      ...trimmed,
      rxnorm: isSameDrug ? this.order().rxnorm : null,
      quantity: numberOf(typed.quantity),
      daysSupply: numberOf(typed.daysSupply),
      repeats: numberOf(typed.repeats),
    };
  }

  protected type(name: keyof TypedOrder, event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.typed.update((typed) => ({ ...typed, [name]: value }));
    this.fault.set('');
  }
}

function typedOf(order: MedicationOrder): TypedOrder {
  const { name, form, strength, sig, unit } = order;
  const text = (value: number | null): string => (value === null ? '' : String(value));
  const { quantity, daysSupply, repeats } = order;
  return {
    ...{ name, form, strength, sig, unit },
    quantity: text(quantity),
    daysSupply: text(daysSupply),
    repeats: text(repeats),
  };
}

function faultOf({ name, quantity, daysSupply, repeats }: TypedOrder): string {
  if (name.trim() === '') return 'Name the drug.';
  if (!isNone(quantity) && !isBetween(quantity, 0.001, 99_999))
    return 'The quantity is a number above 0.';
  if (!isNone(daysSupply) && !isWholeBetween(daysSupply, 1, 365))
    return 'The days are a whole number from 1 to 365.';
  if (!isNone(repeats) && !isWholeBetween(repeats, 0, 99))
    return 'More fills are a whole number from 0 to 99.';
  return '';
}

function isNone(text: string): boolean {
  return text.trim() === '';
}

function isBetween(text: string, least: number, most: number): boolean {
  return /^\d+(\.\d{1,3})?$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}

function isWholeBetween(text: string, least: number, most: number): boolean {
  return /^\d+$/.test(text.trim()) && isBetween(text, least, most);
}

function numberOf(text: string): number | null {
  return isNone(text) ? null : Number(text);
}
