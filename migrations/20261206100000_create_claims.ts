import type { Knex } from 'knex';
import { wallByClinic } from './support/walls.ts';

const list = (values: readonly string[]): string => values.map((each) => `'${each}'`).join(', ');
const statuses = list([
  'held',
  'submitted',
  'accepted',
  'rejected',
  'pending',
  'adjudicated',
  'voided',
]);
const followUpKinds = list([
  'denied',
  'underpaid',
  'rejected',
  'unanswered',
  'conflicting',
  'overpaid',
  'unmatched',
]);
const courseKinds = list([
  'correction',
  'resubmission',
  'reopening',
  'appeal',
  'member-appeal',
  'records',
  'next-payer',
]);

// Money is integer cents. What a payer says is kept as it came and never changed; what is owed is always their sum.
export async function up(knex: Knex): Promise<void> {
  await createClaims(knex);
  await createRemittances(knex);
  await createFollowUps(knex);
  await createFees(knex);
  // Whose coverage a member number is.
  await knex.raw('create index coverage_member on coverage (organization_id, member_id)');
}

async function createClaims(knex: Knex): Promise<void> {
  await knex.raw(`
    create table claim_file (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      /* SHA-256 of its bytes: the same file counts once. */
      file_hash text not null check (file_hash ~ '^[0-9a-f]{64}$'),
      name text not null,
      received_at timestamptz not null,
      by_id uuid,
      report jsonb not null,
      primary key (organization_id, id),
      foreign key (organization_id, by_id) references staff_member
    )`);
  await wallByClinic(knex, 'claim_file', 'select, insert, update');
  await knex.raw(
    'create unique index claim_file_hash on claim_file (organization_id, clinic_id, file_hash)',
  );

  await knex.raw(`
    create table claim (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      patient_id uuid,
      payer_id uuid,
      payer_name text not null,
      coverage_id uuid,
      control_number text not null check (control_number <> ''),
      payer_control text,
      kind text not null check (kind in ('professional', 'institutional')),
      filing_order text not null check (filing_order in ('primary', 'secondary', 'tertiary')),
      status text not null check (status in (${statuses})),
      charge_cents integer not null,
      from_on date,
      to_on date,
      submitted_at timestamptz not null,
      /* When somebody looks after it, if no answer has come; null = one has. */
      look_on date,
      /* The claim as an 837 says it, and who writes to whom. */
      content jsonb not null,
      envelope jsonb not null,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, patient_id) references patient,
      foreign key (organization_id, payer_id) references payer,
      foreign key (organization_id, coverage_id) references coverage
    )`);
  await wallByClinic(knex, 'claim', 'select, insert, update');
  await knex.raw(
    'create unique index claim_control on claim (organization_id, clinic_id, control_number)',
  );
  await knex.raw(
    'create index claim_patient on claim (organization_id, patient_id, from_on) where patient_id is not null',
  );
  await knex.raw(
    'create index claim_amount on claim (organization_id, clinic_id, charge_cents, from_on)',
  );
  await knex.raw(
    'create index claim_look on claim (organization_id, look_on) where look_on is not null',
  );

  await knex.raw(`
    create table claim_line (
      organization_id uuid not null,
      clinic_id uuid not null,
      claim_id uuid not null,
      number integer not null check (number > 0),
      procedure_code text not null,
      modifiers text[] not null,
      revenue_code text,
      units text not null,
      pointers integer[] not null,
      charge_cents integer not null,
      from_on date,
      to_on date,
      /* REF 6R, by which a payer names it. */
      control text,
      primary key (organization_id, claim_id, number),
      foreign key (organization_id, claim_id) references claim
    )`);
  await wallByClinic(knex, 'claim_line');

  await knex.raw(`
    create table claim_filing (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      claim_id uuid not null,
      frequency text not null check (frequency in ('1', '7', '8')),
      original_reference text,
      at timestamptz not null,
      by_id uuid,
      state text not null check (state in ('written', 'sent', 'accepted', 'rejected', 'pending', 'answered')),
      said text not null default '',
      said_at timestamptz,
      file_text text,
      primary key (organization_id, id),
      foreign key (organization_id, claim_id) references claim,
      foreign key (organization_id, by_id) references staff_member,
      /* What replaces or voids names what it replaces. */
      check ((frequency = '1') or original_reference is not null)
    )`);
  await wallByClinic(knex, 'claim_filing', 'select, insert, update');
  // ISA13 of what is written: never twice with a receiver, and gaps mean nothing.
  await knex.raw('create sequence claim_interchange minvalue 1 maxvalue 999999999 cycle');
  await knex.raw('grant usage on sequence claim_interchange to daysheet_app');
  await knex.raw('create index claim_filing_of on claim_filing (organization_id, claim_id, at)');
}

