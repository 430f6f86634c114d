// The parts in which a record is shown and edited, and what is sent of each.
import type { ChangedDetails, PatientRecord } from '#contract/patient-record';

export const recordParts = {
  identity: 'Identity',
  reach: 'How to reach them',
  people: 'People around them',
  care: 'Medications, allergies, pharmacy',
} as const;
export type RecordPart = keyof typeof recordParts;

const fieldsOf: Readonly<
  Record<RecordPart, readonly (keyof ChangedDetails & keyof PatientRecord)[]>
> = {
  identity: [
    'family',
    'given',
    'preferredName',
    'otherNames',
    'birthOn',
    'sex',
    'genderIdentity',
    'pronouns',
    'language',
    'interpreter',
  ],
  reach: ['phones', 'email', 'preferredChannel', 'preferredTimes', 'zone', 'addresses'],
  people: ['contacts', 'careTeam'],
  care: ['statements'],
};

/** What one part of a draft says; fields that were left empty are none. */
export function changedOf(part: RecordPart, draft: PatientRecord): ChangedDetails {
  const said = Object.fromEntries(
    fieldsOf[part].map((field) => [field, withoutEmpty(draft[field])]),
  );
  return part === 'care' ? { ...said, pharmacyId: draft.pharmacy?.id ?? null } : said;
}

const mayBeNone = new Set(['line2', 'fromOn', 'untilOn', 'phone']);

function withoutEmpty(value: unknown): unknown {
  if (value === '') return null;
  if (!Array.isArray(value)) return value;
  return value.map((item: unknown) =>
    typeof item === 'object' && item !== null
      ? Object.fromEntries(
          Object.entries(item).map(([field, said]: [string, unknown]) => [
            field,
            said === '' && mayBeNone.has(field) ? null : said,
          ]),
        )
      : item,
  );
}
