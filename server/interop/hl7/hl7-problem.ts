// What is wrong with a message, always with the segment and the field at which it shows.

export type Hl7ProblemCode =
  | 'empty'
  | 'no-header'
  | 'bad-delimiters'
  | 'bad-characters'
  | 'no-segment-name'
  | 'too-large'
  | 'missing'
  | 'bad-value'
  | 'bad-count'
  | 'other-type';

export interface Hl7Problem {
  /** Counted from 1 through the whole message, or the whole file; 0 is the message itself. */
  segment: number;
  /** As the standard names it, e.g. `PID-3`; `null`: the segment as a whole. */
  field: string | null;
  code: Hl7ProblemCode;
  /** Without a word of the content: it may be logged, shown and sent back. */
  reason: string;
}

/** Of a message that cannot be read; caught where the message is read, and never leaves the codec. */
export class Hl7Misread extends Error {
  readonly problem: Hl7Problem;

  constructor(problem: Hl7Problem) {
    super(problem.reason);
    this.name = 'Hl7Misread';
    this.problem = problem;
  }
}

/** Of the message as a whole. */
export function ofMessage(code: Hl7ProblemCode, reason: string): Hl7Problem {
  return { segment: 0, field: null, code, reason };
}