async function createRemittances(knex: Knex): Promise<void> {
  await knex.raw(`
    create table remittance (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      file_id uuid not null,
      payer_id uuid,
      payer_name text not null,
      trace text not null,
      /* By which the payer's payment is known: trace, who gave it, amount and day. */
      payment_key text not null,
      method text not null,
      paid_on date,
      received_at timestamptz not null,
      state text not null check (state in ('posted', 'held', 'set-aside')),
      payment_cents bigint not null,
      claims_cents bigint not null,
      provider_cents bigint not null,
      claim_count integer not null,
      problems jsonb not null,
      /* Its money was found on the account. */
      is_found boolean not null default false,
      note text not null default '',
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, file_id) references claim_file,
      foreign key (organization_id, payer_id) references payer,
      /* What does not balance is posted by a person only, who says why. */
      check (state <> 'set-aside' or note <> ''),
      check (state <> 'posted' or note <> '' or payment_cents = claims_cents - provider_cents)
    )`);
  await wallByClinic(knex, 'remittance', 'select, insert, update');
  await knex.raw(
    'create unique index remittance_payment on remittance (organization_id, clinic_id, payment_key)',
  );
  await knex.raw(
    'create index remittance_list on remittance (organization_id, clinic_id, received_at desc, id)',
  );
  await knex.raw('create index remittance_trace on remittance (organization_id, clinic_id, trace)');
  await knex.raw('create index remittance_file on remittance (organization_id, file_id)');

  await knex.raw(`
    create table remittance_adjustment (
      organization_id uuid not null,
      clinic_id uuid not null,
      remittance_id uuid not null,
      place integer not null,
      provider text not null,
      reason text not null,
      reference text not null,
      cents bigint not null,
      primary key (organization_id, remittance_id, place),
      foreign key (organization_id, remittance_id) references remittance
    )`);
  await wallByClinic(knex, 'remittance_adjustment', 'select, insert');

  await knex.raw(`
    create table remitted_claim (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      remittance_id uuid not null,
      place integer not null,
      /* null = of no claim that is here. */
      claim_id uuid,
      /* It counts: its remittance is posted, and it is more than a notice. */
      is_posted boolean not null,
      control_number text not null,
      payer_control text not null,
      status_code text not null,
      act text not null check (act in ('payment', 'reversal', 'correction', 'notice')),
      charge_cents integer not null,
      paid_cents integer not null,
      patient_cents integer not null,
      patient_name text not null,
      member_id text not null,
      from_on date,
      /* Of the claim as a whole. */
      adjustments jsonb not null,
      remarks text[] not null,
      primary key (organization_id, id),
      foreign key (organization_id, remittance_id) references remittance,
      foreign key (organization_id, claim_id) references claim
    )`);
  await wallByClinic(knex, 'remitted_claim', 'select, insert, update');
  await knex.raw(
    'create unique index remitted_claim_place on remitted_claim (organization_id, remittance_id, place)',
  );
  await knex.raw(
    'create index remitted_claim_of on remitted_claim (organization_id, claim_id) where claim_id is not null',
  );
  await knex.raw(
    'create index remitted_claim_unmatched on remitted_claim (organization_id, remittance_id) where claim_id is null',
  );

  await knex.raw(`
    create table remitted_line (
      organization_id uuid not null,
      clinic_id uuid not null,
      remitted_claim_id uuid not null,
      place integer not null,
      /* Of the claim; 0 = of none of its lines, or not matched yet. */
      line integer not null,
      procedure_code text not null,
      modifiers text[] not null,
      control text,
      from_on date,
      charge_cents integer not null,
      paid_cents integer not null,
      allowed_cents integer,
      adjustments jsonb not null,
      remarks text[] not null,
      primary key (organization_id, remitted_claim_id, place),
      foreign key (organization_id, remitted_claim_id) references remitted_claim
    )`);
  await wallByClinic(knex, 'remitted_line', 'select, insert, update');

  await knex.raw(`
    create table deposit (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      on_date date not null,
      cents integer not null check (cents > 0),
      reference text not null check (reference <> ''),
      remittance_id uuid,
      created_at timestamptz not null,
      version integer not null default 1 check (version > 0),
      primary key (organization_id, id),
      foreign key (organization_id, remittance_id) references remittance
    )`);
  await wallByClinic(knex, 'deposit', 'select, insert, update');
  await knex.raw(
    'create unique index deposit_known on deposit (organization_id, clinic_id, on_date, cents, reference)',
  );
  await knex.raw(
    'create index deposit_list on deposit (organization_id, clinic_id, on_date desc, id desc)',
  );
  await knex.raw(`
    create index deposit_free on deposit (organization_id, clinic_id, on_date desc, id desc)
    where remittance_id is null`);
  await knex.raw(
    'create unique index deposit_remittance on deposit (organization_id, remittance_id) where remittance_id is not null',
  );
}

