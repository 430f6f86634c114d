import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

const lineStates = [
  'need-check',
  'not-required',
  'gathering',
  'submitted',
  'pended',
  'approved',
  'denied',
  'appealed',
  'upheld',
  'not-authorized',
  'replaced',
  'consumed',
  'expired',
  'cancelled',
];
const list = (values: readonly string[]): string => values.map((each) => `'${each}'`).join(', ');
const actions = list(['A1', 'A2', 'A3', 'A4', 'A6', 'C', 'CT', 'NA']);
const vias = list(['portal', 'fax', 'phone', 'letter', 'x12', 'fhir']);
const linesOfBusiness = list([
  'commercial',
  'marketplace',
  'medicare',
  'medicare-advantage',
  'medicaid',
  'medicaid-managed',
  'military',
  'workers-compensation',
  'other',
]);

export async function up(knex: Knex): Promise<void> {
  await createRequests(knex);
  await createLines(knex);
  await createPapers(knex);
  await createUses(knex);
  await createRules(knex);
}

async function createRequests(knex: Knex): Promise<void> {
  await knex.raw(`
    create table authorization_request (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      source text not null check (source in ('hand', 'visit', 'refill', 'renewal', 'anew')),
      source_id uuid,
      coverage_id uuid not null,
      payer_id uuid not null,
      line_of_business text not null check (line_of_business in (${linesOfBusiness})),
      plan_name text not null,
      member_id text not null,
      billing_order text not null check (billing_order in ('primary', 'secondary', 'tertiary')),
      urgency text not null check (urgency in ('standard', 'expedited')),
      attested_by uuid,
      attested_at timestamptz,
      attestation text,
      ordering_id uuid,
      ordering_name text not null,
      ordering_npi text,
      diagnoses jsonb not null,
      prior_number text,
      expected_median_at timestamptz,
      expected_ninetieth_at timestamptz,
      expected_answers integer,
      primary key (organization_id, id),
      foreign key (organization_id, id) references work_item,
      foreign key (organization_id, coverage_id) references coverage,
      foreign key (organization_id, payer_id) references payer,
      foreign key (organization_id, attested_by) references staff_member,
      foreign key (organization_id, ordering_id) references staff_member,
      check ((attested_by is null) = (attested_at is null) and (attested_by is null) = (attestation is null)),
      check ((expected_median_at is null) = (expected_answers is null))
    )`);
  await wallByClinic(knex, 'authorization_request');
  await knex.raw(
    'create index authorization_request_source on authorization_request (organization_id, source_id) where source_id is not null',
  );
  await knex.raw(
    'create index authorization_request_coverage on authorization_request (organization_id, coverage_id)',
  );
}

