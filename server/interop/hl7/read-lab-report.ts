// ORU and OUL → reports. What a segment belongs to is told by what came before it, as the standard's structures have it.
import { allCodedAt, codedAt, codedIn, entityAt, providersAt, timeAt } from './composite-values.ts';
import { partOf, rawAt, rawComponent, repetitionsAt, textAt } from './field-values.ts';
import { readHeader, type MessageHeader } from './header.ts';
import { Hl7Misread, ofMessage, type Hl7Problem } from './hl7-problem.ts';
import type {
  LabMessage,
  LabObservation,
  LabParent,
  LabReport,
  LabSpecimen,
} from './lab-message.ts';
import type { Hl7Message, Hl7Segment } from './message.ts';
import { noteTimes, readNote, readObservation, readSpecimen } from './read-observation.ts';
import { readSentPatient, readVisit } from './read-sent-patient.ts';

export const labReportKinds: readonly string[] = [
  ...['ORU^R01', 'ORU^R30', 'ORU^R31', 'ORU^R32'],
  ...['OUL^R21', 'OUL^R22', 'OUL^R23', 'OUL^R24'],
];

export type LabReportRead =
  { kind: 'read'; report: LabMessage } | { kind: 'refused'; problem: Hl7Problem };

export function readLabReport(message: Hl7Message): LabReportRead {
  try {
    return { kind: 'read', report: reportIn(message) };
  } catch (error) {
    if (error instanceof Hl7Misread) return { kind: 'refused', problem: error.problem };
    throw error;
  }
}

function reportIn(message: Hl7Message): LabMessage {
  const header = readHeader(message);
  if (!isLabReport(header))
    throw new Hl7Misread({
      ...{ segment: 1, field: 'MSH-9', code: 'other-type' },
      reason: 'MSH-9 is no report of a laboratory',
    });
  const reader = new ReportReader(orderOfSegments(header));
  for (const segment of message.segments) reader.take(segment);
  reader.end();
  const { reports, others, anomalies, messageNotes: notes } = reader;
  if (reports.length === 0) throw new Hl7Misread(ofMessage('missing', 'holds no OBR'));
  return {
    header,
    patient: readSentPatient(message),
    visit: readVisit(message),
    ...{ notes, reports, others, anomalies },
  };
}

/** An event that is left away, as old systems do, changes nothing of the structure. */
export function isLabReport({ type, event }: Pick<MessageHeader, 'type' | 'event'>): boolean {
  return event === ''
    ? type === 'ORU' || type === 'OUL'
    : labReportKinds.includes(`${type}^${event}`);
}

interface SegmentOrder {
  /** SPM stands before the OBR that it is of. */
  specimenFirst: boolean;
  /** ORC stands after its OBR. */
  orderLast: boolean;
}

/** Where the structures of the standard differ. */
function orderOfSegments({ type, event }: MessageHeader): SegmentOrder {
  const isOul = type === 'OUL' && event !== 'R21';
  return { specimenFirst: isOul && event !== 'R24', orderLast: isOul };
}

/** One per message. */
class ReportReader {
  readonly reports: LabReport[] = [];
  readonly others: LabObservation[] = [];
  readonly anomalies: Hl7Problem[] = [];
  private readonly segmentOrder: SegmentOrder;
  private order: Hl7Segment | null = null;
  private report: LabReport | null = null;
  private specimen: LabSpecimen | null = null;
  /** Where an OBX goes. */
  private observations = this.others;
  /** Where an NTE goes: at first, of the patient and of the message as a whole. */
  readonly messageNotes: string[] = [];
  private notes = this.messageNotes;
  /** NTE below an ORC whose OBR is still to come. */
  private orderNotes: string[] = [];

  constructor(segmentOrder: SegmentOrder) {
    this.segmentOrder = segmentOrder;
  }

  take(segment: Hl7Segment): void {
    switch (segment.id.toUpperCase()) {
      case 'ORC':
        this.takeOrder(segment);
        break;
      case 'OBR':
        this.takeReport(segment);
        break;
      case 'SPM':
        this.takeSpecimen(segment);
        break;
      case 'SAC':
        // After its container, a specimen is over: what follows are results.
        if (this.report && !this.segmentOrder.specimenFirst)
          this.observations = this.report.observations;
        break;
      case 'OBX':
        this.takeObservation(segment);
        break;
      case 'NTE':
        this.notes.push(readNote(segment));
        break;
      default:
    }
  }