async function createFollowUps(knex: Knex): Promise<void> {
  await knex.raw(`
    create table claim_follow_up (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      kind text not null check (kind in (${followUpKinds})),
      /* Of a denial; else empty. */
      cause text not null,
      root_cause text,
      claim_id uuid,
      remitted_claim_id uuid,
      payer_id uuid,
      payer_name text not null,
      lines integer[] not null,
      codes text[] not null,
      is_unprocessable boolean not null,
      chance jsonb not null,
      worth_cents integer not null,
      band integer not null,
      /* The next day on which another band may be due; null = none. */
      ranks_on date,
      deadline_kind text,
      deadline_on date,
      received_on date,
      write_off jsonb,
      /* What its lines had brought when it was raised, the most that was at stake, and what of it came in the end. */
      raised_cents integer not null,
      tried_cents integer not null,
      won_cents integer,
      ended_on date,
      primary key (organization_id, id),
      foreign key (organization_id, id) references work_item,
      foreign key (organization_id, claim_id) references claim,
      foreign key (organization_id, remitted_claim_id) references remitted_claim,
      foreign key (organization_id, payer_id) references payer,
      check ((kind = 'unmatched') = (remitted_claim_id is not null)),
      check ((claim_id is null) <= (kind = 'unmatched')),
      check ((won_cents is null) = (ended_on is null)),
      check ((deadline_kind is null) = (deadline_on is null))
    )`);
  await wallByClinic(knex, 'claim_follow_up', 'select, insert, update');
  // The same trouble of the same claim is one item, however often it comes up.
  await knex.raw(`
    create unique index claim_follow_up_of on claim_follow_up (organization_id, claim_id, kind, cause)
    where kind <> 'unmatched'`);
  await knex.raw(`
    create unique index claim_follow_up_unmatched on claim_follow_up (organization_id, remitted_claim_id)
    where remitted_claim_id is not null`);
  await knex.raw(`
    create index claim_follow_up_claim on claim_follow_up (organization_id, claim_id)
    where claim_id is not null`);
  await knex.raw(`
    create index claim_follow_up_history on claim_follow_up (organization_id, clinic_id, payer_id, kind, cause)
    where won_cents is not null`);
  await knex.raw(
    'create index claim_follow_up_ranks on claim_follow_up (organization_id, ranks_on) where ranks_on is not null',
  );

  await knex.raw(`
    create table claim_course (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      claim_id uuid not null,
      item_id uuid not null,
      kind text not null check (kind in (${courseKinds})),
      /* What it does with the payer's claim: a replacement ends what an appeal is about. */
      does text check (does in ('replace', 'contest')),
      level integer not null check (level >= 0),
      started_at timestamptz not null,
      by_id uuid not null,
      reference text not null,
      text text not null,
      ended_at timestamptz,
      outcome text check (outcome in ('won', 'upheld', 'answered', 'taken-up')),
      primary key (organization_id, id),
      foreign key (organization_id, claim_id) references claim,
      foreign key (organization_id, item_id) references claim_follow_up,
      foreign key (organization_id, by_id) references staff_member,
      check ((ended_at is null) = (outcome is null)),
      check ((kind in ('appeal', 'member-appeal')) = (level > 0)),
      /* An appeal and a correction of one claim cannot both run. */
      exclude using gist (organization_id with =, claim_id with =, does with <>)
        where (ended_at is null and does is not null)
    )`);
  await wallByClinic(knex, 'claim_course', 'select, insert, update');
  await knex.raw(`
    create unique index claim_course_replaces on claim_course (organization_id, claim_id)
    where ended_at is null and does = 'replace'`);
  await knex.raw(`
    create unique index claim_course_runs on claim_course (organization_id, item_id)
    where ended_at is null`);
  await knex.raw('create index claim_course_of on claim_course (organization_id, claim_id)');

  await knex.raw(`
    create table claim_decision (
      organization_id uuid not null,
      id uuid not null,
      clinic_id uuid not null,
      claim_id uuid not null,
      item_id uuid not null,
      line integer not null check (line >= 0),
      becomes text not null check (becomes in ('written-off', 'patient')),
      cents integer not null check (cents > 0),
      at timestamptz not null,
      by_id uuid not null,
      asked_by uuid,
      reason text not null check (reason <> ''),
      /* Taken back. */
      ended_at timestamptz,
      primary key (organization_id, id),
      foreign key (organization_id, claim_id) references claim,
      foreign key (organization_id, item_id) references claim_follow_up,
      foreign key (organization_id, by_id) references staff_member,
      foreign key (organization_id, asked_by) references staff_member,
      /* Nobody approves what they asked for. */
      check (asked_by is null or asked_by <> by_id)
    )`);
  await wallByClinic(knex, 'claim_decision', 'select, insert, update');
  await knex.raw('create index claim_decision_item on claim_decision (organization_id, item_id)');
  await knex.raw('create index claim_decision_of on claim_decision (organization_id, claim_id)');
}

async function createFees(knex: Knex): Promise<void> {
  await knex.raw(`
    create table claim_fee (
      organization_id uuid not null,
      clinic_id uuid not null,
      payer_id uuid not null,
      from_on date not null,
      procedure_code text not null,
      modifier text not null,
      cents integer not null check (cents >= 0),
      primary key (organization_id, clinic_id, payer_id, from_on, procedure_code, modifier),
      foreign key (organization_id, payer_id) references payer
    )`);
  await wallByClinic(knex, 'claim_fee');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index coverage_member');
  await knex.raw(
    `drop table claim_fee, claim_decision, claim_course, claim_follow_up, deposit, remitted_line, remitted_claim,
      remittance_adjustment, remittance, claim_filing, claim_line, claim, claim_file`,
  );
  await knex.raw('drop sequence claim_interchange');
}
