// What was measured or seen. What a capability does not use is kept, not named.
import type { AnyResource } from './any-resource.ts';
import type {
  Annotation,
  CodeableConcept,
  CodeOf,
  Period,
  Quantity,
  Range,
  Ratio,
  Reference,
  SampledData,
  SimpleQuantity,
} from './data-types.ts';
import type { Timing } from './medications.ts';

export interface ReferenceRange {
  low?: SimpleQuantity;
  high?: SimpleQuantity;
  /** `normal` where nothing is said. */
  type?: CodeableConcept;
  appliesTo?: CodeableConcept[];
  age?: Range;
  text?: string;
}

/** What a whole and each of its components say. */
export interface Measured {
  code: CodeableConcept;
  valueQuantity?: Quantity;
  valueCodeableConcept?: CodeableConcept;
  valueString?: string;
  valueBoolean?: boolean;
  valueInteger?: number;
  valueRange?: Range;
  valueRatio?: Ratio;
  valueSampledData?: SampledData;
  valueTime?: string;
  valueDateTime?: string;
  valuePeriod?: Period;
  dataAbsentReason?: CodeableConcept;
  interpretation?: CodeableConcept[];
  referenceRange?: ReferenceRange[];
}

export interface Observation extends AnyResource<'Observation'>, Measured {
  status: CodeOf<'observation-status'>;
  category?: CodeableConcept[];
  basedOn?: Reference[];
  subject?: Reference;
  encounter?: Reference;
  effectiveDateTime?: string;
  effectivePeriod?: Period;
  effectiveInstant?: string;
  effectiveTiming?: Timing;
  issued?: string;
  performer?: Reference[];
  note?: Annotation[];
  specimen?: Reference;
  hasMember?: Reference[];
  derivedFrom?: Reference[];
  component?: Measured[];
}
