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
  SimpleQuantity,
} from './data-types.ts';

interface Measured {
  code: CodeableConcept;
  valueQuantity?: Quantity;
  valueCodeableConcept?: CodeableConcept;
  valueString?: string;
  valueBoolean?: boolean;
  valueInteger?: number;
  valueRange?: Range;
  valueRatio?: Ratio;
  valueTime?: string;
  valueDateTime?: string;
  valuePeriod?: Period;
  dataAbsentReason?: CodeableConcept;
  interpretation?: CodeableConcept[];
  referenceRange?: { low?: SimpleQuantity; high?: SimpleQuantity; text?: string }[];
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
  issued?: string;
  performer?: Reference[];
  note?: Annotation[];
  hasMember?: Reference[];
  derivedFrom?: Reference[];
  component?: Measured[];
}