async function createLines(knex: Knex): Promise<void> {
  await knex.raw(`
    create table authorization_line (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      request_id uuid not null,
      patient_id uuid not null,
      payer_id uuid not null,
      position integer not null check (position > 0),
      status text not null check (status in (${list(lineStates)})),
      kind text not null check (kind in ('service', 'procedure', 'imaging', 'drug', 'referral')),
      description text not null,
      code jsonb,
      quantity integer not null check (quantity > 0),
      unit text not null check (unit in ('visits', 'units', 'days', 'hours', 'months')),
      from_on date not null,
      until_on date not null,
      place_of_service text not null,
      rendering_id uuid,
      visit_type_id uuid,
      drug_group text,
      need text,
      pended_for text check (pended_for in ('payer-review', 'documents', 'peer-to-peer', 'contact-payer')),
      action text check (action in (${actions})),
      number text,
      reason_codes text[] not null default '{}',
      because text not null default '',
      via text check (via in (${vias})),
      decided_by uuid,
      decided_at timestamptz,
      granted jsonb,
      granted_units integer check (granted_units > 0),
      granted_from date,
      granted_until date,
      units_reserved integer not null default 0 check (units_reserved >= 0),
      units_used integer not null default 0 check (units_used >= 0),
      trouble text check (trouble in ('coverage-changed', 'provider-left', 'visit-outside')),
      contradiction jsonb,
      peer_until timestamptz,
      peer_outcome text check (peer_outcome in ('overturned', 'upheld', 'not-held')),
      peer_held_at timestamptz,
      cancelled_because text,
      /* The end of its last day, while it is in force. */
      expires_at timestamptz,
      /* By which the same is known while it is live. */
      live_key text,
      primary key (organization_id, id),
      unique (organization_id, request_id, position),
      foreign key (organization_id, request_id) references authorization_request,
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, payer_id) references payer,
      foreign key (organization_id, rendering_id) references staff_member,
      foreign key (organization_id, visit_type_id) references visit_type,
      foreign key (organization_id, decided_by) references staff_member,
      check (from_on <= until_on),
      check ((granted is null) = (granted_units is null)),
      check ((granted is null) = (granted_from is null) and (granted is null) = (granted_until is null)),
      check (granted_from is null or granted_from <= granted_until),
      check (status not in ('approved', 'consumed', 'expired') or granted is not null),
      check (expires_at is null or status = 'approved'),
      check ((action is null) = (via is null) and (action is null) = (decided_at is null)),
      check (peer_outcome is null or peer_until is not null),
      constraint authorization_units check (units_reserved + units_used <= coalesce(granted_units, 0)),
      constraint authorization_asked_once exclude using gist (
        organization_id with =, clinic_id with =, patient_id with =, payer_id with =, live_key with =,
        daterange(coalesce(granted_from, from_on), coalesce(granted_until, until_on), '[]') with &&
      ) where (live_key is not null)
    )`);
  await wallByClinic(knex, 'authorization_line');
  await knex.raw(`
    create trigger authorization_line_no_retired_chart before insert or update of patient_id on authorization_line
    for each row execute function refuse_retired_chart()`);
  await knex.raw(
    'create index authorization_line_patient on authorization_line (organization_id, patient_id, visit_type_id)',
  );
  await knex.raw(`
    create index authorization_line_expires on authorization_line (organization_id, expires_at)
      where expires_at is not null`);
  await knex.raw(`
    create index authorization_line_waiting on authorization_line (organization_id, clinic_id, payer_id)
      where status in ('submitted', 'pended')`);
  await knex.raw(`
    create index authorization_line_talked on authorization_line (organization_id, clinic_id, peer_held_at)
      where peer_held_at is not null`);
  await knex.raw(`
    create index authorization_line_ending on authorization_line (organization_id, clinic_id, expires_at)
      where expires_at is not null`);
}

