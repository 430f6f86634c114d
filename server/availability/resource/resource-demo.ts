// Rooms, devices and interpreters of the demo: in every clinic a few, and one that two clinics share.
import type { OutOfUse, ResourceKind } from '#contract/resources';
import { demoId, versionRow, type DemoTable } from '../../platform/demo/demo-tables.ts';
import { demoClinics, demoOrganizationId } from '../../staff/staff-demo.ts';
import type { ResourceRow } from './resource-repository.ts';

export type DemoResource = Pick<ResourceRow, 'id' | 'clinic_id' | 'kind' | 'type'>;

type Spec = readonly [name: string, kind: ResourceKind, type: string];

const everywhere: readonly Spec[] = [
  ...Array.from({ length: 6 }, (_, at): Spec => [`Exam ${String(at + 1)}`, 'room', 'Exam room']),
  ['Spanish interpreter', 'interpreter', 'Spanish interpreter'],
];
const ownOf: readonly (readonly Spec[])[] = [
  [
    ['Procedure 1', 'room', 'Procedure room'],
    ['Procedure 2', 'room', 'Procedure room'],
    ['Ultrasound A', 'device', 'Ultrasound'],
    ['Ultrasound B', 'device', 'Ultrasound'],
  ],
];

export function demoResources(world: { startedAt: string; now: string }): {
  resources: DemoResource[];
  tables: DemoTable[];
} {
  const rows = demoClinics.flatMap((clinic, at) =>
    [...everywhere, ...(ownOf[at] ?? [])].map((spec, n) => rowOf(spec, clinic.id, at * 20 + n + 1)),
  );
  const resources = rows.map((row) => ({
    ...row,
    ...(row.name === 'Ultrasound B' ? { shared_with: [demoClinics[1]?.id ?? ''] } : {}),
    ...(row.name === 'Exam 6' ? { out_of_use: [nextMonth(world.now)] } : {}),
  }));
  return {
    resources,
    tables: [
      { table: 'resource', rows: resources },
      {
        table: 'resource_version',
        rows: resources.map((row) => versionRow(row, { act: 'added', from: world.startedAt })),
      },
    ],
  };
}

function rowOf([name, kind, type]: Spec, clinicId: string, number: number): ResourceRow {
  return {
    organization_id: demoOrganizationId,
    id: demoId(32, number),
    clinic_id: clinicId,
    shared_with: [],
    name,
    kind,
    type,
    hours: [],
    out_of_use: [],
    active: true,
    version: 1,
  };
}

/** Later than every visit of the demo. */
function nextMonth(now: string): OutOfUse {
  const startsAt = Date.parse(`${now.slice(0, 10)}T13:00:00.000Z`) + 30 * 86_400_000;
  return {
    id: demoId(32, 1_000),
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + 3 * 86_400_000).toISOString(),
    note: 'Repainted',
  };
}
