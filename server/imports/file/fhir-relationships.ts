// What somebody is to a patient, in words: codes of HL7 v2-0131 and v3-RoleCode.
import type { CodeableConcept } from '../../interop/fhir/data-types.ts';

const words: Readonly<Record<string, string>> = {
  N: 'next of kin',
  E: 'employer',
  WIFE: 'wife',
  HUSB: 'husband',
  SPS: 'spouse',
  DOMPART: 'domestic partner',
  SIGOTHR: 'significant other',
  PRN: 'parent',
  MTH: 'mother',
  NMTH: 'natural mother',
  STPMTH: 'stepmother',
  FTH: 'father',
  NFTH: 'natural father',
  STPFTH: 'stepfather',
  CHILD: 'child',
  SON: 'son',
  SONC: 'son',
  DAU: 'daughter',
  DAUC: 'daughter',
  SIB: 'sibling',
  SIS: 'sister',
  BRO: 'brother',
  GRPRN: 'grandparent',
  GRMTH: 'grandmother',
  GRFTH: 'grandfather',
  GRNDCHILD: 'grandchild',
  AUNT: 'aunt',
  UNCLE: 'uncle',
  COUSN: 'cousin',
  EXT: 'extended family',
  FAMMEMB: 'family member',
  GUARD: 'guardian',
  FRND: 'friend',
  NBOR: 'neighbour',
  ROOM: 'roommate',
};

export function relationshipWords(concepts: readonly CodeableConcept[] = []): string {
  const said = concepts.flatMap(({ text, coding = [] }) =>
    text === undefined
      ? coding.flatMap(({ code = '', display }) =>
          Object.hasOwn(words, code) ? (words[code] ?? []) : code === 'C' ? [] : (display ?? []),
        )
      : [text],
  );
  return [...new Set(said)].join(', ').slice(0, 60);
}

/** v2-0131 says so; nothing else does. */
export function isEmergencyContact(concepts: readonly CodeableConcept[] = []): boolean {
  return concepts.some(({ coding = [] }) =>
    coding.some(({ code, system = '' }) => code === 'C' && /v2-0131$|0131$/.test(system)),
  );
}
