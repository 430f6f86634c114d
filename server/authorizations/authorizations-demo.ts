// Authorizations of the demo: requests at every point of their lives, what payers answered before, and what they want.
import { minutesBetween, plusMinutes } from '../platform/clock/instants.ts';
import { versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { seededRandom } from '../platform/demo/seeded-random.ts';
import { fewestAnswers } from './turnaround-queries.ts';
import type { DemoAuthorizations, Seen } from './demo-world.ts';
import { makeRequest, type Made } from './request-demo.ts';
import { rulesOf } from './payer-rules-demo.ts';

export function demoAuthorizations(world: DemoAuthorizations): DemoTable[] {
  const random = seededRandom(8_081);
  const made: Made[] = [];
  for (const [clinicId, zone] of world.zones)
    for (const visit of seenIn(world, clinicId).slice(0, world.perClinic)) {
      const one = makeRequest(world, random, { clinicId, zone, visit, number: made.length + 1 });
      if (one) made.push(one);
    }
  expectAnswers(made);
  const rules = rulesOf(world);
  const works = made.map(({ work }) => work);
  return [
    { table: 'authorization_rule', rows: rules },
    {
      table: 'authorization_rule_version',
      rows: rules.map((row) => versionRow(row, { act: 'added', from: `${row.from_on}T12:00:00Z` })),
    },
    { table: 'work_item', rows: works },
    {
      table: 'work_item_version',
      rows: works.map((row) => versionRow(row, { act: 'opened', from: row.opened_at })),
    },
    { table: 'work_clock', rows: made.flatMap(({ clock }) => clock ?? []) },
    { table: 'authorization_request', rows: made.map(({ request }) => request) },
    { table: 'authorization_line', rows: made.map(({ line }) => line) },
    { table: 'authorization_document', rows: made.flatMap(({ documents }) => documents) },
    { table: 'authorization_submission', rows: made.flatMap(({ submission }) => submission ?? []) },
    { table: 'authorization_answer', rows: made.flatMap(({ answer }) => answer ?? []) },
    { table: 'authorization_appeal', rows: made.flatMap(({ appeal }) => appeal ?? []) },
  ];
}

/** As the server expects them: by how long the payer took for its answers. */
function expectAnswers(made: readonly Made[]): void {
  const answers = made.flatMap(({ answer }) =>
    answer?.received_at && answer.action !== 'A4' ? [{ ...answer, from: answer.received_at }] : [],
  );
  for (const { request, line, submission } of made) {
    if (!submission || (line.status !== 'submitted' && line.status !== 'pended')) continue;
    const took = answers
      .filter(({ payer_id }) => payer_id === request.payer_id)
      .map(({ from, decided_at }) => minutesBetween(from, decided_at))
      .sort((a, b) => a - b);
    if (took.length < fewestAnswers) continue;
    const at = (part: number): string =>
      plusMinutes(submission.at, took[Math.floor(part * (took.length - 1))] ?? 0);
    request.expected_median_at = at(0.5);
    request.expected_ninetieth_at = at(0.9);
    request.expected_answers = took.length;
  }
}

/** Each patient once, the latest seen first. */
function seenIn({ appointments, now }: DemoAuthorizations, clinicId: string): Seen[] {
  const seen = appointments
    .filter((visit) => visit.clinic_id === clinicId && visit.status === 'fulfilled')
    .filter(({ starts_at }) => starts_at < now)
    .sort((a, b) => (a.starts_at < b.starts_at ? 1 : -1));
  return [...new Map(seen.map((visit) => [visit.patient_id, visit])).values()];
}
