// Whoever is searched for by name is found in spite of one typing error, names the wrong way round, accents left out.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Scope } from '../platform/context.ts';
import { insertTables } from '../platform/demo/demo-tables.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { anySlip, slipped } from './given-slip.ts';
import { givenPatient } from './given-patient.ts';
import { demoPatients } from './patients-demo.ts';
import { searchPatients } from './patients-queries.ts';
import type { PatientRow } from './patients-view.ts';

const people = 1500;

describe('a search by name', () => {
  let t: TestDatabase;
  let scope: Scope;
  let organizationId: string;
  /** Each of a name of their own: namesakes are told apart by more than a name. */
  let patients: PatientRow[];
  before(async () => {
    t = await testDatabase();
    const given = await givenOrganization(t);
    organizationId = given.organizationId;
    ({ scope } = await givenStaff(t, given));
    const { patients: all } = demoPatients({
      organizationId,
      count: people,
      startedAt: t.clock.now,
    });
    patients = [...new Map(all.map((one) => [`${one.family} ${one.given}`, one])).values()];
    await insertTables(t.owner, [{ table: 'patient', rows: patients }]);
    await t.owner.raw('analyze');
  });
  after(() => t.close());

  async function found(text: string): Promise<string[]> {
    const rows = await t.database.inTransaction(scope, (ctx) =>
      searchPatients(ctx, { text, limit: 5 }),
    );
    return rows.map(({ id }) => id);
  }

  it('has them among the first five, whatever one slip was made', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), anySlip, async (at, slip) => {
        const patient = patients[at % patients.length]!;
        const text = slipped(`${patient.family} ${patient.given}`, slip);
        assert.ok((await found(text)).includes(patient.id), `${patient.family}: ${text}`);
      }),
      { numRuns: 300 },
    );
  });

  it('has them first by a birth date beside the name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), anySlip, async (at, slip) => {
        const { id, family, given, birth_on: born } = patients[at % patients.length]!;
        const text = `${slipped(`${family} ${given}`, slip)} ${born}`;
        assert.equal((await found(text))[0], id, text);
      }),
      { numRuns: 100 },
    );
  });

  it('reads through a slip in the shortest of names', async () => {
    const person = (family: string, given: string) =>
      givenPatient(t, { organizationId, family, given });
    const [lim, ng] = [await person('Qix', 'Yrsa'), await person('Vu', 'Yrsa')];
    for (const text of [
      'qx yrsa',
      'ix yrsa',
      'qi yrsa',
      'qax yrsa',
      'qixx yrsa',
      'iqx yrsa',
      'q9ix yrsa',
    ])
      assert.equal((await found(text))[0], lim, text);
    for (const text of ['v yrsa', 'u yrsa', 'vo yrsa', 'wu yrsa', 'uv yrsa', 'veu yrsa'])
      assert.equal((await found(text))[0], ng, text);
  });

  it('shows one slip before two, and what was typed before both', async () => {
    const person = (family: string) => givenPatient(t, { organizationId, family, given: 'Zelma' });
    const [two, one, none] = [await person('Bxxel'), await person('Bxrel'), await person('Barel')];
    assert.deepEqual((await found('barel zelma')).slice(0, 2), [none, one]);
    assert.ok(!(await found('barel zelma')).slice(0, 2).includes(two));
  });

  it('keeps to the organization and follows a change of the name', async () => {
    const other = await givenOrganization(t);
    const elsewhere = await givenStaff(t, other);
    await givenPatient(t, { ...other, family: 'Xyz', given: 'Quon' });
    assert.deepEqual(await found('xyy quon'), []);
    const id = await givenPatient(t, { organizationId, family: 'Owl', given: 'Quon' });
    await t.owner('patient').where({ id }).update({ family: 'Elk' });
    assert.deepEqual(await found('ekk quon'), [id]);
    assert.deepEqual(await found('oxl quon'), []);
    const theirs = await t.database.inTransaction(elsewhere.scope, (ctx) =>
      searchPatients(ctx, { text: 'xyy quon', limit: 5 }),
    );
    assert.equal(theirs.length, 1);
  });
});
