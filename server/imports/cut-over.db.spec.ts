// The size of a real cut-over: 41,000 future visits, of which 120 overlap and 300 are of nobody known.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { givenProvider } from '../staff/given-organization.ts';
import {
  givenCheckedImport,
  givenImportClinic,
  startWriting,
  writeAll,
  type ImportClinic,
} from './given-import.ts';
import { getImport } from './imports-queries.ts';

const providers = 20;
const visitsPerDay = 10;
const visits = 41_000;
const overlaps = 120;
const unknown = 300;

describe('a cut-over', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  it('of 41,000 visits names 120 overlaps and 300 unknown patients, and writes the others once', async () => {
    const clinic = await givenImportClinic(t);
    const rows = await givenVisits(clinic);
    const run = await givenCheckedImport(clinic, { subject: 'visits', rows });
    assert.deepEqual(
      [run.total, run.ready, run.refused],
      [visits, visits - overlaps - unknown, overlaps + unknown],
    );
    const codes = await t.owner.raw<{ rows: { code: string; count: number }[] }>(
      `select problems -> 0 ->> 'code' as code, count(*)::integer as count
       from import_line where import_id = ? and state = 'refused' group by 1 order by 1`,
      [run.id],
    );
    assert.deepEqual(codes.rows, [
      { code: 'overlaps-file', count: overlaps },
      { code: 'unknown-patient', count: unknown },
    ]);
    await startWriting(clinic, run);
    await writeAll(t, clinic);
    const ended = await clinic.asAdministrator((ctx) => getImport(ctx, run.id));
    assert.deepEqual([ended.status, ended.done, ended.refused], ['ended', run.ready, run.refused]);
    assert.equal(await count('appointment'), run.ready);
    assert.equal(await count('occupied_time'), run.ready);

    const again = await givenCheckedImport(clinic, { subject: 'visits', rows });
    assert.deepEqual([again.ready, again.unchanged], [0, run.ready]);
    assert.equal(await count('appointment'), run.ready);

    async function count(table: string): Promise<number> {
      const { organizationId: organization_id } = clinic;
      const [row] = await t
        .owner(table)
        .where({ organization_id })
        .count<{ count: number }[]>('* as count');
      return row?.count ?? 0;
    }
  });

  /** Twenty providers with ten half hours a day each; the last lines are those that go wrong. */
  async function givenVisits(clinic: ImportClinic): Promise<Record<string, string>[]> {
    const { organizationId, clinicIds, patientId } = clinic;
    for (let at = 0; at < providers; at += 1)
      await givenProvider(t, { organizationId, clinicIds, family: 'Many', given: `Doctor${at}` });
    await t.owner('external_identifier').insert({
      organization_id: organizationId,
      kind: 'patient',
      system: 'old',
      value: 'P-1',
      record_id: patientId,
      created_at: t.clock.now,
    });
    const [type] = await t
      .owner('visit_type')
      .where({ id: clinic.visitTypeId })
      .select<{ name: string }[]>('name');
    const visit = (at: number, over: Record<string, string> = {}): Record<string, string> => ({
      identifier: `V-${at}-${newId()}`,
      patient: 'P-1',
      provider: `Doctor${at % providers} Many`,
      visitType: type!.name,
      ...timeOf(Math.floor(at / providers)),
      ...over,
    });
    const good = visits - overlaps - unknown;
    return [
      ...Array.from({ length: good }, (_, at) => visit(at)),
      ...Array.from({ length: overlaps }, (_, at) => visit(at)),
      ...Array.from({ length: unknown }, (_, at) => visit(good + at, { patient: 'P-nobody' })),
    ];
  }
});

/** The nth half hour of a provider, ten a day from noon on, past every change of the clocks. */
function timeOf(slot: number): { date: string; time: string } {
  const day = new Date(Date.UTC(2026, 11, 1 + Math.floor(slot / visitsPerDay)));
  const minutes = 12 * 60 + (slot % visitsPerDay) * 30;
  const time = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  return { date: day.toISOString().slice(0, 10), time };
}
