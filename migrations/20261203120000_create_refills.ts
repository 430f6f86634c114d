import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table prescription (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      patient_id uuid not null,
      ordered jsonb not null,
      schedule text check (schedule in ('2', '2n', '3', '3n', '4', '5')),
      as_needed boolean not null,
      status text not null
        check (status in ('active', 'on-hold', 'completed', 'cancelled', 'stopped', 'entered-in-error')),
      issued_on date not null,
      expires_on date,
      started_on date,
      prescriber_id uuid,
      prescriber_name text not null,
      pharmacy_id uuid,
      way text not null check (way in ('pickup', 'delivery', 'mail')),
      prior_id uuid,
      external_key text,
      created_at timestamptz not null,
      version integer not null check (version > 0),
      primary key (organization_id, id),
      unique (organization_id, external_key),
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, prescriber_id) references staff_member,
      foreign key (organization_id, pharmacy_id) references pharmacy,
      foreign key (organization_id, prior_id) references prescription,
      check (expires_on is null or expires_on >= issued_on),
      check (schedule is null or schedule not in ('2', '2n') or coalesce((ordered ->> 'repeats')::integer, 0) = 0),
      check (schedule is null or schedule not in ('3', '3n', '4') or coalesce((ordered ->> 'repeats')::integer, 0) <= 5)
    )`);
  await wallByClinic(knex, 'prescription');
  await knex.raw(`
    create trigger prescription_no_retired_chart before insert or update of patient_id on prescription
    for each row execute function refuse_retired_chart()`);
  await keepVersions(knex, 'prescription', 'clinic');
  await knex.raw(
    'create index prescription_patient on prescription (organization_id, patient_id, status)',
  );
  await knex.raw(
    'create index prescription_prior on prescription (organization_id, prior_id) where prior_id is not null',
  );
  await knex.raw(`
    create table prescription_fill (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      prescription_id uuid not null,
      number integer not null check (number > 0),
      filled_on date not null,
      status text not null
        check (status in ('in-progress', 'completed', 'stopped', 'cancelled', 'entered-in-error')),
      given jsonb not null,
      external_key text,
      recorded_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, external_key),
      foreign key (organization_id, prescription_id) references prescription
    )`);
  await wallByClinic(knex, 'prescription_fill');
  await knex.raw(
    'create index prescription_fill_order on prescription_fill (organization_id, prescription_id, filled_on)',
  );
  await knex.raw(`
    create table refill_request (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      source text not null check (source in ('console', 'fhir', 'file')),
      said jsonb not null,
      requested jsonb not null,
      prescription_id uuid,
      pharmacy_id uuid,
      way text not null check (way in ('pickup', 'delivery', 'mail')),
      asked integer not null check (asked > 0),
      open_key text,
      runs_out_on date,
      unknown_because text
        check (unknown_because in ('as-needed', 'not-countable', 'no-fill', 'no-days', 'no-prescription')),
      needed_on date,
      presses_at timestamptz,
      high_risk boolean not null,
      abrupt_stop boolean not null,
      readiness jsonb,
      new_prescription_id uuid,
      transport text check (transport in ('fhir', 'print', 'ehr')),
      sent_by uuid,
      sent_at timestamptz,
      acknowledged_at timestamptz,
      trouble text,
      cancelled_pharmacy_id uuid,
      cancel_answer text check (cancel_answer in ('asked', 'confirmed', 'refused')),
      primary key (organization_id, id),
      foreign key (organization_id, id) references work_item,
      foreign key (organization_id, prescription_id) references prescription,
      foreign key (organization_id, new_prescription_id) references prescription,
      foreign key (organization_id, pharmacy_id) references pharmacy,
      foreign key (organization_id, sent_by) references staff_member,
      foreign key (organization_id, cancelled_pharmacy_id) references pharmacy,
      check ((runs_out_on is null) = (unknown_because is not null)),
      check ((needed_on is null) = (runs_out_on is null)),
      check (sent_at is null or transport is not null),
      check (acknowledged_at is null or sent_at is not null),
      check ((cancelled_pharmacy_id is null) = (cancel_answer is null))
    )`);
  await wallByClinic(knex, 'refill_request');
  await knex.raw(`
    create unique index refill_request_open on refill_request (organization_id, clinic_id, open_key)
      where open_key is not null`);
  await knex.raw(`
    create index refill_request_presses on refill_request (organization_id, presses_at)
      where presses_at is not null`);
  await knex.raw(
    'create index refill_request_order on refill_request (organization_id, prescription_id)',
  );
  await knex.raw(`
    create unique index refill_request_renews on refill_request (organization_id, new_prescription_id)
      where new_prescription_id is not null`);
  await knex.raw(`
    create table refill_arrival (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      request_id uuid not null,
      source text not null check (source in ('console', 'fhir', 'file')),
      reference text,
      by_id uuid,
      at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, request_id) references refill_request,
      foreign key (organization_id, by_id) references staff_member
    )`);
  await wallByClinic(knex, 'refill_arrival', 'select, insert');
  await knex.raw(
    'create index refill_arrival_request on refill_arrival (organization_id, request_id)',
  );
  await knex.raw(`
    create table refill_decision (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      request_id uuid not null,
      prescription_id uuid,
      kind text not null check (
        kind in ('approve', 'approve-with-changes', 'bridge', 'replace', 'reroute', 'deny', 'on-file')),
      reason text,
      granted jsonb,
      note text not null,
      criteria jsonb not null,
      by_id uuid not null,
      at timestamptz not null,
      protocol_id uuid,
      protocol_version integer,
      protocol_title text,
      co_sign text check (co_sign in ('wanted', 'agreed', 'disagreed')),
      co_signed_by uuid,
      co_signed_at timestamptz,
      leaves_at timestamptz not null,
      taken_back_at timestamptz,
      primary key (organization_id, id),
      foreign key (organization_id, request_id) references refill_request,
      foreign key (organization_id, prescription_id) references prescription,
      foreign key (organization_id, by_id) references staff_member,
      foreign key (organization_id, co_signed_by) references staff_member,
      check ((granted is null) = (kind in ('deny', 'on-file'))),
      check ((reason is not null) = (kind = 'deny')),
      check ((protocol_id is null) = (protocol_version is null)),
      check (co_sign is null or protocol_id is not null),
      check ((co_signed_at is null) = (coalesce(co_sign, 'wanted') = 'wanted'))
    )`);
  await wallByClinic(knex, 'refill_decision', 'select, insert, update');
  await knex.raw(
    'create index refill_decision_request on refill_decision (organization_id, request_id)',
  );
  await knex.raw(`
    create unique index refill_decision_in_force on refill_decision (organization_id, request_id)
      where taken_back_at is null`);
  await knex.raw(`
    create unique index refill_decision_bridge on refill_decision (organization_id, prescription_id)
      where kind = 'bridge' and taken_back_at is null`);
  await knex.raw(`
    create index refill_decision_co_sign on refill_decision (organization_id, clinic_id, at)
      where co_sign = 'wanted' and taken_back_at is null`);
  await knex.raw(`
    create table refill_protocol (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      terms jsonb not null,
      signed_by uuid,
      signed_at timestamptz,
      ended_at timestamptz,
      version integer not null check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, signed_by) references staff_member,
      check ((signed_by is null) = (signed_at is null))
    )`);
  await wallByClinic(knex, 'refill_protocol', 'select, insert, update');
  await keepVersions(knex, 'refill_protocol', 'clinic');
  await knex.raw(
    'create index refill_protocol_clinic on refill_protocol (organization_id, clinic_id)',
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table refill_protocol_version, refill_protocol, refill_decision, refill_arrival, refill_request,
      prescription_fill, prescription_version, prescription`);
}
