// What was ordered, and what is kept as a document, whichever way it came.
import type { CodeOf } from './data-types.ts';
import type {
  CodedWords,
  OrderedBy,
  ReportedPatient,
  SentAttachment,
  SentNumber,
} from './lab-report.ts';

export interface SentOrder {
  id: string | null;
  identifiers: SentNumber[];
  /** The number that who ordered gave it, where it is said to be that. */
  placer: SentNumber | null;
  /** The number that who fulfils it gave it. */
  filler: SentNumber | null;
  /** Of several orders that were placed together. */
  requisition: SentNumber | null;
  status: CodeOf<'request-status'>;
  intent: CodeOf<'request-intent'>;
  /** Says that it must not be done. */
  forbids: boolean;
  categories: CodedWords[];
  code: CodedWords | null;
  priority: CodeOf<'request-priority'> | null;
  authoredOn: string | null;
  requester: OrderedBy | null;
  subject: ReportedPatient | null;
  /** When it is to be done: as sent, of a period its start. */
  occurrenceAt: string | null;
  occurrenceUntil: string | null;
  notes: string[];
}

export interface SentDocument {
  id: string | null;
  /** The document's own first. */
  identifiers: SentNumber[];
  /** Of the entry. */
  status: CodeOf<'document-reference-status'>;
  /** Of the document itself. */
  docStatus: CodeOf<'composition-status'> | null;
  type: CodedWords | null;
  categories: CodedWords[];
  description: string | null;
  /** How confidential it is. */
  securityLabels: CodedWords[];
  subject: ReportedPatient | null;
  date: string | null;
  authors: string[];
  /** Documents that it takes the place of, adds to, signs or transforms. */
  relatesTo: { code: CodeOf<'document-relationship-type'>; target: SentReference }[];
  /** The same document in one or more forms. */
  contents: { attachment: SentAttachment; format: CodedWords | null }[];
  encounters: SentReference[];
}

/** Of something in the other system that is not sent along. */
export interface SentReference {
  identifiers: SentNumber[];
  reference: string | null;
}
