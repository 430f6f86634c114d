import type { Knex } from 'knex';
import { openToOwnFunctions } from './support/walls.ts';

const columns = ['their_application', 'their_facility', 'our_application', 'our_facility'];

// Who a laboratory says it is, and whom it says it writes to: MSH-3 to MSH-6. Nobody has signed in when a message
// comes, so that its interface is found by a function that looks past the wall and answers ids only.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table interface
      ${columns.map((column) => `add column ${column} text check (length(${column}) <= 227),`).join('\n')}
      add constraint interface_hl7 check (
        kind <> 'hl7' or (clinic_id is not null and num_nulls(their_application, their_facility) = 0)),
      add constraint interface_not_hl7 check (kind = 'hl7' or num_nonnulls(${columns.join(', ')}) = 0)`);
  await knex.raw(`
    create unique index interface_sender on interface
      (organization_id, their_application, their_facility, our_application, our_facility) nulls not distinct
    where kind = 'hl7'`);
  await knex.raw(`
    create index interface_of_sender on interface (their_application, their_facility) where kind = 'hl7' and enabled`);
  await openToOwnFunctions(knex, 'interface');
  await knex.raw(`
    create function find_hl7_interfaces(application text, facility text)
    returns table (organization_id uuid, id uuid, clinic_id uuid, our_application text, our_facility text, is_test boolean)
    language sql stable security definer set search_path = public, pg_temp as $$
      select organization_id, id, clinic_id, our_application, our_facility, is_test from interface
      where kind = 'hl7' and enabled and their_application = application and their_facility = facility
      order by organization_id, id
    $$`);
  await knex.raw('revoke all on function find_hl7_interfaces(text, text) from public');
  await knex.raw('grant execute on function find_hl7_interfaces(text, text) to daysheet_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function find_hl7_interfaces(text, text)');
  await knex.raw('drop policy interface_own_functions on interface');
  await knex.raw(`
    alter table interface ${columns.map((column) => `drop column ${column} cascade`).join(', ')}`);
  await knex.raw('alter table interface drop constraint if exists interface_hl7');
}
