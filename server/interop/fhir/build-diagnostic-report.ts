// Writes a report as a Bundle: the report, its values, whom it is about and what was ordered. Read again it says the same.
import { checkResource, type Fault } from './check-resource.ts';
import type { Reference } from './data-types.ts';
import { stringifyExactly, type ExactNumbers } from './exact-numbers.ts';
import { checkInvariants } from './invariants.ts';
import type { AnsweredOrder, LabReport, OrderedBy } from './lab-report.ts';
import { labReportFaults } from './lab-report-faults.ts';
import { observationOf } from './reported-observation.ts';
import type { DiagnosticReport, ServiceRequest } from './reports.ts';
import type { Patient, Practitioner, Resource } from './resources.ts';
import {
  attachmentFor,
  conceptOf,
  humanName,
  identifierOf,
  present,
  timesOf,
} from './fhir-words.ts';
import { npiSystem } from './read-sent-people.ts';

export type BuiltReport = { text: string } | { faults: Fault[] };

interface Entry {
  fullUrl: string;
  resource: Resource;
}

interface Writing {
  report: LabReport;
  newId: () => string;
  exact: ExactNumbers;
  entries: Entry[];
}

/** The Bundle as it leaves; or what is wrong, by paths of the report, or of the Bundle. `newId` gives UUIDs. */
export function buildDiagnosticReport(report: LabReport, newId: () => string): BuiltReport {
  const asked = labReportFaults(report);
  if (asked.length > 0) return { faults: asked };
  const exact: ExactNumbers = new WeakMap();
  const entry = entriesOf({ report, newId, exact, entries: [] });
  const faults = entry.flatMap(({ resource }, at) => faultsOf(resource, `entry[${at}].resource`));
  if (faults.length > 0) return { faults };
  return { text: stringifyExactly({ resourceType: 'Bundle', type: 'collection', entry }, exact) };
}

function faultsOf(resource: Resource, path: string): Fault[] {
  const { resourceType } = resource;
  const shape = checkResource(resourceType, resource as unknown as Record<string, unknown>);
  const faults = shape.length > 0 ? shape : checkInvariants(resource);
  return faults.map((fault) => ({ ...fault, path: `${path}.${fault.path}` }));
}

function entriesOf(writing: Writing): Entry[] {
  const { report, entries } = writing;
  const subject = report.subject === null ? null : add(writing, patientOf(report.subject));
  const basedOn = report.orders.map((order) => orderReference(writing, order, subject));
  const result = addObservations(writing, subject);
  const parties = entries.splice(0);
  return [
    {
      fullUrl: `urn:uuid:${writing.newId()}`,
      resource: reportOf(report, { subject, basedOn, result }),
    },
    ...parties,
  ];
}

function add({ entries, newId }: Writing, resource: Resource): Reference {
  const reference = `urn:uuid:${newId()}`;
  entries.push({ fullUrl: reference, resource });
  return { reference };
}

function reportOf(
  { report }: LabReport,
  to: { subject: Reference | null; basedOn: Reference[]; result: Reference[] },
): DiagnosticReport {
  return {
    resourceType: 'DiagnosticReport',
    ...present({
      id: report.id,
      identifier: report.identifiers.map(identifierOf),
      basedOn: to.basedOn,
      category: report.categories.map(conceptOf),
      subject: to.subject,
      ...timesOf(report),
      issued: report.issuedAt,
      performer: report.performers.map((display) => ({ display })),
      result: to.result,
      conclusion: report.conclusion,
      conclusionCode: report.conclusionCodes.map(conceptOf),
      presentedForm: report.attachments.map(attachmentFor),
    }),
    status: report.status,
    code: conceptOf(report.code),
  };
}

function patientOf({
  identifiers,
  name,
  birthDate,
  sex,
}: NonNullable<LabReport['subject']>): Patient {
  return {
    resourceType: 'Patient',
    ...present({
      identifier: identifiers.map(identifierOf),
      name: name === null ? null : [humanName(name)],
      birthDate,
      gender: sex,
    }),
  };
}

/** By its number alone where that is all; who ordered stands in the order itself. */
function orderReference(
  writing: Writing,
  { identifiers, reference, orderedBy }: AnsweredOrder,
  subject: Reference | null,
): Reference {
  const [identifier] = identifiers.map(identifierOf);
  if (reference !== null || subject === null)
    return present({ reference, identifier: identifier ?? null });
  const requester = orderedBy === null ? null : add(writing, practitionerOf(orderedBy));
  const order: ServiceRequest = {
    resourceType: 'ServiceRequest',
    ...present({ identifier: identifiers.map(identifierOf), requester }),
    // Of an order it is only known that it was answered.
    status: 'unknown',
    intent: 'order',
    subject,
  };
  return add(writing, order);
}

function practitionerOf({ npi, name }: OrderedBy): Practitioner {
  return {
    resourceType: 'Practitioner',
    ...present({
      identifier: npi === null ? null : [{ system: npiSystem, value: npi }],
      name: name === null ? null : [humanName(name)],
    }),
  };
}

/** What belongs to a value is written as its member; those that belong to none are the results. */
function addObservations(writing: Writing, subject: Reference | null): Reference[] {
  const { report, newId, exact, entries } = writing;
  const placed = report.observations.map((observation) => ({
    observation,
    fullUrl: `urn:uuid:${newId()}`,
  }));
  const byParent = Map.groupBy(placed, ({ observation }) => observation.parent);
  const membersOf = (path: string | null) =>
    (byParent.get(path) ?? []).map(({ fullUrl }) => ({ reference: fullUrl }));
  for (const { observation, fullUrl } of placed) {
    const hasMember = membersOf(observation.path);
    entries.push({ fullUrl, resource: observationOf(observation, { subject, hasMember, exact }) });
  }
  return membersOf(null);
}
