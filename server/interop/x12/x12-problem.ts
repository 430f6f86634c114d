// What is wrong with a file, always with the segment at which it shows.

export interface X12Problem {
  /** Counted from 1 through the whole file; 0 is the file itself. */
  segment: number;
  /** An anomaly is reported and read over; a refusal is of the transaction, or of the file from there on. */
  kind: 'anomaly' | 'refusal';
  /** Without a word of the file's content: it may be logged. */
  reason: string;
}

export function anomaly(segment: number, reason: string): X12Problem {
  return { segment, kind: 'anomaly', reason };
}

export function refusal(segment: number, reason: string): X12Problem {
  return { segment, kind: 'refusal', reason };
}
