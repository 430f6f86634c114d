// Reads what a laboratory sends: reports with the values, the patient, the order and the people they refer to.
import type { Fault } from './check-resource.ts';
import type { FhirProblem } from './fhir-problem.ts';
import type { AnsweredOrder, LabReport, ReportHead } from './lab-report.ts';
import type { Observation } from './observations.ts';
import type { ReadResource } from './read-fhir.ts';
import { readReportedObservations } from './read-reported-observations.ts';
import { readNames, readOrderedBy, readSubject } from './read-sent-people.ts';
import { referencesOf } from './references-of.ts';
import type { DiagnosticReport } from './reports.ts';
import {
  findPlaced,
  openSentFile,
  placed,
  refuse,
  type Placed,
  type SentFile,
} from './sent-file.ts';
import { attachmentOf, codedOf, effectiveOf, numbersOf, wordsOf } from './sent-words.ts';

export type ReadLabReports = { reports: LabReport[] } | { problems: FhirProblem[] };

/**
 * Reads a DiagnosticReport that contains what it refers to, or a Bundle with one or more of them. Refused whole, with
 * each path and reason: a value, a patient or an order that is referred to and not there is never left out or guessed.
 * Never throws on what is in it.
 */
export function readDiagnosticReports(bytes: Uint8Array): ReadLabReports {
  const file = openSentFile(bytes, [
    'DiagnosticReport',
    'Observation',
    'ServiceRequest',
    'Patient',
    'Practitioner',
    'PractitionerRole',
    'Organization',
  ]);
  const { problems } = file;
  if (problems.length > 0) return { problems };
  const taken = new Set<Observation>();
  const reports = file.reads.flatMap((read) =>
    read.resource.resourceType === 'DiagnosticReport'
      ? readReport(file, placed(read, read.resource), taken)
      : [],
  );
  if (reports.length === 0)
    problems.push({ at: '', resource: '', path: '', reason: 'holds no DiagnosticReport' });
  else checkNothingLeft(file, taken);
  return problems.length > 0 ? { problems } : { reports };
}

function readReport(
  file: SentFile,
  report: Placed<DiagnosticReport>,
  taken: Set<Observation>,
): LabReport {
  const { subject } = report.resource;
  return {
    report: readHead(file, report),
    subject: readSubject(file, { reference: subject, from: report, at: 'subject' }),
    orders: readOrders(file, report),
    observations: readReportedObservations(file, report, taken),
  };
}

function readHead(file: SentFile, report: Placed<DiagnosticReport>): ReportHead {
  const { resource } = report;
  const { id, identifier, status, category = [], issued, conclusion } = resource;
  const { conclusionCode = [], presentedForm = [], performer } = resource;
  const faults: Fault[] = [];
  const code = codedOf(resource.code);
  if (wordsOf(code) === null) faults.push({ path: 'code', reason: 'has neither a code nor words' });
  const head = {
    id: id ?? null,
    identifiers: numbersOf(identifier),
    status,
    categories: category.map(codedOf),
    code,
    ...effectiveOf(resource),
    issuedAt: issued ?? null,
    conclusion: conclusion ?? null,
    conclusionCodes: conclusionCode.map(codedOf),
    performers: readNames(file, performer, { from: report, at: 'performer' }),
    attachments: presentedForm.map((each, at) =>
      attachmentOf(each, `presentedForm[${at}]`, faults),
    ),
  };
  for (const fault of faults) refuse(file, report, fault);
  return head;
}

function readOrders(file: SentFile, report: Placed<DiagnosticReport>): AnsweredOrder[] {
  const { basedOn = [] } = report.resource;
  return basedOn.map((reference, at) => {
    const found = findPlaced(file, reference, report);
    const identifiers = numbersOf([reference.identifier]);
    if (found?.resource.resourceType !== 'ServiceRequest')
      return { identifiers, reference: reference.reference ?? null, orderedBy: null };
    const { identifier = [], requester, subject } = found.resource;
    const whole = findPlaced(file, report.resource.subject, report)?.resource;
    const whose = findPlaced(file, subject, found)?.resource;
    if (whose !== undefined && whose !== whole)
      refuse(file, report, { path: `basedOn[${at}]`, reason: 'is an order for somebody else' });
    return {
      identifiers: [...numbersOf(identifier), ...identifiers],
      reference: null,
      orderedBy: readOrderedBy(file, { reference: requester, from: found, at: 'requester' }),
    };
  });
}

/** A value that came along and that nothing refers to would be lost. */
function checkNothingLeft(file: SentFile, taken: ReadonlySet<Observation>): void {
  const named = new Set(
    file.reads.flatMap((read) =>
      referencesOf(read.resource).map(
        ({ to }) => findPlaced(file, { reference: to }, placed(read, read.resource))?.resource,
      ),
    ),
  );
  for (const read of file.reads)
    if (isLost(read, taken, named)) refuse(file, placed(read, read.resource), lost);
}

const lost = { path: '', reason: 'is an observation that no report refers to' };

function isLost(
  { resource }: ReadResource,
  taken: ReadonlySet<Observation>,
  named: ReadonlySet<unknown>,
): boolean {
  return resource.resourceType === 'Observation' && !taken.has(resource) && !named.has(resource);
}
