import {
  addressAt,
  codedAt,
  codedIn,
  isMisreadTime,
  placeNameAt,
  timeAt,
} from './composite-values.ts';
import { unescapeText } from './escapes.ts';
import { isDeleted, partOf, rawAt, repetitionsAt, textAt } from './field-values.ts';
import type { Hl7Problem } from './hl7-problem.ts';
import type { LabObservation, LabPerformer, LabSpecimen } from './lab-message.ts';
import { fieldName, type Hl7Segment } from './message.ts';
import { valueIn } from './observation-value.ts';

/** Pushes what it reads over onto `anomalies`. */
export function readObservation(obx: Hl7Segment, anomalies: Hl7Problem[]): LabObservation {
  const valueType = textAt(obx, 2)?.toUpperCase() ?? '';
  const values = repetitionsAt(obx, 5).map((raw) => valueIn(raw, valueType, obx.syntax));
  if (values.some(({ fits }) => !fits))
    anomalies.push(badValue(obx, 5, 'OBX-5 is not of the type that OBX-2 names'));
  noteTimes(obx, [14, 19], anomalies);
  return {
    segment: obx.number,
    setId: textAt(obx, 1),
    valueType,
    code: codedAt(obx, 3),
    subId: textAt(obx, 4),
    values: values.map(({ value }) => value),
    unit: codedAt(obx, 6),
    range: wholeText(obx, 7),
    flags: repetitionsAt(obx, 8).flatMap((raw) => partOf(raw, [1, 1], obx.syntax) || []),
    status: textAt(obx, 11),
    observedAt: timeAt(obx, 14),
    method: codedAt(obx, 17),
    analyzedAt: timeAt(obx, 19),
    performer: performerOf(obx),
    notes: [],
  };
}

export function readSpecimen(spm: Hl7Segment, anomalies: Hl7Problem[]): LabSpecimen {
  noteTimes(spm, [17, 18], anomalies);
  const [id = ''] = repetitionsAt(spm, 2);
  return {
    id: partOf(id, [2, 1], spm.syntax) || partOf(id, [1, 1], spm.syntax) || null,
    type: codedAt(spm, 4),
    site: codedAt(spm, 8),
    collectedAt: timeAt(spm, 17),
    receivedAt: timeAt(spm, 18),
    rejected: repetitionsAt(spm, 21).flatMap((raw) => codedIn(raw, spm.syntax) ?? []),
    notes: [],
    observations: [],
  };
}

/** NTE-3: its repetitions are its lines. */
export function readNote(nte: Hl7Segment): string {
  return repetitionsAt(nte, 3)
    .map((raw) => (isDeleted(raw) ? '' : unescapeText(raw, nte.syntax)))
    .join('\n');
}

export function noteTimes(
  segment: Hl7Segment,
  positions: readonly number[],
  anomalies: Hl7Problem[],
): void {
  for (const position of positions)
    if (isMisreadTime(segment, position))
      anomalies.push(badValue(segment, position, `${fieldName(segment, position)} is no time`));
}

function badValue(segment: Hl7Segment, position: number, reason: string): Hl7Problem {
  const field = fieldName(segment, position);
  return { segment: segment.number, field, code: 'bad-value', reason };
}

function performerOf(obx: Hl7Segment): LabPerformer | null {
  const place = placeNameAt(obx, 23);
  if (place) return { ...place, address: addressAt(obx, 24) };
  const producer = codedAt(obx, 15);
  return producer && { name: producer.text, id: producer.id, address: addressAt(obx, 24) };
}

/** A range is one text, whatever of it looks like a separator. */
function wholeText(segment: Hl7Segment, position: number): string | null {
  const raw = rawAt(segment, position);
  return raw === '' || isDeleted(raw) ? null : unescapeText(raw, segment.syntax).trim() || null;
}
