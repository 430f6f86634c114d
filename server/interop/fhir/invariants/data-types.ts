// Of data types, wherever they stand.
import type { Fault } from '../check-resource.ts';
import type { ContactPoint, Period, Quantity, Range, Ratio } from '../data-types.ts';
import type { Timing } from '../medications.ts';

const ucum = 'http://unitsofmeasure.org';

export const dataTypeInvariants = {
  Period: periodFaults,
  ContactPoint: contactPointFaults,
  Attachment: attachmentFaults,
  Quantity: quantityFaults,
  SimpleQuantity: quantityFaults,
  Age: (age: Quantity): Fault[] => [...measureFaults(age, 'age-1'), ...positiveFaults(age)],
  Distance: (distance: Quantity): Fault[] => measureFaults(distance, 'dis-1'),
  Count: countFaults,
  Duration: durationFaults,
  Range: rangeFaults,
  Ratio: ratioFaults,
  'Timing.repeat': repeatFaults,
};

function periodFaults({ start, end }: Period): Fault[] {
  return start !== undefined && end !== undefined && start.slice(0, 10) > end.slice(0, 10)
    ? [{ path: 'end', reason: 'is before the start (per-1)' }]
    : [];
}

function contactPointFaults({ value, system }: ContactPoint): Fault[] {
  return value !== undefined && system === undefined
    ? [{ path: 'system', reason: 'is missing beside a value (cpt-2)' }]
    : [];
}

function attachmentFaults({ data, contentType }: { data?: string; contentType?: string }): Fault[] {
  return data !== undefined && contentType === undefined
    ? [{ path: 'contentType', reason: 'is missing beside the data (att-1)' }]
    : [];
}

function quantityFaults({ code, system }: Quantity): Fault[] {
  return code !== undefined && system === undefined
    ? [{ path: 'system', reason: 'is missing beside a code (qty-3)' }]
    : [];
}

/** A measure in units that programs can read. */
function measureFaults({ value, code, system }: Quantity, key: string): Fault[] {
  const faults: Fault[] = [];
  if (value !== undefined && code === undefined)
    faults.push({ path: 'code', reason: `is missing beside a value (${key})` });
  if (system !== undefined && system !== ucum)
    faults.push({ path: 'system', reason: `is not UCUM (${key})` });
  return faults;
}

function positiveFaults({ value }: Quantity): Fault[] {
  return value !== undefined && value <= 0
    ? [{ path: 'value', reason: 'is not above zero (age-1)' }]
    : [];
}

function countFaults(count: Quantity): Fault[] {
  const faults = measureFaults(count, 'cnt-3');
  if (count.code !== undefined && count.code !== '1')
    faults.push({ path: 'code', reason: 'is not the unit of a count (cnt-3)' });
  if (count.value !== undefined && !Number.isInteger(count.value))
    faults.push({ path: 'value', reason: 'is no whole number (cnt-3)' });
  return faults;
}

function durationFaults({ value, code, system }: Quantity): Fault[] {
  if (code === undefined || (system === ucum && value !== undefined)) return [];
  return [{ path: 'code', reason: 'stands without a value in UCUM (drt-1)' }];
}

/** Only what is measured in one unit can be compared. */
function rangeFaults({ low, high }: Range): Fault[] {
  if (low?.value === undefined || high?.value === undefined) return [];
  const comparable = (low.code ?? low.unit) === (high.code ?? high.unit);
  return comparable && low.value > high.value
    ? [{ path: 'low', reason: 'is above the high end (rng-2)' }]
    : [];
}

function ratioFaults({ numerator, denominator }: Ratio): Fault[] {
  return (numerator === undefined) === (denominator === undefined)
    ? []
    : [{ path: '', reason: 'has a numerator or a denominator, not both (rat-1)' }];
}

type Repeat = NonNullable<Timing['repeat']>;

function repeatFaults(repeat: Repeat): Fault[] {
  const { when = [], timeOfDay } = repeat;
  const faults = needs
    .filter(({ has, asks }) => repeat[has] !== undefined && repeat[asks] === undefined)
    .map(({ has, asks, key }) => ({ path: asks, reason: `is missing beside ${has} (${key})` }));
  for (const [part, key] of [
    ['duration', 'tim-4'],
    ['period', 'tim-5'],
  ] as const)
    if ((repeat[part] ?? 0) < 0) faults.push({ path: part, reason: `is below zero (${key})` });
  if (repeat.offset !== undefined && (when.length === 0 || when.some(isAtMeal)))
    faults.push({ path: 'offset', reason: 'counts from no event (tim-9)' });
  if (timeOfDay !== undefined && when.length > 0)
    faults.push({ path: 'timeOfDay', reason: 'is given beside when (tim-10)' });
  return faults;
}

const needs: readonly { has: keyof Repeat; asks: keyof Repeat; key: string }[] = [
  { has: 'duration', asks: 'durationUnit', key: 'tim-1' },
  { has: 'period', asks: 'periodUnit', key: 'tim-2' },
  { has: 'periodMax', asks: 'period', key: 'tim-6' },
  { has: 'durationMax', asks: 'duration', key: 'tim-7' },
  { has: 'countMax', asks: 'count', key: 'tim-8' },
];

/** With a meal, not before or after it: no time passes that could be counted. */
function isAtMeal(when: string): boolean {
  return ['C', 'CM', 'CD', 'CV'].includes(when);
}
