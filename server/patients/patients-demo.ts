// Fictitious patients: demo record numbers, 555-01xx phones, addresses at example.org.
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { seededRandom, type SeededRandom } from '../platform/demo/seeded-random.ts';
import { demoFamilies, demoGivens } from './demo-names.ts';
import { demoNotes } from './notes-demo.ts';
import { plainRecord, type PatientRow } from './patients-view.ts';

interface DemoPatients {
  organizationId: string;
  count: number;
  startedAt: string;
}

export function demoPatients({ organizationId, count, startedAt }: DemoPatients): {
  patients: PatientRow[];
  tables: DemoTable[];
} {
  const random = seededRandom(7_001);
  const born = { latest: Date.parse(startedAt) };
  const patients = Array.from({ length: count }, (_, at): PatientRow => {
    const person = personOf(random);
    return {
      organization_id: organizationId,
      id: demoId(7, at + 1),
      mrn: `DEMO-${String(at + 1).padStart(6, '0')}`,
      family: person.family,
      given: person.given,
      birth_on: birthDate(random, born.latest),
      sex: person.sex,
      ...speechOf(random),
      phone: random.chance(0.96) ? phoneOf(random) : null,
      email: random.chance(0.7) ? `patient${String(at + 1)}@example.org` : null,
      created_at: startedAt,
      version: 1,
      preferred_name: null,
      other_names: [],
      ...plainRecord,
      phone_may_text: at % 5 !== 0,
      zone: awayIn(at),
    };
  });
  return {
    patients,
    tables: [
      { table: 'patient', rows: patients },
      {
        table: 'patient_version',
        rows: patients.map((row) => versionRow(row, { act: 'register', from: startedAt })),
      },
      {
        table: 'mrn_series',
        rows: [{ organization_id: organizationId, prefix: 'DEMO-', last_number: count }],
      },
      ...demoNotes(patients, startedAt),
    ],
  };
}

function personOf(random: SeededRandom): Pick<PatientRow, 'family' | 'given' | 'sex'> {
  const names = random.chance(0.53) ? 'female' : 'male';
  const first = random.pick(demoGivens[names]);
  const given = random.chance(0.08) ? `${first} ${random.pick(demoGivens[names])}` : first;
  const sex = random.chance(0.98) ? names : random.pick(['other', 'unknown'] as const);
  return { family: random.pick(demoFamilies), given, sex };
}

function speechOf(random: SeededRandom): Pick<PatientRow, 'pronouns' | 'language' | 'interpreter'> {
  const chance = random.next();
  const language = chance < 0.15 ? 'es' : chance < 0.18 ? random.pick(['pt', 'vi', 'zh']) : 'en';
  return {
    pronouns: random.chance(0.04) ? 'they/them' : null,
    language,
    interpreter: language !== 'en' && random.chance(0.6),
  };
}

/** Some are far from their clinic: what is by video or phone happens at two times of day. */
function awayIn(at: number): string | null {
  if (at % 17 === 5) return 'America/Chicago';
  return at % 29 === 7 ? 'America/Los_Angeles' : null;
}

function birthDate(random: SeededRandom, latest: number): string {
  const days = Math.floor((random.next() * 0.75 + random.next() * 0.25) * 365.25 * 92);
  return new Date(latest - days * 86_400_000).toISOString().slice(0, 10);
}

function phoneOf(random: SeededRandom): string {
  const area = random.pick(['617', '781', '303', '720']);
  return `+1${area}55501${String(random.below(100)).padStart(2, '0')}`;
}
