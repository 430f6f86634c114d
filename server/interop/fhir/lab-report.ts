// What a laboratory reported, whichever way it came: the report, whom it is about, who ordered it, value by value.
import type { CodeOf } from './data-types.ts';

export interface LabReport {
  report: ReportHead;
  /** `null` only where the report names nobody. Never taken from words beside a reference. */
  subject: ReportedPatient | null;
  /** What was ordered, one for each order that the report answers. */
  orders: AnsweredOrder[];
  /** In the order in which they are to be read: each group before what belongs to it. */
  observations: ReportedObservation[];
}

export interface ReportHead {
  id: string | null;
  identifiers: SentNumber[];
  status: CodeOf<'diagnostic-report-status'>;
  categories: CodedWords[];
  code: CodedWords;
  /** As sent: a year, a month, a day, or an instant with its offset. Of a period, its start. */
  effectiveAt: string | null;
  /** The end, where a period was sent: e.g. of urine collected over a day. */
  effectiveUntil: string | null;
  issuedAt: string | null;
  conclusion: string | null;
  conclusionCodes: CodedWords[];
  /** Who answers for it, in words. */
  performers: string[];
  /** The report as it was laid out by who made it. */
  attachments: SentAttachment[];
}

export interface SentNumber {
  /** Whose number it is; `null` where nobody says. */
  system: string | null;
  value: string;
}

export interface CodedWords {
  codings: { system: string | null; code: string | null; display: string | null }[];
  text: string | null;
}

export interface SentName {
  family: string | null;
  given: string[];
  /** The whole name, where it was sent so. */
  text: string | null;
}

export interface ReportedPatient {
  identifiers: SentNumber[];
  name: SentName | null;
  /** `1970`, `1970-02` or `1970-02-28`. */
  birthDate: string | null;
  sex: CodeOf<'administrative-gender'> | null;
}

export interface OrderedBy {
  npi: string | null;
  name: SentName | null;
}

export interface AnsweredOrder {
  /** Of who ordered and of who fulfils; empty where only a reference was sent. */
  identifiers: SentNumber[];
  /** As sent, where the order itself was not: it names an order of the other system. */
  reference: string | null;
  /** `null` where the order was not sent, or nobody who could be called stands in it. */
  orderedBy: OrderedBy | null;
}

export interface SentAttachment {
  contentType: string | null;
  title: string | null;
  /** What was sent with it. */
  bytes: Uint8Array | null;
  /** Where else it is; nothing is fetched. */
  url: string | null;
  language: string | null;
  createdAt: string | null;
}

export type Interpretation = 'low' | 'normal' | 'high' | 'critical' | 'abnormal';

export interface ReportedObservation extends ReportedValue {
  /** Where it stands in what was sent, e.g. `entry[3]` or `entry[3].component[0]`. */
  path: string;
  /** The path of the group or whole that it belongs to. */
  parent: string | null;
  identifiers: SentNumber[];
  code: CodedWords;
  /** As sent, also where the report as a whole says another. */
  status: CodeOf<'observation-status'>;
  /** What is usual for such a patient, in words. */
  range: string | null;
  /** `null` where nothing is said that is one of these, e.g. of a susceptibility. */
  interpretation: Interpretation | null;
  /** All that was said of it, e.g. `HH` or `R`. */
  interpretationCodes: CodedWords[];
  effectiveAt: string | null;
  effectiveUntil: string | null;
  notes: string[];
  /** Why there is no value, in words. */
  dataAbsent: string | null;
}

export interface ReportedValue {
  /** A value that is no amount: `Positive`, `1:128`, `3–5 /HPF`. */
  valueText: string | null;
  /** Where the value is a code; its words are the text. */
  valueCoded: CodedWords | null;
  valueNumber: number | null;
  /** As it was written: `6.30`. */
  valueExact: string | null;
  comparator: CodeOf<'quantity-comparator'> | null;
  unit: string | null;
  /** The unit in UCUM. */
  unitCode: string | null;
}
