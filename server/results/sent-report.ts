// What another system sends of a report or an order, whichever way it came: HL7 v2 and FHIR are read into this.
import type {
  ReportContent,
  ReportStatus,
  ResultCategory,
  ResultKind,
  ResultValue,
} from '#contract/result-content';

/** As the sender writes the person down. */
export interface SentPerson {
  name: string;
  family: string;
  given: string[];
  birthOn: string | null;
  sex: string;
  /** Numbers by which the sender knows them; one may be our MRN. */
  numbers: string[];
}

export interface SentProvider {
  npi: string | null;
  name: string;
}

export interface Sent {
  /** Who sends, as `Harbor Lab`. */
  source: string;
  /** By which the sender is known for good, whatever it is called: its numbers are its own. */
  sender: string;
  /** The number of who ordered it. */
  placer: string | null;
  /** The number of who does it. */
  filler: string | null;
  kind: ResultKind;
  code: string;
  system: string;
  title: string;
  /** What the message itself says of what it is about. */
  categories: ResultCategory[];
  person: SentPerson | null;
  orderedBy: SentProvider | null;
  orderedAt: string | null;
}

export type SentValue = Omit<ResultValue, 'isCritical'>;

export interface SentReport extends Sent {
  status: ReportStatus;
  collectedAt: string | null;
  reportedAt: string | null;
  /** 1; of several reports under one number in one message the second is 2. */
  part: number;
  content: Omit<ReportContent, 'values'> & { values: SentValue[] };
  /** False = only what is new or changed is in it, what was said before stands. */
  isWhole: boolean;
}

export interface SentOrder extends Sent {
  act: 'order' | 'revoke';
  /** When the result is expected; `null` = by the clinic's own clock. */
  expectedAt: string | null;
}

/** Some systems write year 0 where they know no time. */
export function inOurTime(instant: string): string | null {
  const year = Number(instant.slice(0, 4));
  return year >= 1800 && year < 3000 ? instant : null;
}
