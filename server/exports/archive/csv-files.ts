// What a spreadsheet opens, under the headings by which an import takes it back; so nothing that no longer stands is there.
import { importFields, type ImportField, type ImportSubject } from '#contract/imports';
import { listVisitsAfter } from '../../calendar/visit-page-queries.ts';
import { writeCsv, writeRows, type CsvCell } from '../../interop/csv/write-csv.ts';
import { listChartsAfter, listCoveragesAfter } from '../../patients/chart-page-queries.ts';
import { listPractitioners } from '../../staff/practitioner-queries.ts';
import { listClinicIds, listClinics } from '../../staff/staff-queries.ts';
import { inPages, type ArchiveFile, type Read } from './archive-file.ts';
import { visitTypeNames } from './fhir-files.ts';

type Cells = Readonly<Record<string, CsvCell>>;

export const csvFiles: readonly ArchiveFile[] = [
  csvFile('visits', visitRows, { clinic: 'Clinic', endsAt: 'Ends at', status: 'Status' }),
  csvFile('coverages', coverageRows),
  csvFile('patients', patientRows, { mrn: 'MRN' }),
  csvFile('practitioners', practitionerRows),
];

/** `more`: what an import passes over. */
function csvFile(
  subject: ImportSubject,
  rows: (read: Read) => AsyncIterable<Cells[]>,
  more: Readonly<Record<string, string>> = {},
): ArchiveFile {
  const fields = Object.entries<ImportField>(importFields[subject]);
  const columns = new Map([
    ...fields.map(([field, { title }]): [string, string] => [field, title]),
    ...Object.entries(more),
  ]);
  return {
    name: `csv/${subject}.csv`,
    async *parts(read) {
      yield { text: writeCsv([...columns.values()], []), records: 0 };
      for await (const page of rows(read)) {
        const cells = page.map((row) => [...columns.keys()].map((field) => row[field] ?? null));
        yield { text: writeRows(cells), records: page.length };
      }
    },
  };
}

async function* visitRows(read: Read): AsyncGenerator<Cells[]> {
  for await (const page of inPages(read, listVisitsAfter)) {
    const types = await read(visitTypeNames);
    const clinics = await read(async (ctx) => listClinics(ctx, await listClinicIds(ctx)));
    const clinicNames = new Map(clinics.map(({ id, name }) => [id, name]));
    yield page
      .filter(({ status }) => status !== 'cancelled')
      .map((visit) => ({
        identifier: visit.id,
        patient: visit.patient_id,
        provider: visit.provider_id,
        visitType: types.get(visit.visit_type_id) ?? null,
        startsAt: visit.starts_at,
        endsAt: visit.ends_at,
        clinic: clinicNames.get(visit.clinic_id) ?? null,
        status: visit.status,
      }));
  }
}

async function* coverageRows(read: Read): AsyncGenerator<Cells[]> {
  for await (const page of inPages(read, listCoveragesAfter))
    yield page
      .filter(({ valid }) => valid)
      .map((coverage) => ({
        identifier: coverage.id,
        patient: coverage.patientId,
        payer: coverage.payer.name,
        memberId: coverage.memberId,
        effectiveFrom: coverage.effectiveFrom,
        endsOn: coverage.endsOn,
        order: coverage.order,
        plan: coverage.planName,
        group: coverage.groupNumber,
        relationship: coverage.relationship,
        subscriberFamily: coverage.subscriber?.family ?? null,
        subscriberGiven: coverage.subscriber?.given ?? null,
        subscriberBirthOn: coverage.subscriber?.birthOn ?? null,
      }));
}

async function* patientRows(read: Read): AsyncGenerator<Cells[]> {
  for await (const page of inPages(read, listChartsAfter))
    yield page
      .filter(({ survivorId }) => survivorId === null)
      .map((chart) => ({
        identifier: chart.id,
        mrn: chart.mrn,
        family: chart.family,
        given: chart.given,
        birthOn: chart.birthOn,
        sex: chart.sex,
        language: chart.language,
        phone: chart.phones[0]?.number ?? null,
        email: chart.email,
      }));
}

async function* practitionerRows(read: Read): AsyncGenerator<Cells[]> {
  const practitioners = await read(listPractitioners);
  yield practitioners.map((practitioner) => ({
    identifier: practitioner.id,
    family: practitioner.family,
    given: practitioner.given,
    credentials: practitioner.credentials,
    specialty: practitioner.specialty,
    npi: practitioner.npi,
  }));
}
