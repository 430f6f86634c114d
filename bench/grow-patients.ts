// Patients of a large network: names of the demo, and as many made of syllables, so that the words are as many as there.
import type { Knex } from 'knex';
import { demoPatients } from '../server/patients/patients-demo.ts';
import type { PatientRow } from '../server/patients/patients-view.ts';
import { insertTables } from '../server/platform/demo/demo-tables.ts';
import { seededRandom } from '../server/platform/demo/seeded-random.ts';

const syllables =
  'ba ber da del fa gar ha ka la len ma mi na no pe ra ro sa si ta tor va vi wa za'.split(' ');

export async function growPatients(
  owner: Knex,
  { organizationId, count }: { organizationId: string; count: number },
): Promise<PatientRow[]> {
  const random = seededRandom(7_002);
  const startedAt = '2026-11-23T15:00:00.000Z';
  const made = (): string => {
    const parts = Array.from({ length: 2 + random.below(2) }, () => random.pick(syllables));
    const name = parts.join('');
    return name.charAt(0).toUpperCase() + name.slice(1);
  };
  const { patients } = demoPatients({ organizationId, count, startedAt });
  const rows = patients.map((row) => (random.chance(0.5) ? { ...row, family: made() } : row));
  await insertTables(owner, [{ table: 'patient', rows }]);
  await owner.raw('vacuum analyze');
  return rows;
}
