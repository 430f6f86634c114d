import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

// Whether somebody interprets at a visit: asked for with the booking, and answered by a person or an agency. Its key is
// the visit's: there is one, and what it was before stands in its versions.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table interpreter_request (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      language text not null check (language ~ '^[a-z]{2,3}(-[A-Z]{2}){0,1}$'),
      mode text not null check (mode in ('in-person', 'video', 'phone')),
      status text not null check (status in ('requested', 'confirmed', 'declined', 'withdrawn')),
      /* Why it is asked again, was declined or withdrawn. */
      because text check (because in ('moved', 'asked-again', 'reinstated', 'nobody-free', 'wrong-language',
        'called-off', 'other', 'visit-off', 'not-needed')),
      /* Who confirmed last: also while it is asked again or withdrawn, so that they can be told. */
      confirmed_by text check (length(confirmed_by) between 1 and 120),
      reference text check (length(reference) between 1 and 60),
      asked_at timestamptz not null,
      answered_at timestamptz,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, id) references appointment,
      foreign key (organization_id, clinic_id) references clinic,
      check (status <> 'confirmed' or confirmed_by is not null),
      check (reference is null or confirmed_by is not null),
      check ((status in ('confirmed', 'declined')) = (answered_at is not null)),
      check (case status
        when 'requested' then because is null or because in ('moved', 'asked-again', 'reinstated')
        when 'confirmed' then because is null
        when 'declined' then because in ('nobody-free', 'wrong-language', 'called-off', 'other')
        else because in ('visit-off', 'not-needed') end is true)
    )`);
  await wallByClinic(knex, 'interpreter_request', 'select, insert, update');
  await keepVersions(knex, 'interpreter_request', 'clinic');
  // How it stands is kept with the visit as well: whoever sees the visit sees it, in the same version.
  await knex.raw(`
    alter table appointment
      add column interpreter_status text
        check (interpreter_status in ('requested', 'confirmed', 'declined', 'withdrawn')),
      add column interpreter_mode text check (interpreter_mode in ('in-person', 'video', 'phone')),
      add check ((interpreter_status is null) = (interpreter_mode is null))`);
  await knex.raw(`
    create index appointment_interpreter on appointment (organization_id, clinic_id, starts_at, id)
      where interpreter_status in ('requested', 'declined')`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'alter table appointment drop column interpreter_status, drop column interpreter_mode',
  );
  await knex.raw('drop table interpreter_request_version, interpreter_request');
}
