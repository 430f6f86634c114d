// The levels of a 278 in the one order that its guide allows: payer, requester, subscriber, dependent, event, services.
import type { ReviewLevel } from './health-care-review.ts';
import { readLevels, type Level } from './levels.ts';
import { Misread, onlySegment, textAt } from './read-element.ts';
import type { Transaction } from './read-transactions.ts';
import type { Segment } from './segment.ts';

export interface ReviewLevels {
  heading: Segment;
  source: Level;
  /** `null` from where a rejection above ended the answer. */
  requester: Level | null;
  subscriber: Level | null;
  dependent: Level | null;
  event: Level | null;
  services: readonly Level[];
}

const names: Readonly<Record<string, ReviewLevel>> = {
  '20': 'source',
  '21': 'requester',
  '22': 'subscriber',
  '23': 'dependent',
  EV: 'event',
  SS: 'service',
};

/** Under which levels one may stand. */
const above: Readonly<Record<ReviewLevel, readonly ReviewLevel[]>> = {
  source: [],
  requester: ['source'],
  subscriber: ['requester'],
  dependent: ['subscriber'],
  event: ['subscriber', 'dependent'],
  service: ['event'],
};

/** Of one transaction there is one of each, of services any number. @throws Misread */
export function readReviewLevels(transaction: Transaction): ReviewLevels {
  const { preface, levels, problems } = readLevels(transaction.segments);
  const [problem] = problems;
  if (problem !== undefined) throw new Misread({ number: problem.segment }, problem.reason);
  const start = headOf(transaction);
  const heading = onlySegment(transaction.segments, 'BHT');
  if (heading === null || !preface.includes(heading))
    throw new Misread(heading ?? start, 'there is no BHT before the first HL');
  const found = new Map<ReviewLevel, Level>();
  const services: Level[] = [];
  for (const level of levels) {
    const name = placeOf(level);
    if (name === 'service') services.push(level);
    else if (found.has(name)) throw new Misread(level.head, `there is more than one ${name}`);
    else found.set(name, level);
  }
  const source = found.get('source');
  if (source === undefined) throw new Misread(start, 'there is no level of the payer');
  const of = (name: ReviewLevel): Level | null => found.get(name) ?? null;
  const [dependent, event] = [of('dependent'), of('event')];
  if (event !== null && dependent !== null && event.parent !== dependent)
    throw new Misread(event.head, 'the event is not that of the dependent');
  return {
    heading,
    source,
    requester: of('requester'),
    subscriber: of('subscriber'),
    dependent,
    event,
    services,
  };
}

/** ST. */
export function headOf({ segments: [head] }: Transaction): Pick<Segment, 'number'> {
  return head ?? { number: 0 };
}

function placeOf(level: Level): ReviewLevel {
  const { code, head, parent } = level;
  textAt(head, 1);
  const name = nameOfLevel(code);
  if (name === null) throw new Misread(head, 'HL03 is a code that is not known');
  const isRoot = above[name].length === 0;
  const parentName = parent === null ? null : nameOfLevel(parent.code);
  if (isRoot ? parent !== null : parentName === null || !above[name].includes(parentName))
    throw new Misread(head, `HL03 says ${name}, which cannot stand there`);
  return name;
}

function nameOfLevel(code: string): ReviewLevel | null {
  return Object.hasOwn(names, code) ? (names[code] ?? null) : null;
}
