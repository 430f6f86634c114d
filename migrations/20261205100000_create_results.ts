import type { Knex } from 'knex';
import { wallByClinic } from './support/walls.ts';

const list = (values: readonly string[]): string => values.map((each) => `'${each}'`).join(', ');
const reportStatuses = list([
  'registered',
  'partial',
  'preliminary',
  'final',
  'amended',
  'corrected',
  'appended',
  'cancelled',
  'entered-in-error',
  'unknown',
]);
const severities = list(['critical', 'abnormal', 'unknown', 'normal']);
const audiences = list(['patient', 'proxy', 'outside']);
const viewers = list(['patient', 'proxy', 'outside', 'staff']);

// A result is the kernel's item of the same id. Its versions are kept whole: what is corrected overwrites nothing.
export async function up(knex: Knex): Promise<void> {
  await createResults(knex);
  await createRelease(knex);
  await createCriticalCalls(knex);
  await createRecalls(knex);
  await tellOf(knex, ['offer', 'visit', 'prescription', 'result']);
}

async function tellOf(knex: Knex, kinds: readonly string[], isChecked = ''): Promise<void> {
  await knex.raw('alter table outreach_message drop constraint outreach_message_about_kind_check');
  await knex.raw(`
    alter table outreach_message add constraint outreach_message_about_kind_check
      check (about_kind in (${list(kinds)})) ${isChecked}`);
}

async function createResults(knex: Knex): Promise<void> {
  await knex.raw(`
    create table result (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      kind text not null check (kind in ('laboratory', 'imaging', 'pathology', 'document')),
      title text not null check (length(title) between 1 and 300),
      code text not null,
      code_system text not null,
      categories text[] not null,
      is_sensitive boolean not null,
      report_status text not null check (report_status in (${reportStatuses})),
      /* Of the version that is now; 0 = nothing has come yet. */
      number integer not null check (number >= 0),
      severity text not null check (severity in (${severities})),
      value_count integer not null,
      abnormal_count integer not null,
      critical_count integer not null,
      ordered_by uuid,
      ordered_name text not null,
      ordered_npi text,
      order_state text not null check (order_state in ('ordered', 'not-ordered', 'unknown', 'accepted')),
      missing text[] not null check (missing <@ array['patient', 'provider', 'order']),
      source text not null check (length(source) between 1 and 200),
      placer text,
      filler text,
      /* By which the sender knows the report, in each of its versions. */
      report_key text,
      ordered_at timestamptz,
      collected_at timestamptz,
      received_at timestamptz,
      final_at timestamptz,
      signed_by uuid,
      signed_at timestamptz,
      signed_note text not null default '',
      /* What the sender says of the person. */
      sent_patient jsonb,
      /* When somebody will see it, or see it no more, by itself. */
      next_release_at timestamptz,
      primary key (organization_id, id),
      foreign key (organization_id, id) references work_item,
      foreign key (organization_id, ordered_by) references staff_member,
      foreign key (organization_id, signed_by) references staff_member,
      check ((number = 0) = (received_at is null)),
      check ((signed_by is null) = (signed_at is null))
    )`);
  await wallByClinic(knex, 'result');
  // What is sent again is the same report.
  await knex.raw(
    'create unique index result_report_key on result (organization_id, clinic_id, source, report_key) where report_key is not null',
  );
  await knex.raw(
    'create index result_placer on result (organization_id, clinic_id, placer) where placer is not null',
  );
  await knex.raw(
    'create index result_releases on result (organization_id, next_release_at) where next_release_at is not null',
  );
  await knex.raw(`
    create index work_item_results_of_patient on work_item (organization_id, patient_id, opened_at desc)
    where queue = 'results' and patient_id is not null`);

  await knex.raw(`
    create table result_report (
      organization_id uuid not null,
      clinic_id uuid not null,
      result_id uuid not null,
      number integer not null check (number > 0),
      status text not null check (status in (${reportStatuses})),
      received_at timestamptz not null,
      reported_at timestamptz,
      content jsonb not null,
      /* SHA-256 of what it says: the same again is no other version. */
      content_hash text not null,
      primary key (organization_id, result_id, number),
      foreign key (organization_id, result_id) references result
    )`);
  await wallByClinic(knex, 'result_report', 'select, insert');

  await knex.raw(`
    create table result_letter (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      result_id uuid not null,
      by_id uuid not null,
      at timestamptz not null,
      text text not null check (text <> ''),
      primary key (organization_id, id),
      foreign key (organization_id, result_id) references result,
      foreign key (organization_id, by_id) references staff_member
    )`);
  await wallByClinic(knex, 'result_letter', 'select, insert');
  await knex.raw('create index result_letter_of on result_letter (organization_id, result_id)');
}

