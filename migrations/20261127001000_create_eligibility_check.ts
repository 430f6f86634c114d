import type { Knex } from 'knex';
import { wallByOrganization } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`alter table coverage add column inactive_on date`);
  await knex.raw(`
    create table eligibility_check (
      organization_id uuid not null,
      /* Without its hyphens the trace number of the question. */
      id uuid not null,
      clinic_id uuid not null,
      patient_id uuid not null,
      coverage_id uuid not null,
      interface_id uuid not null,
      /* The file that asked, and the number of the question in it. */
      message_id uuid not null,
      reference text not null,
      /* What was asked about: where the coverage differs by now, the answer is of another one. */
      payer_id uuid not null,
      member_id text not null,
      service_on date not null,
      asked_at timestamptz not null,
      asked_by uuid,
      answer text check (answer in ('active', 'inactive', 'silent', 'rejected')),
      answered_at timestamptz,
      answer_message_id uuid,
      /* BHT04 and BHT05 of the answer: of two the later counts. */
      written_at text,
      written_on date,
      plan_name text not null default '',
      reject_code text,
      left_aside text,
      primary key (organization_id, id),
      unique (organization_id, reference),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, coverage_id) references coverage,
      foreign key (organization_id, interface_id) references interface,
      foreign key (organization_id, message_id) references interface_message,
      foreign key (organization_id, answer_message_id) references interface_message,
      foreign key (organization_id, asked_by) references staff_member,
      check ((answer is null) = (answered_at is null)),
      check ((answer is null) = (written_at is null)),
      check ((answer is null) = (written_on is null))
    )`);
  await knex.raw(`
    create index eligibility_check_coverage on eligibility_check (organization_id, coverage_id, asked_at desc)`);
  await wallByOrganization(knex, 'eligibility_check', 'select, insert, update');
  await knex.raw(`
    create trigger eligibility_check_no_retired_chart before insert or update of patient_id on eligibility_check
    for each row execute function refuse_retired_chart()`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table eligibility_check');
  await knex.raw('alter table coverage drop column inactive_on');
}
