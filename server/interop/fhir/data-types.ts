// The data types that the resources are made of. What a capability does not use is kept, not named.
import type { valueSets } from './definitions/value-sets.ts';

export type CodeOf<Set extends keyof typeof valueSets> = (typeof valueSets)[Set][number];

export interface Identifier {
  use?: CodeOf<'identifier-use'>;
  type?: CodeableConcept;
  system?: string;
  value?: string;
}

export interface CodeableConcept {
  coding?: Coding[];
  text?: string;
}

export interface Coding {
  system?: string;
  code?: string;
  display?: string;
}

export interface Reference {
  reference?: string;
  type?: string;
  identifier?: Identifier;
  display?: string;
}

export interface HumanName {
  use?: CodeOf<'name-use'>;
  text?: string;
  family?: string;
  given?: string[];
  prefix?: string[];
  suffix?: string[];
}

export interface ContactPoint {
  system?: CodeOf<'contact-point-system'>;
  value?: string;
  use?: CodeOf<'contact-point-use'>;
  rank?: number;
}

export interface Address {
  use?: CodeOf<'address-use'>;
  text?: string;
  line?: string[];
  city?: string;
  state?: string;
  postalCode?: string;
  country?: string;
  period?: Period;
}

/** Each end a date, or an instant with its offset. */
export interface Period {
  start?: string;
  end?: string;
}

export interface Quantity {
  value?: number;
  comparator?: CodeOf<'quantity-comparator'>;
  unit?: string;
  system?: string;
  code?: string;
}

/** A quantity that is exact: without a comparator. */
export type SimpleQuantity = Omit<Quantity, 'comparator'>;

export interface Range {
  low?: SimpleQuantity;
  high?: SimpleQuantity;
}

export interface Ratio {
  numerator?: Quantity;
  denominator?: Quantity;
}

export interface Annotation {
  authorReference?: Reference;
  authorString?: string;
  time?: string;
  text: string;
}

export interface Attachment {
  contentType?: string;
  language?: string;
  /** Base64. */
  data?: string;
  url?: string;
  /** Of what is meant, before base64. */
  size?: number;
  /** SHA-1 in base64. */
  hash?: string;
  title?: string;
  creation?: string;
}

export interface SampledData {
  origin: SimpleQuantity;
  period: number;
  dimensions: number;
  data?: string;
}

/** Money as FHIR writes it: a decimal, not cents. */
export interface Money {
  value?: number;
  /** ISO 4217, e.g. `USD`. */
  currency?: string;
}

/** What the standard itself has no element for; named by the address of its definition. */
export interface Extension {
  url: string;
  extension?: Extension[];
  valueBoolean?: boolean;
  valueCode?: string;
  valueDate?: string;
  valueString?: string;
  valueCodeableConcept?: CodeableConcept;
  valueIdentifier?: Identifier;
  valuePeriod?: Period;
  valueQuantity?: Quantity;
}
