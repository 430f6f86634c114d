// What a clearing house or payer says of claims: 277CA (005010X214) of what came in, 277 (005010X212) where it was asked.
import type { ClaimStanding, ClaimStatusSaid, LineStatusSaid, StatusCode } from './claim-status.ts';
import { sayStatus, standingOf, weightiestOf } from './claim-status-codes.ts';
import { splitLoops, type Loop } from './claim-loops.ts';
import type { Delimiters } from './delimiters.ts';
import { readDate } from './element-values.ts';
import { levelAbove, readLevels, type Level } from './levels.ts';
import { isReference } from './read-claim-people.ts';
import { Misread, onlySegment, textAt } from './read-element.ts';
import type { Transaction } from './read-transactions.ts';
import { amountOf } from './remittance-elements.ts';
import { headOf } from './review-levels.ts';
import { valuesOf } from './segment-values.ts';
import { componentsOf, elementOf, type Segment } from './segment.ts';
import { refusal, type X12Problem } from './x12-problem.ts';

export type ReadClaimStatuses = { said: ClaimStatusSaid[] } | { problem: X12Problem };

/** Its envelope is judged before. One status that is not as it must be refuses its transaction. */
export function readClaimStatuses(transaction: Transaction): ReadClaimStatuses {
  try {
    return { said: levelsOf(transaction).flatMap((level) => saidOf(level, transaction)) };
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    return { problem: refusal(error.segment, error.message) };
  }
}

const guides = ['005010X214', '005010X212'];
/** BHT01 of each. */
const structures = ['0085', '0010'];

function levelsOf(transaction: Transaction): readonly Level[] {
  const start = headOf(transaction);
  if (transaction.type !== '277') throw new Misread(start, 'ST01 is not 277');
  if (!guides.some((guide) => transaction.version.startsWith(guide)))
    throw new Misread(start, 'the version is neither 277CA nor 277');
  const { preface, levels, problems } = readLevels(transaction.segments);
  const [problem] = problems;
  if (problem !== undefined) throw new Misread({ number: problem.segment }, problem.reason);
  const heading = onlySegment(preface, 'BHT');
  if (heading === null) throw new Misread(start, 'there is no BHT before the first HL');
  if (!structures.includes(textAt(heading, 1)))
    throw new Misread(heading, 'BHT01 is neither 0085 nor 0010');
  return levels;
}

/** The levels of a patient; above them a file or a provider is spoken of. */
const patientLevels = ['PT', '22', '23'];
const levelCodes = ['20', '21', '19', ...patientLevels];

function saidOf(level: Level, { envelope: { delimiters } }: Transaction): ClaimStatusSaid[] {
  if (!levelCodes.includes(level.code))
    throw new Misread(level.head, 'HL03 is a code that is not known');
  const payer = payerOf(level);
  const isPatient = patientLevels.includes(level.code);
  return splitLoops(level.segments, 'TRN').loops.flatMap((trace) => {
    const hasStatus = trace.segments.some(({ id }) => id === 'STC');
    if (isPatient && !hasStatus) throw new Misread(trace.head, 'the claim has no STC');
    if (!hasStatus) return [];
    const said = readStatus(trace, { payer, delimiters });
    if (isPatient) return [said];
    const { claimControl: batch, standing } = said;
    const isWrong = standing === 'rejected' || standing === 'error' || standing === 'not-found';
    return isWrong ? [{ ...said, claimControl: '', batch }] : [];
  });
}

/** Who answers: NM103 of the source. */
function payerOf(level: Level): string {
  const source = levelAbove(level, ['20']);
  const name = source?.segments.find(({ id }) => id === 'NM1');
  if (name === undefined) throw new Misread(level.head, 'nobody is named who answers');
  return elementOf(name, 3);
}

function readStatus(
  { head, segments }: Loop,
  of: { payer: string; delimiters: Delimiters },
): ClaimStatusSaid {
  const { payer, delimiters } = of;
  const { before, loops } = splitLoops(segments, 'SVC');
  const found = before.filter(({ id }) => id === 'STC');
  const [first] = found;
  if (first === undefined) throw new Misread(head, 'the claim has no STC');
  const control = before.find((each) => isReference(each, '1K'));
  const messages = found.map((each) => elementOf(each, 12)).filter((each) => each !== '');
  const lines = loops.map((each) => readLine(each, delimiters));
  return {
    segment: head.number,
    claimControl: textAt(head, 2),
    payerControl: control === undefined ? null : elementOf(control, 2),
    payer,
    ...judge(found, delimiters),
    on: dateOf(first),
    charge: centsOrNull(first, 4),
    paid: centsOrNull(first, 5),
    ...(messages.length === 0 ? {} : { message: messages.join(' ') }),
    ...(lines.length === 0 ? {} : { lines }),
  };
}

function readLine({ head, segments }: Loop, delimiters: Delimiters): LineStatusSaid {
  const [, procedure = ''] = componentsOf(head, 1, delimiters);
  const control = segments.find((each) => isReference(each, 'FJ'));
  const found = segments.filter(({ id }) => id === 'STC');
  if (found.length === 0) throw new Misread(head, 'the line has no STC');
  return {
    control: control === undefined ? null : elementOf(control, 2),
    procedure,
    ...judge(found, delimiters),
  };
}

interface Judgement {
  standing: ClaimStanding;
  codes: StatusCode[];
  says: string;
}

function judge(statuses: readonly Segment[], delimiters: Delimiters): Judgement {
  const codes = statuses.flatMap((each) => codesOf(each, delimiters));
  const standings = statuses.flatMap((each) =>
    codesOf(each, delimiters).map((code) => standingIn(each, code)),
  );
  return { standing: weightiestOf(standings), codes, says: sayStatus(codes) };
}

/** The first is there always, the others where there is more to say. */
function codesOf(stc: Segment, delimiters: Delimiters): StatusCode[] {
  textAt(stc, 1);
  return [1, 10, 11].flatMap((position) => {
    const [category = '', status = '', entity = ''] = componentsOf(stc, position, delimiters);
    return category === '' ? [] : [{ category, status, entity }];
  });
}

/** STC03 `U` rejects what its category takes only note of. */
function standingIn(stc: Segment, { category }: StatusCode): ClaimStanding {
  const standing = standingOf(category);
  if (standing === null) throw new Misread(stc, 'STC has a category that is not known');
  const isTaken = standing === 'acknowledged' || standing === 'accepted';
  return isTaken && elementOf(stc, 3) === 'U' ? 'rejected' : standing;
}

function dateOf(stc: Segment): string | null {
  const text = elementOf(stc, 2);
  if (text === '') return null;
  const day = readDate(text);
  if (day === null) throw new Misread(stc, 'STC02 is no date');
  return day;
}

function centsOrNull(segment: Segment, position: number): number | null {
  return elementOf(segment, position) === '' ? null : amountOf(valuesOf(segment), position);
}
