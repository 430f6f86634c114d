// Who a 270 or 278 speaks of, as segments: what `read-subject.ts` reads.
import { writeDate } from './element-values.ts';
import type { Address, InsuredPerson, Party, X12Sex } from './eligibility.ts';
import { newSegment, type NewSegment } from './write-interchange.ts';

export function partySegment(role: string, { kind, name, given, idKind, id }: Party): NewSegment {
  return newSegment(
    'NM1',
    role,
    kind === 'person' ? '1' : '2',
    name,
    given,
    '',
    '',
    '',
    idKind,
    id,
  );
}

export function personSegments(role: string, person: InsuredPerson): NewSegment[] {
  const { family, given, middle, suffix, memberId, references, address } = person;
  const idKind = memberId === '' ? '' : 'MI';
  return [
    newSegment('NM1', role, '1', family, given, middle, '', suffix, idKind, memberId),
    ...references.map(({ kind, value }) => newSegment('REF', kind, value)),
    ...addressSegments(address),
    ...demographics(person),
  ];
}

/** A street without a place is none that anybody finds: N4 stands wherever there is an address. */
export function addressSegments(address: Address | null): NewSegment[] {
  if (address === null) return [];
  const { lines, city, state, postalCode } = address;
  const street = lines.length > 0 ? [newSegment('N3', ...lines)] : [];
  return [...street, newSegment('N4', city, state, postalCode)];
}

const sexCodes: Record<X12Sex, string> = { female: 'F', male: 'M', unknown: 'U' };

function demographics({ birthOn, sex }: InsuredPerson): NewSegment[] {
  if (birthOn === null && sex === null) return [];
  const [format, day] = birthOn === null ? ['', ''] : ['D8', writeDate(birthOn)];
  return [newSegment('DMG', format, day, sex === null ? '' : sexCodes[sex])];
}
