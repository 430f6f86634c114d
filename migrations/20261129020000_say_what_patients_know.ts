import type { Knex } from 'knex';

// Where a patient still expects a visit that the clinic has changed without them.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table appointment
      add column not_told_since timestamptz,
      add column known_starts_at timestamptz,
      add column known_provider_id uuid,
      add foreign key (organization_id, known_provider_id) references staff_member,
      add check ((not_told_since is null) = (known_starts_at is null)),
      add check ((not_told_since is null) = (known_provider_id is null))`);
  await knex.raw(`
    create index appointment_known_provider on appointment (organization_id, known_provider_id)
      where known_provider_id is not null`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table appointment drop column not_told_since, drop column known_starts_at, drop column known_provider_id`);
}
