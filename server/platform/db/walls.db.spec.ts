// The second wall as the database knows it: which tables stand behind it, and what reaches past it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { givenOrganization, givenStaff } from '../../staff/given-organization.ts';
import { newId } from '../ids.ts';
import { testDatabase, type TestDatabase } from './test-database.ts';

/** Found before anybody is known. */
const outsideTenancy = ['session'];
/** A provider's time and people's grants are the organization's: they are read across its clinics. */
const organizationWide = [
  'change_log',
  'eligibility_check',
  'feed_head',
  'occupied_time',
  'outside_calendar',
  'provider_clinic',
  'resource',
  'role_grant',
  'schedule_exception',
  'service_permission',
  'staff_preferences',
];
/** Acts and views of no clinic are open to all of the organization; whose a view is, its policy says. */
const perhapsOfNoClinic = [
  'audit_entry',
  'external_identifier',
  'interface',
  'interface_message',
  'interface_version',
  'work_view',
  'work_view_version',
];
/** Written by whoever acts, for somebody else: only that person reads them. */
const forSomebodyElse = ['notification'];
/** What runs with its owner's rights; each takes its scope from the transaction or from a secret, or answers ids only. */
const ownersFunctions = [
  'ensure_change_log_days',
  'find_calendar_feed',
  'find_hl7_interfaces',
  'find_link',
  'find_login',
  'find_look_alikes',
  'find_message_home',
  'find_service_account',
  'find_staff_link',
  'find_visit_link',
  'keep_administrator_of_grant',
  'keep_administrator_of_member',
  'keep_patient_words',
  'list_organizations',
  'open_business_of',
  'open_session',
  'refuse_retired_chart',
  'require_administrator',
  'search_patients',
  'trim_change_log',
];

describe('the second wall', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  async function namesOf(sql: string): Promise<string[]> {
    const { rows } = await t.owner.raw<{ rows: { name: string }[] }>(sql);
    return rows.map(({ name }) => name);
  }
  /** Tables of ours that have the column. */
  const tablesWith = (column: string): string => `
    select c.oid, c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = '${column}' and not a.attisdropped
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition`;

  it('stands, forced, before every table that names an organization', async () => {
    const open = await namesOf(
      `select name from (${tablesWith('organization_id')}) c where not forced order by 1`,
    );
    assert.deepEqual(open, outsideTenancy);
  });

  it('lets the application past by the organization alone, both ways', async () => {
    const weak = await namesOf(
      `select name from (${tablesWith('organization_id')}) c
       where forced and not exists (
         select from pg_policies p where p.tablename = c.name and p.policyname = c.name || '_wall'
           and p.permissive = 'PERMISSIVE' and p.cmd = 'ALL' and p.roles = '{daysheet_app}'
           and p.qual like '%organization_id = ( SELECT app_organization()%' and p.with_check = p.qual)`,
    );
    assert.deepEqual(weak, forSomebodyElse);
    const other = await namesOf(
      `select policyname as name from pg_policies
       where schemaname = 'public' and policyname not like '%\\_wall'
         and (roles && '{daysheet_app,public}' or policyname not like '%\\_own\\_functions')`,
    );
    assert.deepEqual(other, []);
  });

  it('stands between the clinics wherever a row is of one clinic', async () => {
    const across = await namesOf(
      `select c.name from (${tablesWith('clinic_id')}) c join pg_policies p on p.policyname = c.name || '_wall'
       where p.qual not like '%clinic_id = ANY (( SELECT app_clinics()%' or p.qual like '%clinic_id IS NULL%'
       order by 1`,
    );
    assert.deepEqual(across, [...organizationWide, ...perhapsOfNoClinic].sort());
  });

  it('has no way around through a partition, ownership or a right that nobody gave', async () => {
    const partitions = await namesOf(
      `select c.relname as name from pg_class c
       where c.relispartition and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
         and has_table_privilege('daysheet_app', c.oid, 'select, insert, update, delete, truncate')`,
    );
    assert.deepEqual(partitions, []);
    const owned = await namesOf(
      `select c.relname as name from pg_class c where pg_get_userbyid(c.relowner) = 'daysheet_app'
       union select rolname from pg_roles
       where rolname = 'daysheet_app' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin)`,
    );
    assert.deepEqual(owned, []);
    const rewritten = await namesOf(
      `select t as name from unnest(array['audit_entry', 'audit_seal', 'change_log']) t
       where has_table_privilege('daysheet_app', t, 'update')
         or has_table_privilege('daysheet_app', t, 'delete')
         or has_table_privilege('daysheet_app', t, 'truncate')`,
    );
    assert.deepEqual(rewritten, [], 'what was written stays as it was written');
  });

  it('is passed by the functions listed here only, which nobody else may call or deceive', async () => {
    const { rows } = await t.owner.raw<{ rows: { name: string; path: string; open: boolean }[] }>(
      `select p.proname as name, array_to_string(p.proconfig, ' ') as path,
         p.prorettype <> 'trigger'::regtype and has_function_privilege('public', p.oid, 'execute') as open
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'public' and p.prosecdef order by 1`,
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      ownersFunctions,
    );
    for (const { name, path, open } of rows) {
      assert.match(path, /search_path=public, pg_temp/, name);
      assert.equal(open, false, name);
    }
  });

  it('is not deceived by a table that the application makes for itself', async () => {
    const { organizationId, clinicIds } = await givenOrganization(t);
    const { staffId } = await givenStaff(t, { organizationId, clinicIds });
    const opened = await t.database.inTransaction({ kind: 'lookup' }, async ({ db }) => {
      await db.raw('create temporary table session (like public.session) on commit drop');
      await db('pg_temp.session').insert({
        sid: 'forged',
        sess: '{}',
        expire: '2030-01-01T00:00:00.000Z',
        device: '',
        public_id: newId(),
        organization_id: organizationId,
        staff_id: staffId,
        last_seen_at: t.clock.now,
        absolute_expires_at: '2030-01-01T00:00:00.000Z',
      });
      const { rows } = await db.raw<{ rows: unknown[] }>('select * from open_session(?)', [
        'forged',
      ]);
      return rows;
    });
    assert.deepEqual(opened, []);
  });

  it('keeps searches within the organization of the transaction', async () => {
    for (const call of [
      `search_patients('a', '{}', null, null, 10)`,
      `find_look_alikes('a', 'b', '1990-01-01', null, 10)`,
    ]) {
      const found = await t.database.inTransaction({ kind: 'lookup' }, ({ db }) =>
        db.raw<{ rows: unknown[] }>(`select * from ${call}`),
      );
      assert.deepEqual(found.rows, [], call);
    }
  });
});
