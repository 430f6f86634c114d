// What a spreadsheet opens, under the headings by which an import takes it back; so nothing that no longer stands is there.
import type { AppointmentStatus } from '#contract/appointment-workflow';
import type { BlockRecurrence } from '#contract/block-recurrence';
import type { BlockTerms } from '#contract/block-terms';
import { importFields, type ImportField, type ImportSubject } from '#contract/import-fields';
import { listVisitsAfter } from '../../calendar/visit-page-queries.ts';
import { writeCsv, writeRows, type CsvCell } from '../../interop/csv/write-csv.ts';
import { listChartsAfter, listCoveragesAfter } from '../../patients/chart-page-queries.ts';
import { weekdayName } from '../../platform/clock/spoken-times.ts';
import type { Ctx } from '../../platform/context.ts';
import { listPractitioners } from '../../staff/practitioner-queries.ts';
import { inPages, type ArchiveFile, type Read } from './archive-file.ts';
import { allClinics, allTemplates, allVisitTypes, visitTypeNames } from './clinic-records.ts';

/** Of visits that did not or will not take place. */
const goneStatuses: readonly AppointmentStatus[] = [
  'pending',
  'cancelled',
  'noshow',
  'entered-in-error',
];

type Cells = Readonly<Record<string, CsvCell>>;

export const csvFiles: readonly ArchiveFile[] = [
  csvFile('visits', visitRows, { endsAt: 'Ends at', status: 'Status' }),
  csvFile('coverages', coverageRows),
  csvFile('contacts', contactRows),
  csvFile('patients', patientRows, { mrn: 'MRN' }),
  csvFile('templates', templateRows),
  csvFile('practitioners', practitionerRows),
  csvFile('visit-types', visitTypeRows),
  csvFile('locations', locationRows),
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
    const clinicNames = await read(namesOfClinics);
    yield page
      .filter(({ status }) => !goneStatuses.includes(status))
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

async function* contactRows(read: Read): AsyncGenerator<Cells[]> {
  for await (const page of inPages(read, listChartsAfter))
    yield page
      .filter(({ survivorId }) => survivorId === null)
      .flatMap(({ id, contacts }) =>
        contacts.map(({ name, relationship, phone, isEmergency }, place) => ({
          identifier: `${id}-${place + 1}`,
          patient: id,
          name,
          relationship,
          phone,
          emergency: isEmergency ? 'yes' : 'no',
        })),
      );
}

async function* templateRows(read: Read): AsyncGenerator<Cells[]> {
  const templates = await read(allTemplates);
  const types = await read(visitTypeNames);
  const clinicNames = await read(namesOfClinics);
  yield templates.flatMap(({ id, providerId, clinicId, effectiveFrom, effectiveTo, blocks }) =>
    blocks.map(({ weekday, startsAt, endsAt, visitTypeIds, recurrence, ...terms }) => ({
      identifier: [id, weekday, startsAt, ...weeksKey(recurrence)].join('-'),
      provider: providerId,
      weekday: weekdayName(weekday),
      from: startsAt,
      until: endsAt,
      effectiveFrom,
      effectiveTo,
      ...weeksOf(recurrence),
      ...termsOf(terms),
      visitTypes: visitTypeIds.map((each) => types.get(each) ?? '').join('; '),
      clinic: clinicNames.get(clinicId) ?? null,
    })),
  );
}

function weeksOf(recurrence: BlockRecurrence | null): Cells {
  if (recurrence?.kind === 'every-n-weeks')
    return { everyWeeks: recurrence.weeks, countedFrom: recurrence.countedFrom };
  const nths = recurrence?.nths.map((nth) => (nth === -1 ? 'last' : nth));
  return nths ? { nths: nths.join('; ') } : {};
}

function termsOf({ patients, sameDayHold }: BlockTerms): Cells {
  return {
    ...(patients === 'any' ? {} : { patients }),
    ...(sameDayHold ? { opensDaysBefore: sameDayHold.daysBefore, opensAt: sameDayHold.at } : {}),
  };
}

/** Blocks of other weeks may begin at the same time. */
function weeksKey(recurrence: BlockRecurrence | null): string[] {
  return Object.values(weeksOf(recurrence)).map((cell) => String(cell).replaceAll('; ', '.'));
}

/** Clinics that have the same one by name have it once: an import is of one clinic. */
async function* visitTypeRows(read: Read): AsyncGenerator<Cells[]> {
  const byName = new Map((await read(allVisitTypes)).map((each) => [each.name, each]));
  yield [...byName.values()]
    .filter(({ active }) => active)
    .map((visitType) => ({
      identifier: visitType.id,
      name: visitType.name,
      minutes: visitType.minutes,
      modality: visitType.modality,
      category: visitType.category,
      colour: visitType.colour,
      bufferBefore: visitType.bufferBefore,
      bufferAfter: visitType.bufferAfter,
    }));
}

async function* locationRows(read: Read): AsyncGenerator<Cells[]> {
  yield (await read(allClinics)).map(({ id, name, phone, address }) => ({
    identifier: id,
    name,
    clinic: name,
    phone,
    address,
  }));
}

async function namesOfClinics(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  return new Map((await allClinics(ctx)).map(({ id, name }) => [id, name]));
}
