import type { Knex } from 'knex';

// Where a patient is by the clock, where a clinic's video visits take place, and how one visit is reached.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table patient add column zone text check (length(zone) between 1 and 64);
    alter table clinic add column video_link text check (video_link ~ '^https://.*\\{room\\}');
    alter table appointment
      add column video_room text check (video_room ~ '^[A-Za-z0-9_-]{22,64}$'),
      add column call_number text check (call_number ~ '^\\+[0-9]{7,15}$'),
      add constraint appointment_reached_at_a_distance check (
        (video_room is null or modality = 'video') and (call_number is null or modality = 'phone'))`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table appointment
      drop constraint appointment_reached_at_a_distance, drop column video_room, drop column call_number;
    alter table clinic drop column video_link;
    alter table patient drop column zone`);
}
