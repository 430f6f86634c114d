// The values of a report, flat: what belongs to a group or a whole names it.
import type { Fault } from './check-resource.ts';
import { interpretationOf } from './interpretation.ts';
import type { ReportedObservation } from './lab-report.ts';
import type { Measured, Observation } from './observations.ts';
import { readReferenceRange, readReportedValue } from './read-reported-value.ts';
import type { DiagnosticReport } from './reports.ts';
import {
  findPlaced,
  follow,
  joinPath,
  refuse,
  whereIs,
  type Placed,
  type SentFile,
} from './sent-file.ts';
import { codedOf, effectiveOf, numbersOf, wordsOf } from './sent-words.ts';

interface Waiting {
  placed: Placed<Observation>;
  parent: string | null;
}

/** Each once, however often and in whatever circles they refer to each other. */
export function readReportedObservations(
  file: SentFile,
  report: Placed<DiagnosticReport>,
  takenOfFile: Set<Observation>,
): ReportedObservation[] {
  const taken = new Set<Observation>();
  const observations: ReportedObservation[] = [];
  const waiting = refersTo(file, report, { name: 'result', parent: null });
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { placed, parent } = next;
    if (taken.has(placed.resource)) continue;
    taken.add(placed.resource);
    takenOfFile.add(placed.resource);
    checkSubject(file, placed, report);
    observations.push(...readOne(file, placed, parent));
    const members = refersTo(file, placed, { name: 'hasMember', parent: whereIs(placed) });
    waiting.unshift(...members);
  }
  return observations;
}

function refersTo(
  file: SentFile,
  from: Placed<DiagnosticReport> | Placed<Observation>,
  { name, parent }: { name: 'result' | 'hasMember'; parent: string | null },
): Waiting[] {
  const { resource } = from;
  const references = resource.resourceType === 'Observation' ? resource.hasMember : resource.result;
  return (references ?? []).flatMap((reference, place) => {
    const at = `${name}[${place}]`;
    const found = follow(file, reference, { ...from, at });
    if (found?.resource.resourceType === 'Observation')
      return { placed: found as Placed<Observation>, parent };
    if (found !== null || reference.reference === undefined)
      refuse(file, from, { path: at, reason: 'refers to no observation' });
    return [];
  });
}

/** A value of somebody else never comes to a patient by a report. */
function checkSubject(
  file: SentFile,
  observation: Placed<Observation>,
  report: Placed<DiagnosticReport>,
): void {
  const [own, whole] = [observation.resource.subject, report.resource.subject];
  if (own === undefined) return;
  const [one, other] = [findPlaced(file, own, observation), findPlaced(file, whole, report)];
  const same =
    one !== null && other !== null
      ? one.resource === other.resource
      : whole !== undefined &&
        own.reference === whole.reference &&
        own.identifier?.system === whole.identifier?.system &&
        own.identifier?.value === whole.identifier?.value;
  if (!same)
    refuse(file, observation, { path: 'subject', reason: 'is not whom the report is about' });
}

function readOne(
  file: SentFile,
  placed: Placed<Observation>,
  parent: string | null,
): ReportedObservation[] {
  const { resource } = placed;
  const { identifier, status, note = [], component = [] } = resource;
  const faults: Fault[] = [];
  if (resource.effectiveTiming !== undefined)
    faults.push({ path: 'effectiveTiming', reason: 'is a schedule of times, which is not read' });
  const path = whereIs(placed);
  const times = effectiveOf(resource);
  const own: ReportedObservation = {
    path,
    parent,
    identifiers: numbersOf(identifier),
    status,
    ...times,
    notes: note.map(({ text }) => text),
    ...readMeasured(file, resource, faults),
  };
  const parts = component.map((each, at): ReportedObservation => {
    const here: Fault[] = [];
    const measured = readMeasured(file, each, here);
    const place = `component[${at}]`;
    faults.push(...here.map((fault) => ({ ...fault, path: joinPath(place, fault.path) })));
    const whole = { parent: path, identifiers: [], status, notes: [] };
    return { path: joinPath(path, place), ...whole, ...times, ...measured };
  });
  for (const fault of faults) refuse(file, placed, fault);
  return [own, ...parts];
}

type ReadMeasured = Omit<
  ReportedObservation,
  'path' | 'parent' | 'identifiers' | 'status' | 'effectiveAt' | 'effectiveUntil' | 'notes'
>;

function readMeasured({ exact }: SentFile, measured: Measured, faults: Fault[]): ReadMeasured {
  const code = codedOf(measured.code);
  if (wordsOf(code) === null) faults.push({ path: 'code', reason: 'has neither a code nor words' });
  const interpretationCodes = (measured.interpretation ?? []).map(codedOf);
  const absent = measured.dataAbsentReason;
  return {
    code,
    ...readReportedValue(measured, exact, faults),
    range: readReferenceRange(measured.referenceRange, exact),
    interpretation: interpretationOf(interpretationCodes),
    interpretationCodes,
    dataAbsent: absent === undefined ? null : (wordsOf(codedOf(absent)) ?? 'unknown'),
  };
}
