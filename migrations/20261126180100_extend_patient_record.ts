import type { Knex } from 'knex';
import { keepVersions, wallByOrganization } from './support/walls.ts';

// The whole record of a person: one row, and lists under it whose order is the person's own.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table pharmacy (
      organization_id uuid not null references organization,
      id uuid not null,
      ncpdp_id text not null check (ncpdp_id ~ '^[0-9]{7}$'),
      name text not null check (name <> ''),
      address text not null check (address <> ''),
      phone text check (${e164('phone')}),
      pickup boolean not null,
      delivery_days integer check (delivery_days between 0 and 30),
      mail_days integer check (mail_days between 0 and 30),
      version integer not null default 1,
      primary key (organization_id, id),
      unique (organization_id, ncpdp_id),
      check (pickup or delivery_days is not null or mail_days is not null)
    )`);
  await wallByOrganization(knex, 'pharmacy', 'select, insert, update');
  await keepVersions(knex, 'pharmacy', 'organization');
  await knex.raw(`
    alter table patient
      add preferred_name text check (preferred_name <> ''),
      add other_names text[] not null default '{}',
      add gender_identity text check (gender_identity in (
        'female', 'male', 'non-binary', 'transgender-female', 'transgender-male', 'other', 'non-disclose')),
      add phone_use text not null default 'mobile' check (phone_use in ('mobile', 'home', 'work')),
      add phone_may_text boolean not null default false,
      add preferred_channel text check (preferred_channel in ('phone', 'sms', 'email', 'letter')),
      add preferred_times text[] not null default '{}'
        check (preferred_times <@ '{morning,afternoon,evening}'),
      add pharmacy_id uuid,
      add foreign key (organization_id, pharmacy_id) references pharmacy`);
  await createList(
    knex,
    'patient_telecom',
    `
      number text not null check (${e164('number')}),
      use text not null check (use in ('mobile', 'home', 'work')),
      may_text boolean not null,
      unique (organization_id, patient_id, number),`,
  );
  await knex.raw(
    'create index patient_telecom_number on patient_telecom (organization_id, number)',
  );
  await knex.raw('create index patient_primary_phone on patient (organization_id, phone)');
  await createList(
    knex,
    'patient_address',
    `
      use text not null check (use in ('home', 'work', 'temp', 'billing', 'old')),
      line text not null check (line <> ''),
      line2 text,
      city text not null check (city <> ''),
      state text not null,
      postal_code text not null,
      country text not null check (country ~ '^[A-Z]{2}$'),
      from_on date,
      until_on date,
      check (until_on >= from_on),`,
  );
  await createList(
    knex,
    'patient_contact',
    `
      name text not null check (name <> ''),
      relationship text not null,
      phone text check (${e164('phone')}),
      is_emergency boolean not null,
      is_guarantor boolean not null,`,
  );
  await knex.raw(`
    create unique index patient_contact_guarantor on patient_contact (organization_id, patient_id)
    where is_guarantor`);
  await createList(
    knex,
    'patient_care_team',
    `
      role text not null,
      provider_id uuid,
      name text check (name <> ''),
      foreign key (organization_id, provider_id) references staff_member,
      check ((provider_id is null) <> (name is null)),`,
  );
  await createList(
    knex,
    'patient_statement',
    `
      kind text not null check (kind in ('medication', 'allergy')),
      text text not null check (text <> ''),
      source text not null check (source in ('patient', 'caregiver', 'pharmacy', 'provider', 'outside-record')),
      said_on date not null,`,
  );
  await knex.raw(
    keepWords(`family || ' ' || given || ' ' || coalesce(preferred_name, '') || ' ' ||
        array_to_string(other_names, ' ')`),
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(keepWords(`family || ' ' || given`));
  await knex.raw(
    'drop table patient_statement, patient_care_team, patient_contact, patient_address, patient_telecom',
  );
  await knex.raw('drop index patient_primary_phone');
  await knex.raw(`
    alter table patient drop preferred_name, drop other_names, drop gender_identity, drop phone_use,
      drop phone_may_text, drop preferred_channel, drop preferred_times, drop pharmacy_id`);
  await knex.raw('drop table pharmacy_version, pharmacy');
}

/** Written as a whole with the record, whose version keeps it. */
async function createList(knex: Knex, table: string, columns: string): Promise<void> {
  await knex.raw(`
    create table ${table} (
      organization_id uuid not null,
      patient_id uuid not null,
      place integer not null check (place >= 0),
      ${columns}
      primary key (organization_id, patient_id, place),
      foreign key (organization_id, patient_id) references patient on delete cascade
    )`);
  await wallByOrganization(knex, table);
}

function e164(column: string): string {
  return `${column} ~ '^\\+[1-9][0-9]{6,14}$'`;
}

// Whoever is known under several names is found by each of them.
function keepWords(names: string): string {
  return `
  create or replace function keep_patient_words() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if tg_op = 'UPDATE' then
      delete from patient_word w using named n
      where w.organization_id = n.organization_id and w.patient_id = n.id;
    end if;
    with word as materialized (
      select organization_id, id, fold_text(family || ' ' || given) as label,
        unnest(fold_words(${names})) as word
      from named
    ), spelling as (
      insert into name_word (organization_id, word)
      select distinct organization_id, word from word order by 1, 2
      on conflict do nothing
    )
    insert into patient_word (organization_id, word, patient_id, label)
    select organization_id, word, id, label from word;
    return null;
  end $$`;
}
