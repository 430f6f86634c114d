// A visit type while it is typed: numbers may be missing, the lead time is in hours.
import type { VisitType } from '#contract/availability';
import { standardTerms } from '#contract/visit-terms';
import type { AddVisitType } from '../availability-api';

type Wish = Omit<AddVisitType, 'clinicId'>;

export interface TypedVisitType extends Omit<VisitType, 'id' | 'clinicId' | 'active' | 'version'> {
  leadHours: number | null;
}

export const freshVisitType: TypedVisitType = {
  name: '',
  minutes: 30,
  modality: 'in-person',
  category: 'routine',
  colour: 'teal',
  bufferBefore: 0,
  bufferAfter: 0,
  ...standardTerms,
  leadHours: 0,
};

export function typedOf(type: VisitType): TypedVisitType {
  return { ...type, leadHours: type.leadMinutes / 60 };
}

type Numbers = 'minutes' | 'bufferBefore' | 'bufferAfter' | 'leadHours' | 'horizonDays';
const bounds: Record<Numbers, [least: number, most: number]> = {
  minutes: [5, 480],
  bufferBefore: [0, 120],
  bufferAfter: [0, 120],
  leadHours: [0, 720],
  horizonDays: [1, 730],
};

/** What is wrong with each number as it stands; no horizon is none, and a lead time may have a half hour. */
export function numberFaults(typed: TypedVisitType): Partial<Record<Numbers, string>> {
  const faults = (Object.keys(bounds) as Numbers[]).flatMap((field) => {
    const [least, most] = bounds[field];
    const value: number | null = typed[field];
    if (value === null && field === 'horizonDays') return [];
    const isWhole = field === 'leadHours' || Number.isInteger(value);
    if (value !== null && isWhole && value >= least && value <= most) return [];
    const kind = field === 'leadHours' ? 'number' : 'whole number';
    return [[field, `A ${kind} from ${least} to ${most}.`] as const];
  });
  return Object.fromEntries(faults);
}

/** `null` while something is missing or wrong. */
export function wishOf(typed: TypedVisitType): Wish | null {
  const name = typed.name.trim();
  const isCounted = typed.needs.every(
    ({ count }) => Number.isInteger(count) && count >= 1 && count <= 5,
  );
  if (!name || !isCounted || Object.keys(numberFaults(typed)).length > 0) return null;
  const { en, es } = typed.instructions;
  return {
    name,
    minutes: typed.minutes,
    modality: typed.modality,
    category: typed.category,
    colour: typed.colour,
    bufferBefore: typed.bufferBefore,
    bufferAfter: typed.bufferAfter,
    patients: typed.patients,
    leadMinutes: Math.round((typed.leadHours ?? 0) * 60),
    horizonDays: typed.horizonDays,
    bookedBy: typed.bookedBy,
    overbookTolerance: typed.overbookTolerance,
    needsAuthorization: typed.needsAuthorization,
    sensitive: typed.sensitive,
    needs: typed.needs,
    instructions: { en: en.trim(), es: es.trim() },
  };
}
