import type { Knex } from 'knex';
import { keepVersions, wallByClinic } from './support/walls.ts';

// What patients pay at the desk: the copay of a visit, payments with their receipts, and the drawers of cash. Payments
// and their voids are only ever added; a drawer that is closed takes and gives nothing more.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table drawer (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      staff_id uuid not null,
      status text not null check (status in ('open', 'closed')),
      float_cents integer not null check (float_cents >= 0),
      opened_at timestamptz not null,
      closed_at timestamptz,
      closed_by uuid,
      expected_cents integer,
      counted_cents integer check (counted_cents >= 0),
      difference_reason text check (length(difference_reason) between 1 and 200),
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      unique (organization_id, clinic_id, id),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, staff_id) references staff_member,
      foreign key (organization_id, closed_by) references staff_member,
      check (closed_at >= opened_at),
      check (num_nonnulls(closed_at, closed_by, expected_cents, counted_cents)
        = case status when 'closed' then 4 else 0 end),
      check ((difference_reason is not null) = (counted_cents is distinct from expected_cents))
    )`);
  await wallByClinic(knex, 'drawer', 'select, insert, update');
  await keepVersions(knex, 'drawer', 'clinic');
  await knex.raw(`
    create unique index drawer_one_open on drawer (organization_id, clinic_id, staff_id)
      where status = 'open'`);
  await knex.raw(
    'create index drawer_of_day on drawer (organization_id, clinic_id, opened_at, id)',
  );
  await knex.raw('create index drawer_staff on drawer (organization_id, staff_id, opened_at)');
  await knex.raw('create index drawer_closer on drawer (organization_id, closed_by)');

  await knex.raw(`
    create table visit_copay (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      due_cents integer check (due_cents >= 0),
      due_from text check (due_from in ('coverage', 'desk')),
      skipped_because text
        check (skipped_because in ('later', 'no-means', 'cannot', 'disputes', 'not-due')),
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, id) references appointment,
      foreign key (organization_id, clinic_id) references clinic,
      check ((due_cents is null) = (due_from is null))
    )`);
  await wallByClinic(knex, 'visit_copay', 'select, insert, update');
  await keepVersions(knex, 'visit_copay', 'clinic');

  await knex.raw(`
    create table receipt_counter (
      organization_id uuid not null,
      clinic_id uuid not null,
      last_number integer not null check (last_number > 0),
      primary key (organization_id, clinic_id),
      foreign key (organization_id, clinic_id) references clinic
    )`);
  await wallByClinic(knex, 'receipt_counter', 'select, insert, update');

  await knex.raw(`
    create table payment (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      appointment_id uuid not null,
      method text not null check (method in ('cash', 'card', 'check')),
      amount_cents integer not null check (amount_cents > 0),
      reference text check (length(reference) between 1 and 40),
      drawer_id uuid,
      receipt_number integer not null check (receipt_number > 0),
      collected_at timestamptz not null,
      collected_by uuid not null,
      primary key (organization_id, id),
      unique (organization_id, clinic_id, receipt_number),
      unique (organization_id, id, method, amount_cents),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, appointment_id) references visit_copay,
      foreign key (organization_id, clinic_id, drawer_id) references drawer (organization_id, clinic_id, id),
      foreign key (organization_id, collected_by) references staff_member,
      check (method <> 'cash' or (drawer_id is not null and reference is null)),
      constraint payment_no_card_number check (reference !~ '([0-9][ -]{0,1}){12}')
    )`);
  await wallByClinic(knex, 'payment', 'select, insert');
  await knex.raw('create index payment_visit on payment (organization_id, appointment_id)');
  await knex.raw(
    'create index payment_drawer on payment (organization_id, drawer_id) where drawer_id is not null',
  );
  await knex.raw(
    'create index payment_of_day on payment (organization_id, clinic_id, collected_at)',
  );
  await knex.raw('create index payment_collector on payment (organization_id, collected_by)');

  // Its key: a payment is voided once.
  await knex.raw(`
    create table payment_void (
      organization_id uuid not null,
      payment_id uuid not null,
      clinic_id uuid not null,
      reason text not null
        check (reason in ('wrong-amount', 'wrong-patient', 'wrong-method', 'given-back', 'not-paid')),
      method text not null,
      amount_cents integer not null,
      drawer_id uuid,
      voided_at timestamptz not null,
      voided_by uuid not null,
      primary key (organization_id, payment_id),
      foreign key (organization_id, payment_id, method, amount_cents)
        references payment (organization_id, id, method, amount_cents),
      foreign key (organization_id, clinic_id) references clinic,
      foreign key (organization_id, clinic_id, drawer_id) references drawer (organization_id, clinic_id, id),
      foreign key (organization_id, voided_by) references staff_member,
      check (method <> 'cash' or drawer_id is not null)
    )`);
  await wallByClinic(knex, 'payment_void', 'select, insert');
  await knex.raw(
    'create index payment_void_drawer on payment_void (organization_id, drawer_id) where drawer_id is not null',
  );
  await knex.raw('create index payment_voider on payment_void (organization_id, voided_by)');

  await knex.raw(`
    create function require_open_drawer() returns trigger language plpgsql as $$
    begin
      perform from drawer
        where organization_id = new.organization_id and id = new.drawer_id and status = 'open'
        for share;
      if not found then
        raise exception using errcode = 'check_violation', constraint = 'drawer_is_open',
          message = 'A closed drawer takes and gives nothing.';
      end if;
      return new;
    end $$`);
  for (const table of ['payment', 'payment_void'])
    await knex.raw(`
      create trigger ${table}_open_drawer before insert on ${table}
      for each row when (new.drawer_id is not null) execute function require_open_drawer()`);
  await knex.raw(`
    create function keep_closed_drawer() returns trigger language plpgsql as $$
    declare
      cash integer;
    begin
      if old.status = 'closed' then
        raise exception using errcode = 'check_violation', constraint = 'drawer_stays_closed',
          message = 'A closed drawer does not change.';
      end if;
      if new.status = 'closed' then
        select coalesce((
            select sum(amount_cents) from payment
            where organization_id = new.organization_id and drawer_id = new.id and method = 'cash'
          ), 0) - coalesce((
            select sum(amount_cents) from payment_void
            where organization_id = new.organization_id and drawer_id = new.id and method = 'cash'
          ), 0) into cash;
        if new.expected_cents is distinct from new.float_cents + cash then
          raise exception using errcode = 'check_violation', constraint = 'drawer_sum',
            message = 'What is expected is the float and the cash.';
        end if;
      end if;
      return new;
    end $$`);
  await knex.raw(`
    create trigger drawer_closed before update on drawer
    for each row execute function keep_closed_drawer()`);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table payment_void, payment, receipt_counter, visit_copay_version, visit_copay,
      drawer_version, drawer`);
  await knex.raw('drop function keep_closed_drawer(), require_open_drawer()');
}
