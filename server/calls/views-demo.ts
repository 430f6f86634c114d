// Saved views of the calls of each demo clinic, as its manager would have made them.
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import type { ViewRow } from '../platform/work/view-repository.ts';
import { demoClinics, demoOrganizationId, demoStaffId } from '../staff/staff-demo.ts';

type Made = Pick<ViewRow, 'name' | 'scope' | 'role' | 'filter' | 'density'>;

const made: readonly Made[] = [
  {
    name: 'Late',
    scope: 'shared',
    role: null,
    filter: { show: 'open', level: 'late' },
    density: 'comfortable',
  },
  {
    name: 'Urgent and free',
    scope: 'shared',
    role: null,
    filter: { show: 'open', owner: 'nobody', priority: 'urgent' },
    density: 'compact',
  },
  {
    name: 'Tried, comes back',
    scope: 'role',
    role: 'scheduler',
    filter: { show: 'snoozed' },
    density: 'compact',
  },
];

export function demoCallViews(madeAt: string): DemoTable[] {
  const rows = demoClinics.flatMap((clinic, at) =>
    made.map((view, number) => ({
      organization_id: demoOrganizationId,
      id: demoId(29, at * made.length + number + 1),
      clinic_id: clinic.id,
      queue: 'calls',
      ...view,
      owner_id: demoStaffId('clinic-manager'),
      columns: [],
      removed_at: null,
      version: 1,
    })),
  );
  const versions = rows.map((row) =>
    versionRow(row, { act: 'saved', from: madeAt, actorId: row.owner_id }),
  );
  return [
    { table: 'work_view', rows },
    { table: 'work_view_version', rows: versions },
  ];
}
