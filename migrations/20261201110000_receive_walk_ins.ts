import type { Knex } from 'knex';

// A patient who comes without a booking has no time until somebody gives one, or a provider takes them at once.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table appointment
      /* Whom they came for: a provider, or whoever is free first. */
      add column walk_in text check (walk_in in ('asked', 'first-free')),
      add constraint appointment_untimed check (
        takes_time or modality = 'e-visit' or (walk_in is not null and status not in ('pending', 'booked')))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('delete from appointment where walk_in is not null and not takes_time');
  await knex.raw(
    'alter table appointment drop constraint appointment_untimed, drop column walk_in',
  );
}
