// What a laboratory says, whichever of its messages it says it in.
import type {
  Coded,
  EntityId,
  SentAddress,
  SentIdentifier,
  SentName,
  SentProvider,
} from './composite-values.ts';
import type { MessageHeader } from './header.ts';
import type { Hl7Problem } from './hl7-problem.ts';
import type { Hl7Time } from './hl7-time.ts';
import type { ObservationValue } from './observation-value.ts';

export interface LabMessage {
  header: MessageHeader;
  /** PID; `null` where there is none. */
  patient: SentPatient | null;
  /** PV1. */
  visit: SentVisit | null;
  /** NTE before the first OBR: of the patient, or of the whole message. */
  notes: string[];
  /** One per OBR, in their order. */
  reports: LabReport[];
  /** OBX of no report: of the patient, before the first OBR. */
  others: LabObservation[];
  /** What was read over: values that are not of their type, times that are none. Nothing is lost by them. */
  anomalies: Hl7Problem[];
}

export interface SentPatient {
  /** PID-3; PID-2 and PID-4 where it is empty. */
  identifiers: SentIdentifier[];
  /** PID-5. */
  name: SentName | null;
  /** PID-7, its day. */
  birthDate: string | null;
  /** PID-8 as sent: `F`, `M`, `O`, `U`, … */
  sex: string | null;
  /** PID-11. */
  address: SentAddress | null;
  /** PID-13. */
  phone: string | null;
}

export interface SentVisit {
  /** PV1-19. */
  number: string | null;
  /** PV1-2: `I`, `O`, `E`, … */
  patientClass: string | null;
}

export interface LabReport {
  /** Of OBR, as in problems. */
  segment: number;
  /** OBR-2, or ORC-2: our order. */
  placer: EntityId | null;
  /** OBR-3, or ORC-3: their result. */
  filler: EntityId | null;
  /** OBR-4. */
  service: Coded | null;
  /** OBR-24: table 0074, e.g. `CH` chemistry, `MB` microbiology, `RAD` radiology, `SP` surgical pathology. */
  section: string | null;
  /** OBR-25 as sent; `reportStatusOf` says what it means. */
  status: string | null;
  /** OBR-16, or ORC-12. */
  orderedBy: SentProvider[];
  /** OBR-28. */
  copiesTo: SentProvider[];
  /** OBR-32: who answers for what is said. */
  interpreters: SentProvider[];
  /** OBR-7. */
  collectedAt: Hl7Time | null;
  /** OBR-14. */
  receivedAt: Hl7Time | null;
  /** OBR-22. */
  reportedAt: Hl7Time | null;
  /** SPM, or OBR-15 of older versions. */
  specimens: LabSpecimen[];
  /** OBR-31. */
  reasons: Coded[];
  /** OBR-26 and OBR-29: of which observation of which other report this is the continuation. */
  parent: LabParent | null;
  /** NTE below OBR, and below its ORC; one per segment, line ends as line feeds. */
  notes: string[];
  observations: LabObservation[];
}

export interface LabParent {
  code: Coded | null;
  subId: string | null;
  placer: string | null;
  filler: string | null;
}

export interface LabSpecimen {
  /** SPM-2-2, the laboratory's; or SPM-2-1, ours. */
  id: string | null;
  /** SPM-4, or OBR-15-1. */
  type: Coded | null;
  /** SPM-8. */
  site: Coded | null;
  /** SPM-17-1. */
  collectedAt: Hl7Time | null;
  /** SPM-18. */
  receivedAt: Hl7Time | null;
  /** SPM-21: why it could not be examined. */
  rejected: Coded[];
  /** NTE below SPM. */
  notes: string[];
  /** OBX of the specimen itself. */
  observations: LabObservation[];
}

export interface LabObservation {
  segment: number;
  /** OBX-1. */
  setId: string | null;
  /** OBX-2: `NM`, `SN`, `CWE`, `TX`, …; empty where there is no value. */
  valueType: string;
  /** OBX-3. */
  code: Coded | null;
  /** OBX-4: joins those that belong together. */
  subId: string | null;
  /** OBX-5, repetition by repetition. */
  values: ObservationValue[];
  /** OBX-6. */
  unit: Coded | null;
  /** OBX-7 as sent: the range is of the laboratory and is read by people. */
  range: string | null;
  /** OBX-8, the code of each; `interpretationOf` says what they mean. */
  flags: string[];
  /** OBX-11 as sent; `observationStatusOf` says what it means. */
  status: string | null;
  /** OBX-14. */
  observedAt: Hl7Time | null;
  /** OBX-17. */
  method: Coded | null;
  /** OBX-19. */
  analyzedAt: Hl7Time | null;
  /** OBX-23 and OBX-24, or OBX-15: who examined it, which the law wants shown with the result. */
  performer: LabPerformer | null;
  /** NTE below OBX. */
  notes: string[];
}

export interface LabPerformer {
  name: string;
  /** A CLIA number, mostly. */
  id: string;
  address: SentAddress | null;
}
