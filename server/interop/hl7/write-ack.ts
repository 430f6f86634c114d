// The answer to a message: in its delimiters, its charset and its version, with what was wrong and where.
import { usualHl7Delimiters } from './delimiters.ts';
import type { MessageHeader, NamedPlace, WantedAck } from './header.ts';
import type { Hl7Problem, Hl7ProblemCode } from './hl7-problem.ts';
import { newMessage, writeMessage, type NewField } from './write-message.ts';

/** What became of a message, before the mode of the sender is known. */
export type AckOutcome = 'accepted' | 'error' | 'rejected';

/** Table 0008: of the original mode, and of the enhanced one. */
export type AckCode = 'AA' | 'AE' | 'AR' | 'CA' | 'CE' | 'CR';

const original = { accepted: 'AA', error: 'AE', rejected: 'AR' } as const;
const enhanced = { accepted: 'CA', error: 'CE', rejected: 'CR' } as const;

/**
 * Which answer the sender wants; `null`: none. A sender that speaks of neither MSH-15 nor MSH-16 speaks the original
 * mode. One that wants no accept acknowledgement but an application one gets it at once: what is safely kept is what
 * we can say.
 */
export function ackCodeFor(
  { acceptAck, applicationAck }: Pick<MessageHeader, 'acceptAck' | 'applicationAck'>,
  outcome: AckOutcome,
): AckCode | null {
  if (acceptAck === null && applicationAck === null) return original[outcome];
  if (isWanted(acceptAck, outcome)) return enhanced[outcome];
  return isWanted(applicationAck, outcome) ? original[outcome] : null;
}

function isWanted(wanted: WantedAck | null, outcome: AckOutcome): boolean {
  if (wanted === null || wanted === 'NE') return false;
  return wanted === 'AL' || (wanted === 'SU') === (outcome === 'accepted');
}

export interface NewAck {
  /** `null` where not even the first segment could be read. */
  to: MessageHeader | null;
  code: AckCode;
  problems: readonly Hl7Problem[];
  /** MSH-7 and MSH-10 of the answer. */
  at: string;
  controlId: string;
}

const mostProblems = 20;

export function buildAck({ to, code, problems, at, controlId }: NewAck): Uint8Array {
  const syntax = to?.syntax ?? { delimiters: usualHl7Delimiters, charset: 'utf-8' };
  const said = to?.version ?? '';
  const version = said === '' ? '2.5.1' : said;
  const [first] = problems;
  const header: NewField[] = [
    placeField(to?.receivingApplication),
    placeField(to?.receivingFacility),
    placeField(to?.sendingApplication),
    placeField(to?.sendingFacility),
    timeText(at),
    '',
    ackType(to, version),
    controlId,
    to?.processing ?? 'P',
    version,
    ...['', '', '', '', ''],
    to?.charset ?? '',
  ];
  const answer: [string, ...NewField[]] = ['MSA', code, to?.controlId ?? ''];
  // Newer versions say it in ERR; older systems show people what stands here.
  if (first && !hasErrorCodes(version)) answer.push(placed(first));
  const errors = problems.slice(0, mostProblems).map((each) => errorSegment(each, version));
  return writeMessage(newMessage(syntax, header, [answer, ...errors]));
}

function ackType(to: MessageHeader | null, version: string): NewField {
  const parts = ['ACK', to?.event ?? ''];
  return isBefore(version, '2.3.1') ? parts : [...parts, 'ACK'];
}

function errorSegment(problem: Hl7Problem, version: string): readonly [string, ...NewField[]] {
  const location = locationOf(problem);
  const { code, text } = errorCodes[problem.code];
  if (!hasErrorCodes(version)) return ['ERR', [...location, [code, text]]];
  return ['ERR', '', location, [code, text, 'HL70357'], 'E', '', '', '', placed(problem)];
}

/** ERL: the segment's name, its place, the field. Only names that are ours: what a sender wrote is not sent back. */
function locationOf({ segment, field }: Hl7Problem): [string, string, string] {
  const [name = '', position = ''] = field?.split('-') ?? [];
  return [name, segment === 0 ? '' : String(segment), position];
}

function placed({ segment, reason }: Hl7Problem): string {
  return segment === 0 ? `The message ${reason}` : `Segment ${segment}: ${reason}`;
}

/** Table 0357. */
const errorCodes: Record<Hl7ProblemCode, { code: string; text: string }> = {
  empty: { code: '100', text: 'Segment sequence error' },
  'no-header': { code: '100', text: 'Segment sequence error' },
  'bad-delimiters': { code: '102', text: 'Data type error' },
  'bad-characters': { code: '102', text: 'Data type error' },
  'no-segment-name': { code: '100', text: 'Segment sequence error' },
  'too-large': { code: '207', text: 'Application internal error' },
  missing: { code: '101', text: 'Required field missing' },
  'bad-value': { code: '102', text: 'Data type error' },
  'bad-count': { code: '100', text: 'Segment sequence error' },
  'other-type': { code: '200', text: 'Unsupported message type' },
};

function hasErrorCodes(version: string): boolean {
  return !isBefore(version, '2.5');
}

function isBefore(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const at = [0, 1, 2].find((part) => (a[part] ?? 0) !== (b[part] ?? 0)) ?? 0;
  return (a[at] ?? 0) < (b[at] ?? 0);
}

function placeField(place: NamedPlace | undefined): NewField {
  if (!place) return '';
  return place.universalId === null ? place.name : [place.name, place.universalId, 'ISO'];
}

/** `20261123150000+0000`. */
function timeText(instant: string): string {
  return `${instant.slice(0, 19).replaceAll(/[-T:]/g, '')}+0000`;
}
