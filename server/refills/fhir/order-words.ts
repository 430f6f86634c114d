// A FHIR prescription or fill as an order of ours, or what keeps it from being one: where in the resource, and why.
import type * as z from 'zod/mini';
import { medicationOrder, type MedicationOrder } from '#contract/prescription';
import type { Quantity } from '../../interop/fhir/data-types.ts';
import type {
  Dosage,
  MedicationDispense,
  MedicationRequest,
} from '../../interop/fhir/medications.ts';
import type { ReferenceKeys } from '../../interop/fhir/resolve-reference.ts';
import { amountWords, drugOf, plain, unitWords, wordsOf } from './medication-words.ts';

/** Where something is wrong, as a FHIR path; never with a word of the content. */
export interface Unfit {
  path: string;
  reason: string;
}

export type OrderRead = { order: MedicationOrder } | { unfit: Unfit };

export function orderOfRequest(request: MedicationRequest, keys: ReferenceKeys): OrderRead {
  const { dispenseRequest: fill = {}, dosageInstruction } = request;
  return orderOf(request, keys, {
    sig: sigOf(dosageInstruction),
    quantity: fill.quantity,
    days: fill.expectedSupplyDuration,
    repeats: fill.numberOfRepeatsAllowed ?? null,
    paths: {
      quantity: 'dispenseRequest.quantity',
      daysSupply: 'dispenseRequest.expectedSupplyDuration',
    },
  });
}

export function orderOfDispense(dispense: MedicationDispense, keys: ReferenceKeys): OrderRead {
  return orderOf(dispense, keys, {
    sig: sigOf(dispense.dosageInstruction),
    quantity: dispense.quantity,
    days: dispense.daysSupply,
    repeats: null,
    paths: { quantity: 'quantity', daysSupply: 'daysSupply' },
  });
}

function orderOf(
  resource: MedicationRequest | MedicationDispense,
  keys: ReferenceKeys,
  said: {
    sig: string;
    quantity: Quantity | undefined;
    days: Quantity | undefined;
    repeats: number | null;
    paths: { quantity: string; daysSupply: string };
  },
): OrderRead {
  const drug = drugOf(resource, keys);
  if (drug === null)
    return { unfit: { path: 'medication[x]', reason: 'names no drug that could be read' } };
  const { quantity, days, repeats, sig, paths } = said;
  const read = medicationOrder.safeParse({
    ...drug,
    sig,
    quantity: quantity?.value === undefined ? null : Math.round(quantity.value * 1000) / 1000,
    unit: quantity === undefined ? '' : unitWords(quantity),
    daysSupply: daysOf(days),
    repeats,
  });
  return read.success ? { order: read.data } : { unfit: unfitOf(read.error, paths) };
}

function unfitOf(error: z.core.$ZodError, paths: Record<string, string>): Unfit {
  const field = String(error.issues[0]?.path[0] ?? '');
  const path = paths[field] ?? elsewhere[field] ?? '';
  return { path, reason: reasons[field] ?? 'is longer than a line, or holds what cannot be shown' };
}

const elsewhere: Readonly<Record<string, string>> = {
  ...{ name: 'medication[x]', form: 'medication[x]', strength: 'medication[x]' },
  ...{ sig: 'dosageInstruction', repeats: 'dispenseRequest.numberOfRepeatsAllowed' },
  unit: 'quantity',
};
const reasons: Readonly<Record<string, string>> = {
  quantity: 'is no amount between 0.001 and 99,999',
  daysSupply: 'is no number of days from 1 to 365',
  repeats: 'is no number from 0 to 99',
  sig: 'is longer than the directions that fit on a label',
};

const daysIn: Readonly<Record<string, number>> = {
  d: 1,
  day: 1,
  days: 1,
  wk: 7,
  week: 7,
  weeks: 7,
};

/** In days where it is said in days or weeks; a month is of no known length. */
function daysOf(quantity: Quantity | undefined): number | null {
  if (quantity?.value === undefined) return null;
  const length = daysIn[(quantity.code ?? quantity.unit ?? 'd').toLowerCase()];
  return length === undefined ? null : quantity.value * length;
}

/** As they were written; else from what is coded, in the order of the instructions. */
function sigOf(dosages: readonly Dosage[] | undefined): string {
  const inOrder = [...(dosages ?? [])].sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
  return inOrder
    .map((dosage) => plain(dosage.text ?? dosage.patientInstruction) || codedSig(dosage))
    .filter((words) => words !== '')
    .join('; ');
}

const units = {
  s: 'second',
  min: 'minute',
  h: 'hour',
  d: 'day',
  wk: 'week',
  mo: 'month',
  a: 'year',
};

function codedSig(dosage: Dosage): string {
  const { doseAndRate = [], timing, route, asNeededBoolean, asNeededCodeableConcept } = dosage;
  const { doseQuantity, doseRange } = doseAndRate[0] ?? {};
  const dose = doseQuantity ? amountWords(doseQuantity) : rangeWords(doseRange);
  const { frequency = 1, period, periodUnit } = timing?.repeat ?? {};
  const often =
    period === undefined || periodUnit === undefined
      ? wordsOf(timing?.code)
      : `${frequency} times every ${period === 1 ? '' : `${period} `}${units[periodUnit]}${period === 1 ? '' : 's'}`;
  const needed = asNeededBoolean === true || asNeededCodeableConcept !== undefined;
  return [dose, wordsOf(route), often, needed ? 'as needed' : '', wordsOf(asNeededCodeableConcept)]
    .filter((words) => words !== '')
    .join(' ');
}

function rangeWords(range: { low?: Quantity; high?: Quantity } | undefined): string {
  return [range?.low, range?.high]
    .map((end) => (end ? amountWords(end) : ''))
    .filter((words) => words !== '')
    .join(' to ');
}