async function createPapers(knex: Knex): Promise<void> {
  await knex.raw(`
    create table authorization_document (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      request_id uuid not null,
      title text not null,
      asked_by text not null check (asked_by in ('rule', 'payer', 'us')),
      due_on date,
      attachment_id uuid,
      waived_because text,
      sent_at timestamptz,
      asked_at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, request_id) references authorization_request,
      foreign key (organization_id, attachment_id) references work_attachment,
      check (attachment_id is null or waived_because is null)
    )`);
  await wallByClinic(knex, 'authorization_document');
  await knex.raw(
    'create index authorization_document_request on authorization_document (organization_id, request_id)',
  );
  await knex.raw(`
    create table authorization_submission (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      request_id uuid not null,
      channel text not null check (channel in ('portal', 'fax', 'phone', 'x12', 'fhir')),
      at timestamptz not null,
      by_id uuid,
      confirmation text not null,
      proof_id uuid,
      received_at timestamptz,
      trouble text,
      interface_id uuid,
      message_id uuid,
      primary key (organization_id, id),
      foreign key (organization_id, request_id) references authorization_request,
      foreign key (organization_id, by_id) references staff_member,
      foreign key (organization_id, proof_id) references work_attachment,
      check (channel in ('x12', 'fhir') or (proof_id is not null and confirmation <> '' and received_at is not null))
    )`);
  await wallByClinic(knex, 'authorization_submission', 'select, insert, update');
  await knex.raw(
    'create index authorization_submission_request on authorization_submission (organization_id, request_id, at)',
  );
  await knex.raw(`
    create table authorization_answer (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      request_id uuid not null,
      line_id uuid not null,
      payer_id uuid not null,
      action text not null check (action in (${actions})),
      number text,
      reason_codes text[] not null,
      because text not null,
      via text not null check (via in (${vias})),
      by_id uuid,
      decided_at timestamptz not null,
      at timestamptz not null,
      /* When the payer had received what it answers, as far as it said so. */
      received_at timestamptz,
      /* By when it had to answer. */
      due_at timestamptz,
      fate text not null check (fate in ('stood', 'contradicted', 'taken-back')),
      primary key (organization_id, id),
      foreign key (organization_id, request_id) references authorization_request,
      foreign key (organization_id, line_id) references authorization_line,
      foreign key (organization_id, payer_id) references payer,
      foreign key (organization_id, by_id) references staff_member
    )`);
  await wallByClinic(knex, 'authorization_answer', 'select, insert, update');
  await knex.raw(
    'create index authorization_answer_request on authorization_answer (organization_id, request_id, at)',
  );
  await knex.raw(
    'create index authorization_answer_payer on authorization_answer (organization_id, payer_id, decided_at)',
  );
  await knex.raw(
    'create index authorization_answer_clinic on authorization_answer (organization_id, clinic_id, decided_at)',
  );
  await knex.raw(`
    create table authorization_appeal (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      line_id uuid not null,
      level integer not null check (level > 0),
      filed_at timestamptz not null,
      confirmation text not null,
      outcome text check (outcome in ('upheld', 'overturned')),
      decided_at timestamptz,
      primary key (organization_id, id),
      unique (organization_id, line_id, level),
      foreign key (organization_id, line_id) references authorization_line,
      check ((outcome is null) = (decided_at is null))
    )`);
  await wallByClinic(knex, 'authorization_appeal', 'select, insert, update');
  await knex.raw(
    'create index authorization_appeal_filed on authorization_appeal (organization_id, clinic_id, filed_at)',
  );
  await knex.raw(`
    create table authorization_call (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      request_id uuid not null,
      at timestamptz not null,
      by_id uuid not null,
      spoke_to text not null,
      reference text not null,
      said text not null,
      primary key (organization_id, id),
      foreign key (organization_id, request_id) references authorization_request,
      foreign key (organization_id, by_id) references staff_member
    )`);
  await wallByClinic(knex, 'authorization_call', 'select, insert');
  await knex.raw(
    'create index authorization_call_request on authorization_call (organization_id, request_id, at)',
  );
}

async function createUses(knex: Knex): Promise<void> {
  await knex.raw(`
    create table authorization_use (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      line_id uuid not null,
      appointment_id uuid not null,
      starts_at timestamptz not null,
      units integer not null check (units >= 0),
      state text not null check (state in ('reserved', 'used', 'returned')),
      at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, line_id) references authorization_line,
      foreign key (organization_id, appointment_id) references appointment
    )`);
  await wallByClinic(knex, 'authorization_use', 'select, insert, update');
  await knex.raw(`
    create unique index authorization_use_visit on authorization_use (organization_id, appointment_id)
      where state <> 'returned'`);
  await knex.raw(
    'create index authorization_use_appointment on authorization_use (organization_id, appointment_id)',
  );
  await knex.raw(
    'create index authorization_use_line on authorization_use (organization_id, line_id, starts_at)',
  );
}

async function createRules(knex: Knex): Promise<void> {
  await knex.raw(`
    create table authorization_rule (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      payer_id uuid,
      line_of_business text check (line_of_business in (${linesOfBusiness})),
      kind text check (kind in ('service', 'procedure', 'imaging', 'drug', 'referral')),
      visit_type_id uuid,
      code_prefix text,
      drug_group text,
      required boolean not null,
      level text not null check (level in ('individual', 'group', 'site')),
      documents jsonb not null,
      renew_days integer not null check (renew_days > 0),
      from_on date not null,
      until_on date,
      source text not null,
      version integer not null check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, payer_id) references payer,
      foreign key (organization_id, visit_type_id) references visit_type,
      check (until_on is null or from_on <= until_on)
    )`);
  await wallByClinic(knex, 'authorization_rule', 'select, insert, update');
  await keepVersions(knex, 'authorization_rule', 'clinic');
  await knex.raw(
    'create index authorization_rule_clinic on authorization_rule (organization_id, clinic_id)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table authorization_rule_version, authorization_rule, authorization_use, authorization_call,
      authorization_appeal, authorization_answer, authorization_submission, authorization_document,
      authorization_line, authorization_request`);
}
