// A patient and a coverage → the subscriber and the dependent of a question to a payer.
import type { Relationship } from '#contract/coverage';
import type { Patient } from '#contract/patients';
import type { InsuredPerson, X12Sex } from './eligibility.ts';

export interface InsuredFacts {
  patient: Pick<Patient, 'family' | 'given' | 'birthOn' | 'sex'>;
  relationship: Relationship;
  memberId: string;
  groupNumber: string | null;
  /** Who holds the policy, where the patient does not. */
  holder: { family: string; given: string; birthOn: string | null } | null;
}

/** Who holds the policy is the subscriber; the patient is the dependent where that is somebody else. */
export function insuredOf({ patient, relationship, memberId, groupNumber, holder }: InsuredFacts): {
  subscriber: InsuredPerson;
  dependent: InsuredPerson | null;
} {
  const isHolder = relationship === 'self';
  const person = personOf(patient, sexes[patient.sex]);
  const { family = '', given = '', birthOn = null } = holder ?? {};
  return {
    subscriber: {
      ...(isHolder ? person : personOf({ family, given, birthOn }, null)),
      memberId,
      references: groupNumber === null ? [] : [{ kind: '6P', value: groupNumber }],
    },
    dependent: isHolder ? null : person,
  };
}

function personOf(
  { family, given, birthOn }: { family: string; given: string; birthOn: string | null },
  sex: X12Sex | null,
): InsuredPerson {
  return {
    ...{ family: cardName(family, 60), given: cardName(given, 35), middle: '', suffix: '' },
    ...{ memberId: '', birthOn, sex, address: null, references: [] },
  };
}

const sexes: Record<Patient['sex'], X12Sex> = {
  female: 'female',
  male: 'male',
  other: 'unknown',
  unknown: 'unknown',
};

/** Payers compare names as their cards print them: capitals, without accents. */
export function cardName(text: string, most: number): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase().slice(0, most).trim();
}