  private takeOrder(orc: Hl7Segment): void {
    const { report } = this;
    if (this.segmentOrder.orderLast && report !== null && report.observations.length === 0)
      fillFromOrder(report, orc);
    else {
      this.order = orc;
      this.notes = this.orderNotes = [];
    }
  }

  private takeReport(obr: Hl7Segment): void {
    noteTimes(obr, [7, 14, 22], this.anomalies);
    const report = readReport(obr);
    if (this.order) fillFromOrder(report, this.order);
    if (this.segmentOrder.specimenFirst && this.specimen) report.specimens = [this.specimen];
    report.notes.push(...this.orderNotes);
    this.order = null;
    this.orderNotes = [];
    this.report = report;
    this.observations = report.observations;
    this.notes = report.notes;
    this.reports.push(report);
  }

  private takeSpecimen(spm: Hl7Segment): void {
    const { report } = this;
    this.specimen = readSpecimen(spm, this.anomalies);
    this.notes = this.specimen.notes;
    if (report === null || this.segmentOrder.specimenFirst) {
      this.observations = this.specimen.observations;
      return;
    }
    // Some write SPM between OBR and its results: then what follows is results, and is never taken for less.
    if (report.observations.length > 0) this.observations = this.specimen.observations;
    report.specimens = [...report.specimens.filter(({ id }) => id !== null), this.specimen];
  }

  /** A specimen that stands after the last OBR is of that one: what was found in it is lost in no order of segments. */
  end(): void {
    const { report, specimen } = this;
    if (report && specimen && !this.reports.some((each) => each.specimens.includes(specimen)))
      report.specimens.push(specimen);
  }

  private takeObservation(obx: Hl7Segment): void {
    const observation = readObservation(obx, this.anomalies);
    this.observations.push(observation);
    this.notes = observation.notes;
  }
}

function readReport(obr: Hl7Segment): LabReport {
  return {
    segment: obr.number,
    placer: entityAt(obr, 2),
    filler: entityAt(obr, 3),
    service: codedAt(obr, 4),
    section: textAt(obr, 24),
    status: textAt(obr, 25),
    orderedBy: providersAt(obr, 16),
    copiesTo: providersAt(obr, 28),
    interpreters: providersAt(obr, 32),
    collectedAt: timeAt(obr, 7),
    receivedAt: timeAt(obr, 14),
    reportedAt: timeAt(obr, 22),
    specimens: sourceOf(obr),
    reasons: allCodedAt(obr, 31),
    parent: parentOf(obr),
    notes: [],
    observations: [],
  };
}

/** ORC says the same things as OBR; what OBR leaves away counts from there. */
function fillFromOrder(report: LabReport, orc: Hl7Segment): void {
  report.placer ??= entityAt(orc, 2);
  report.filler ??= entityAt(orc, 3);
  if (report.orderedBy.length === 0) report.orderedBy = providersAt(orc, 12);
}

/** OBR-15, before there was SPM: the code of the source in its first subcomponents, or alone. */
function sourceOf(obr: Hl7Segment): LabSpecimen[] {
  const [raw = ''] = repetitionsAt(obr, 15);
  const part = (subcomponent: number): string => partOf(raw, [1, subcomponent], obr.syntax);
  const [id, text, system] = [part(1), part(2), part(3)];
  if (id === '' && text === '') return [];
  const type = { id, text, system, alternate: null, originalText: null };
  const times = { collectedAt: timeAt(obr, 7), receivedAt: timeAt(obr, 14) };
  return [{ id: null, type, site: null, ...times, rejected: [], notes: [], observations: [] }];
}

function parentOf(obr: Hl7Segment): LabParent | null {
  const { syntax } = obr;
  const [result = ''] = repetitionsAt(obr, 26);
  const { component, subcomponent } = syntax.delimiters;
  // The code is nested: its components are subcomponents here.
  const nested = rawComponent(result, 1, syntax);
  const code = codedIn(
    subcomponent === null ? nested : nested.replaceAll(subcomponent, component),
    syntax,
  );
  const subId = partOf(result, [2, 1], syntax) || null;
  const [placer, filler] = [1, 2].map((at) => partOf(rawAt(obr, 29), [at, 1], syntax) || null) as [
    string | null,
    string | null,
  ];
  return code === null && placer === null && filler === null
    ? null
    : { code, subId, placer, filler };
}
