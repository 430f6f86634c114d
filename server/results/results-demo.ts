// Results of the demo: expected, late, to review, critical, not matched, held, to be recalled, and what was signed before.
import { versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { seededRandom } from '../platform/demo/seeded-random.ts';
import { makeResult, type DemoResults, type Fate, type MadeResult } from './result-demo.ts';

/** Of each clinic in turn; the first of each is there in every one. */
const fates: readonly Fate[] = [
  ...['critical', 'unmatched', 'recall', 'held', 'late', 'abnormal', 'abnormal', 'normal'],
  ...['normal', 'normal', 'expected', 'expected', 'preliminary', 'reviewed', 'reviewed', 'normal'],
  ...['abnormal', 'normal', 'expected', 'reviewed', 'reviewed', 'normal', 'late', 'unmatched'],
] as Fate[];

export function demoResults(world: DemoResults): DemoTable[] {
  const random = seededRandom(9_091);
  const byId = new Map(world.patients.map((patient) => [patient.id, patient]));
  const made: MadeResult[] = [];
  for (const [clinicId, zone] of world.zones)
    for (const [at, visit] of seenIn(world, clinicId).slice(0, world.perClinic).entries()) {
      const patient = byId.get(visit.patient_id);
      const fate = fates[at] ?? random.pick(fates.slice(5));
      if (patient)
        made.push(
          makeResult(world, random, {
            clinicId,
            zone,
            number: made.length + 1,
            fate,
            visit,
            patient,
          }),
        );
    }
  const works = made.map(({ work }) => work);
  return [
    { table: 'work_item', rows: works },
    {
      table: 'work_item_version',
      rows: works.map((row) => versionRow(row, { act: 'opened', from: row.opened_at })),
    },
    { table: 'work_clock', rows: made.flatMap(({ clocks }) => clocks) },
    { table: 'result', rows: made.map(({ result }) => result) },
    { table: 'result_report', rows: made.flatMap(({ versions }) => versions) },
    { table: 'result_release', rows: made.flatMap(({ releases }) => releases) },
    { table: 'result_hold', rows: made.flatMap(({ hold }) => hold ?? []) },
    { table: 'critical_call', rows: made.flatMap(({ call }) => call ?? []) },
    { table: 'result_view', rows: made.flatMap(({ views }) => views) },
    { table: 'result_contact', rows: made.flatMap(({ contacts }) => contacts) },
  ];
}

/** Each patient once, the latest seen first. */
function seenIn({ appointments, now }: DemoResults, clinicId: string): DemoResults['appointments'] {
  const seen = appointments
    .filter((visit) => visit.clinic_id === clinicId && visit.status === 'fulfilled')
    .filter(({ starts_at }) => starts_at < now)
    .sort((a, b) => (a.starts_at < b.starts_at ? 1 : -1));
  return [...new Map(seen.map((visit) => [visit.patient_id, visit])).values()];
}
