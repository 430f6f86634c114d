// ORM, OML and OMG → orders: what is asked for, changed or cancelled.
import { allCodedAt, codedAt, entityAt, providersAt, timeAt } from './composite-values.ts';
import type { Coded, EntityId, SentProvider } from './composite-values.ts';
import { partOf, repetitionsAt, textAt } from './field-values.ts';
import { kindOf, readHeader, type MessageHeader } from './header.ts';
import { Hl7Misread, ofMessage, type Hl7Problem } from './hl7-problem.ts';
import type { Hl7Time } from './hl7-time.ts';
import type { LabObservation, SentPatient, SentVisit } from './lab-message.ts';
import { isNamed, type Hl7Message, type Hl7Segment } from './message.ts';
import { noteTimes, readNote, readObservation } from './read-observation.ts';
import { readSentPatient, readVisit } from './read-sent-patient.ts';

export interface OrderMessage {
  header: MessageHeader;
  patient: SentPatient | null;
  visit: SentVisit | null;
  /** One per ORC; one per OBR where an ORC has several. */
  orders: LabOrder[];
  anomalies: Hl7Problem[];
}

export interface LabOrder {
  segment: number;
  /** ORC-1: `NW` new, `CA` cancel, `DC` discontinue, `OC` cancelled, `XO` change, `SC` state changed, …; `null` without ORC. */
  control: string | null;
  /** ORC-5: `IP`, `CM`, `CA`, … */
  status: string | null;
  /** OBR-2, or ORC-2. */
  placer: EntityId | null;
  /** OBR-3, or ORC-3. */
  filler: EntityId | null;
  /** OBR-4; `null` where the order is of something that no OBR describes. */
  service: Coded | null;
  /** TQ1-9, OBR-27-6, OBR-5 or ORC-7-6 as sent: `S` stat, `A`, `R` routine, … */
  priority: string | null;
  /** ORC-9. */
  orderedAt: Hl7Time | null;
  /** OBR-7, or TQ1-7. */
  wantedAt: Hl7Time | null;
  /** OBR-16, or ORC-12. */
  orderedBy: SentProvider[];
  /** OBR-31. */
  reasons: Coded[];
  notes: string[];
  /** Answers to what the laboratory asks with an order. */
  observations: LabObservation[];
}

export const labOrderKinds: readonly string[] = ['ORM^O01', 'OML^O21', 'OMG^O19'];

export type LabOrderRead =
  { kind: 'read'; order: OrderMessage } | { kind: 'refused'; problem: Hl7Problem };

export function readLabOrder(message: Hl7Message): LabOrderRead {
  try {
    return { kind: 'read', order: orderIn(message) };
  } catch (error) {
    if (error instanceof Hl7Misread) return { kind: 'refused', problem: error.problem };
    throw error;
  }
}

function orderIn(message: Hl7Message): OrderMessage {
  const header = readHeader(message);
  if (!labOrderKinds.includes(kindOf(header)))
    throw new Hl7Misread({
      ...{ segment: 1, field: 'MSH-9', code: 'other-type' },
      reason: 'MSH-9 is no order that is read',
    });
  const anomalies: Hl7Problem[] = [];
  const orders = ordersIn(message, anomalies);
  if (orders.length === 0) throw new Hl7Misread(ofMessage('missing', 'holds no ORC and no OBR'));
  return {
    header,
    patient: readSentPatient(message),
    visit: readVisit(message),
    ...{ orders, anomalies },
  };
}

function ordersIn({ segments }: Hl7Message, anomalies: Hl7Problem[]): LabOrder[] {
  const orders: LabOrder[] = [];
  let orc: Hl7Segment | null = null;
  let current: LabOrder | null = null;
  let hasRequest = false;
  let notes: string[] | null = null;
  for (const segment of segments)
    if (isNamed(segment, 'ORC')) {
      noteTimes(segment, [9], anomalies);
      [orc, current, hasRequest] = [segment, orderOf(segment), false];
      orders.push(current);
      notes = current.notes;
    } else if (isNamed(segment, 'OBR')) {
      noteTimes(segment, [7], anomalies);
      if (current === null || hasRequest) {
        current = orc ? orderOf(orc) : bareOrder(segment);
        orders.push(current);
      }
      hasRequest = true;
      fillFromRequest(current, segment);
      notes = current.notes;
    } else if (isNamed(segment, 'TQ1') && current) fillFromTiming(current, segment);
    else if (isNamed(segment, 'OBX') && current) {
      const observation = readObservation(segment, anomalies);
      current.observations.push(observation);
      notes = observation.notes;
    } else if (isNamed(segment, 'NTE')) notes?.push(readNote(segment));
  return orders;
}

function bareOrder({ number }: Hl7Segment): LabOrder {
  return {
    segment: number,
    control: null,
    status: null,
    placer: null,
    filler: null,
    service: null,
    priority: null,
    orderedAt: null,
    wantedAt: null,
    orderedBy: [],
    reasons: [],
    notes: [],
    observations: [],
  };
}

function orderOf(orc: Hl7Segment): LabOrder {
  return {
    ...bareOrder(orc),
    control: textAt(orc, 1),
    status: textAt(orc, 5),
    placer: entityAt(orc, 2),
    filler: entityAt(orc, 3),
    priority: timingPriority(orc, 7),
    orderedAt: timeAt(orc, 9),
    orderedBy: providersAt(orc, 12),
  };
}

function fillFromRequest(order: LabOrder, obr: Hl7Segment): void {
  order.placer = entityAt(obr, 2) ?? order.placer;
  order.filler = entityAt(obr, 3) ?? order.filler;
  order.service = codedAt(obr, 4);
  order.priority = timingPriority(obr, 27) ?? textAt(obr, 5) ?? order.priority;
  order.wantedAt ??= timeAt(obr, 7);
  const orderedBy = providersAt(obr, 16);
  if (orderedBy.length > 0) order.orderedBy = orderedBy;
  order.reasons = allCodedAt(obr, 31);
}

/** TQ1 replaced the older fields: where it stands, it counts. */
function fillFromTiming(order: LabOrder, tq1: Hl7Segment): void {
  order.priority = textAt(tq1, 9) ?? order.priority;
  order.wantedAt = timeAt(tq1, 7) ?? order.wantedAt;
}

/** TQ-6, of the older type. */
function timingPriority(segment: Hl7Segment, position: number): string | null {
  const [raw = ''] = repetitionsAt(segment, position);
  return partOf(raw, [6, 1], segment.syntax) || null;
}
