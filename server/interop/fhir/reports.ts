// What was reported, what was ordered, and documents. What a capability does not use is kept, not named.
import type { AnyResource } from './any-resource.ts';
import type {
  Annotation,
  Attachment,
  CodeableConcept,
  CodeOf,
  Coding,
  Identifier,
  Period,
  Reference,
} from './data-types.ts';
import type { Timing } from './medications.ts';

export interface DiagnosticReport extends AnyResource<'DiagnosticReport'> {
  basedOn?: Reference[];
  status: CodeOf<'diagnostic-report-status'>;
  category?: CodeableConcept[];
  code: CodeableConcept;
  subject?: Reference;
  encounter?: Reference;
  effectiveDateTime?: string;
  effectivePeriod?: Period;
  issued?: string;
  performer?: Reference[];
  specimen?: Reference[];
  result?: Reference[];
  conclusion?: string;
  conclusionCode?: CodeableConcept[];
  presentedForm?: Attachment[];
}

export interface ServiceRequest extends AnyResource<'ServiceRequest'> {
  /** Of several orders that were placed together. */
  requisition?: Identifier;
  status: CodeOf<'request-status'>;
  intent: CodeOf<'request-intent'>;
  category?: CodeableConcept[];
  priority?: CodeOf<'request-priority'>;
  /** True: what is named is forbidden, not asked for. */
  doNotPerform?: boolean;
  code?: CodeableConcept;
  orderDetail?: CodeableConcept[];
  subject: Reference;
  encounter?: Reference;
  occurrenceDateTime?: string;
  occurrencePeriod?: Period;
  occurrenceTiming?: Timing;
  authoredOn?: string;
  requester?: Reference;
  performer?: Reference[];
  reasonCode?: CodeableConcept[];
  specimen?: Reference[];
  note?: Annotation[];
}

export interface Specimen extends AnyResource<'Specimen'> {
  accessionIdentifier?: Identifier;
  status?: CodeOf<'specimen-status'>;
  type?: CodeableConcept;
  subject?: Reference;
  receivedTime?: string;
  request?: Reference[];
  collection?: { collectedDateTime?: string; collectedPeriod?: Period; bodySite?: CodeableConcept };
  note?: Annotation[];
}

export interface DocumentReference extends AnyResource<'DocumentReference'> {
  masterIdentifier?: Identifier;
  /** Of this entry; how far the document itself is stands in `docStatus`. */
  status: CodeOf<'document-reference-status'>;
  docStatus?: CodeOf<'composition-status'>;
  type?: CodeableConcept;
  category?: CodeableConcept[];
  subject?: Reference;
  date?: string;
  author?: Reference[];
  relatesTo?: { code: CodeOf<'document-relationship-type'>; target: Reference }[];
  description?: string;
  securityLabel?: CodeableConcept[];
  content: [DocumentContent, ...DocumentContent[]];
  context?: { encounter?: Reference[]; period?: Period };
}

export interface DocumentContent {
  attachment: Attachment;
  format?: Coding;
}
