import type { Knex } from 'knex';

// The scope of a transaction lives in its settings; unset means that no row is visible.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`create extension if not exists btree_gist`);
  await knex.raw(`create extension if not exists pg_trgm`);
  await knex.raw(`create extension if not exists unaccent`);
  await knex.raw(`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'daysheet_app') then
        create role daysheet_app nologin;
      end if;
    end $$`);
  await knex.raw(`grant usage on schema public to daysheet_app`);
  await knex.raw(`
    create function app_organization() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.organization', true), '')::uuid`);
  await knex.raw(`
    create function app_clinics() returns uuid[] language sql stable parallel safe
    return nullif(current_setting('app.clinics', true), '')::uuid[]`);
  await knex.raw(`
    create function app_user() returns uuid language sql stable parallel safe
    return nullif(current_setting('app.user', true), '')::uuid`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function app_user(), app_clinics(), app_organization()');
  await knex.raw('revoke usage on schema public from daysheet_app');
}
