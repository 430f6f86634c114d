// What somebody is asked to do. What a capability does not use is kept, not named.
import type { AnyResource } from './any-resource.ts';
import type { Annotation, CodeableConcept, CodeOf, Period, Reference } from './data-types.ts';

export interface Task extends AnyResource<'Task'> {
  status: CodeOf<'task-status'>;
  statusReason?: CodeableConcept;
  businessStatus?: CodeableConcept;
  intent: CodeOf<'task-intent'>;
  priority?: CodeOf<'request-priority'>;
  code?: CodeableConcept;
  description?: string;
  basedOn?: Reference[];
  /** What it is about, e.g. the prescription that is to be renewed. */
  focus?: Reference;
  /** Whom it is for: the patient. */
  for?: Reference;
  authoredOn?: string;
  lastModified?: string;
  requester?: Reference;
  owner?: Reference;
  reasonCode?: CodeableConcept[];
  note?: Annotation[];
  restriction?: { repetitions?: number; period?: Period; recipient?: Reference[] };
}