async function createRelease(knex: Knex): Promise<void> {
  await knex.raw(`
    create table result_hold (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      result_id uuid not null,
      kind text not null check (kind in ('hold', 'release')),
      audiences text[] not null check (audiences <@ array[${audiences}] and cardinality(audiences) > 0),
      ground text check (ground in ('life-or-safety', 'substantial-harm', 'data-suspect', 'patient-asked')),
      reasoning text not null check (reasoning <> ''),
      relationship text check (relationship in ('ordered', 'responsible', 'visit', 'any-licensed')),
      by_id uuid not null,
      at timestamptz not null,
      until_at timestamptz,
      ended_at timestamptz,
      ended_by uuid,
      primary key (organization_id, id),
      foreign key (organization_id, result_id) references result,
      foreign key (organization_id, by_id) references staff_member,
      foreign key (organization_id, ended_by) references staff_member,
      /* A hold has a ground and an end; a release ahead of a delay has neither. */
      check ((kind = 'hold') = (ground is not null) and (kind = 'hold') = (until_at is not null)),
      /* The patient's own access is kept from them for life or physical safety only, or where the data are suspect. */
      check (ground is null or not ('patient' = any(audiences)) or ground in ('life-or-safety', 'data-suspect')),
      check (until_at > at)
    )`);
  await wallByClinic(knex, 'result_hold', 'select, insert, update');
  await knex.raw('create index result_hold_of on result_hold (organization_id, result_id)');

  await knex.raw(`
    create table result_release (
      organization_id uuid not null,
      clinic_id uuid not null,
      result_id uuid not null,
      /* patient, outside, or proxy: and the proxy's id. */
      viewer text not null,
      since timestamptz not null,
      until_at timestamptz,
      /* Versions that they could see in that time: from, and the last. */
      first_number integer not null,
      number integer not null,
      /* The last version of which they were told. */
      told_number integer,
      primary key (organization_id, result_id, viewer, since),
      foreign key (organization_id, result_id) references result
    )`);
  await wallByClinic(knex, 'result_release', 'select, insert, update');
  await knex.raw(`
    create unique index result_release_now on result_release (organization_id, result_id, viewer)
    where until_at is null`);

  await knex.raw(`
    create table result_view (
      organization_id uuid not null,
      clinic_id uuid not null,
      result_id uuid not null,
      number integer not null,
      kind text not null check (kind in (${viewers})),
      /* The patient's, proxy's or colleague's id, or an outside provider's name. */
      viewer text not null,
      name text not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      primary key (organization_id, result_id, number, kind, viewer),
      foreign key (organization_id, result_id) references result
    )`);
  await wallByClinic(knex, 'result_view', 'select, insert, update');
}

async function createCriticalCalls(knex: Knex): Promise<void> {
  await knex.raw(`
    create table critical_call (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      result_id uuid not null,
      number integer not null,
      state text not null check (state in ('open', 'exhausted', 'read-back', 'disposition', 'corrected')),
      /* Who is called in turn, as it was when it began: rung, whom, how often. */
      ladder jsonb not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      ended_by uuid,
      disposition text not null default '',
      primary key (organization_id, id),
      foreign key (organization_id, result_id) references result,
      foreign key (organization_id, ended_by) references staff_member,
      check ((state in ('open', 'exhausted')) = (ended_at is null)),
      check ((state = 'disposition') = (disposition <> ''))
    )`);
  await wallByClinic(knex, 'critical_call', 'select, insert, update');
  await knex.raw(`
    create unique index critical_call_open on critical_call (organization_id, result_id) where ended_at is null`);
  await knex.raw(
    'create index critical_call_of on critical_call (organization_id, result_id, started_at)',
  );

  await knex.raw(`
    create table critical_attempt (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      call_id uuid not null,
      at timestamptz not null,
      caller_id uuid not null,
      rung text not null,
      recipient_id uuid,
      recipient text not null check (recipient <> ''),
      credentials text not null,
      outcome text not null,
      read_back text not null,
      note text not null,
      primary key (organization_id, id),
      foreign key (organization_id, call_id) references critical_call,
      foreign key (organization_id, caller_id) references staff_member,
      foreign key (organization_id, recipient_id) references staff_member,
      /* It ends by a read-back of somebody licensed, and by nothing less. */
      check (outcome <> 'read-back' or (read_back <> '' and credentials <> ''))
    )`);
  await wallByClinic(knex, 'critical_attempt', 'select, insert');
  await knex.raw(
    'create index critical_attempt_of on critical_attempt (organization_id, call_id, at)',
  );
}

async function createRecalls(knex: Knex): Promise<void> {
  await knex.raw(`
    create table result_contact (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      result_id uuid not null,
      kind text not null check (kind in (${viewers})),
      viewer text not null,
      name text not null,
      numbers integer[] not null check (cardinality(numbers) > 0),
      first_seen_at timestamptz not null,
      outcome text check (outcome in ('told', 'letter-sent', 'no-answer', 'cannot-be-reached')),
      note text not null default '',
      by_id uuid,
      at timestamptz,
      is_reached boolean not null default false,
      primary key (organization_id, id),
      foreign key (organization_id, result_id) references result,
      foreign key (organization_id, by_id) references staff_member,
      check ((outcome is null) = (at is null)),
      check (not is_reached or outcome <> 'no-answer'),
      check (outcome <> 'cannot-be-reached' or note <> '')
    )`);
  await wallByClinic(knex, 'result_contact', 'select, insert, update');
  await knex.raw('create index result_contact_of on result_contact (organization_id, result_id)');
  await knex.raw(`
    create unique index result_contact_open on result_contact (organization_id, result_id, kind, viewer)
    where not is_reached`);
}

export async function down(knex: Knex): Promise<void> {
  await tellOf(knex, ['offer', 'visit', 'prescription'], 'not valid');
  await knex.raw('drop index work_item_results_of_patient');
  await knex.raw(
    'drop table result_contact, critical_attempt, critical_call, result_view, result_release, result_hold, result_letter, result_report, result',
  );
}
