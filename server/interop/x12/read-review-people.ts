// Who a 278 speaks of above its event: the payer, who asks, the subscriber and the dependent.
import { readDate } from './element-values.ts';
import type { InsuredPerson, Party } from './eligibility.ts';
import type { Dependent, Requester } from './health-care-review.ts';
import type { Level } from './levels.ts';
import { codeAt, Misread, onlySegment } from './read-element.ts';
import { readContact } from './read-review-item.ts';
import { readParty, readPerson } from './read-subject.ts';
import { elementOf, type Segment } from './segment.ts';

/** What is decided belongs to the event and its services: above them nobody would look for it. */
const notAboveEvent = ['UM', 'HCR', 'SV1', 'SV2', 'SV3'];

export function readPayer(level: Level): Party {
  return readParty(nameOf(level));
}

export function readRequester(level: Level): Requester {
  const name = nameOf(level);
  return {
    ...readParty(name),
    role: codeAt(name, 1, { '1P': true, FA: true }),
    contact: readContact(level.segments),
  };
}

export function readInsured(level: Level): InsuredPerson {
  nameOf(level);
  const demographics = onlySegment(level.segments, 'DMG');
  if (demographics !== null) {
    const day = elementOf(demographics, 2);
    if (day !== '' && readDate(day) === null) throw new Misread(demographics, 'DMG02 is no date');
  }
  return readPerson(level);
}

export function readDependent(level: Level): Dependent {
  const relation = onlySegment(level.segments, 'INS');
  return {
    ...readInsured(level),
    relationship: relation === null ? '' : elementOf(relation, 2),
  };
}

/** NM1 of the level. @throws Misread where it names nobody, or two. */
function nameOf({ head, segments }: Level): Segment {
  const stray = segments.find(({ id }) => notAboveEvent.includes(id));
  if (stray !== undefined) throw new Misread(stray, `${stray.id} stands above the event`);
  const name = onlySegment(segments, 'NM1');
  if (name === null) throw new Misread(head, 'the level names nobody');
  return name;
}
