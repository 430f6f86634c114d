// What other systems read: FHIR R4 as NDJSON, one file a resource type, in the order of the tables: who names stands before
// who is named.
import { listVisitsAfter } from '../../calendar/visit-page-queries.ts';
import type { Resource } from '../../interop/fhir/resources.ts';
import { writeResource } from '../../interop/fhir/write-fhir.ts';
import {
  listChartsAfter,
  listCoveragesAfter,
  listProxiesAfter,
} from '../../patients/chart-page-queries.ts';
import { listPayers } from '../../patients/payer-queries.ts';
import { localDateOf } from '../../platform/clock/instants.ts';
import type { Ctx } from '../../platform/context.ts';
import { listPractitioners } from '../../staff/practitioner-queries.ts';
import { getOrganization } from '../../staff/staff-queries.ts';
import { inPages, type ArchiveFile, type PageOf, type Part, type Read } from './archive-file.ts';
import { allClinics, allTemplates, visitTypeNames } from './clinic-records.ts';
import {
  patientResource,
  practitionerResource,
  practitionerRoleResource,
  relatedPersonResource,
} from './fhir-people.ts';
import {
  appointmentResource,
  coverageResource,
  locationResource,
  organizationResource,
  payerResource,
  scheduleResource,
} from './fhir-records.ts';

export const fhirFiles: readonly ArchiveFile[] = [
  { name: 'fhir/Appointment.ndjson', parts: visitParts },
  paged('Coverage', listCoveragesAfter, coverageResource),
  paged('RelatedPerson', listProxiesAfter, relatedPersonResource),
  paged('Patient', listChartsAfter, patientResource),
  whole('Schedule', async (ctx) => (await allTemplates(ctx)).map(scheduleResource)),
  whole('PractitionerRole', practitionerRoles),
  whole('Practitioner', async (ctx) => (await listPractitioners(ctx)).map(practitionerResource)),
  whole('Location', async (ctx) =>
    (await allClinics(ctx)).map((clinic) => locationResource(clinic, ctx.organizationId)),
  ),
  whole('Organization', async (ctx) => [
    organizationResource(await getOrganization(ctx)),
    ...(await listPayers(ctx)).map(payerResource),
  ]),
];

/** Of what there are many. */
function paged<T extends { id: string }>(
  type: Resource['resourceType'],
  pageOf: PageOf<T>,
  resourceOf: (item: T, organizationId: string) => Resource,
): ArchiveFile {
  return {
    name: `fhir/${type}.ndjson`,
    async *parts(read) {
      const organizationId = await read((ctx) => Promise.resolve(ctx.organizationId));
      for await (const page of inPages(read, pageOf))
        yield partOf(page.map((item) => resourceOf(item, organizationId)));
    },
  };
}

/** Of what there are a few hundred. */
function whole(
  type: Resource['resourceType'],
  resources: (ctx: Ctx) => Promise<Resource[]>,
): ArchiveFile {
  return {
    name: `fhir/${type}.ndjson`,
    async *parts(read) {
      yield partOf(await read(resources));
    },
  };
}

async function* visitParts(read: Read): AsyncGenerator<Part> {
  for await (const page of inPages(read, listVisitsAfter)) {
    const names = await read(visitTypeNames);
    yield partOf(
      page.map((visit) => appointmentResource(visit, names.get(visit.visit_type_id) ?? '')),
    );
  }
}

async function practitionerRoles(ctx: Ctx): Promise<Resource[]> {
  const templates = await allTemplates(ctx);
  const clinics = new Map((await allClinics(ctx)).map((clinic) => [clinic.id, clinic]));
  const { organizationId } = ctx;
  return (await listPractitioners(ctx)).flatMap((practitioner) =>
    practitioner.clinicIds.map((clinicId) => {
      const today = localDateOf(ctx.now, clinics.get(clinicId)?.zone ?? 'UTC');
      const inForce = templates.find(
        (each) =>
          each.providerId === practitioner.id &&
          each.clinicId === clinicId &&
          each.effectiveFrom <= today &&
          (each.effectiveTo === null || each.effectiveTo >= today),
      );
      const place = { clinicId, organizationId, blocks: inForce?.blocks ?? [] };
      return practitionerRoleResource(practitioner, place);
    }),
  );
}

function partOf(resources: readonly Resource[]): Part {
  const unsaid: { id: string; why: string }[] = [];
  const lines = resources.flatMap((resource) => {
    const written = writeResource(resource);
    if ('text' in written) return [`${written.text}\n`];
    const why = written.faults.map(({ path, reason }) => `${path} ${reason}`).join('; ');
    unsaid.push({ id: resource.id ?? '', why });
    return [];
  });
  return { text: lines.join(''), records: lines.length, unsaid };
}
