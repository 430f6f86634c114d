import type { Knex } from 'knex';
import { openToOwnFunctions, wallByClinicOrNone, wallByOrganization } from './support/walls.ts';

// One gap-free sequence per feed; a day's rows are one partition, so that dropping old days costs nothing.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table feed_head (
      organization_id uuid not null,
      feed text not null,
      clinic_id uuid,
      seq bigint not null check (seq > 0),
      /* Changes up to this sequence are no longer kept. */
      trimmed_to bigint not null default 0,
      primary key (organization_id, feed)
    )`);
  await wallByClinicOrNone(knex, 'feed_head', 'select, insert, update');
  await knex.raw(`
    create table change_log (
      organization_id uuid not null,
      feed text not null,
      seq bigint not null,
      clinic_id uuid,
      type text not null,
      entity_id uuid not null,
      version integer not null,
      payload jsonb,
      actor_id uuid,
      command_id uuid,
      at timestamptz not null,
      primary key (organization_id, feed, seq, at)
    ) partition by range (at)`);
  await wallByClinicOrNone(knex, 'change_log', 'select, insert');
  await knex.raw(`create table change_log_default partition of change_log default`);
  await knex.raw(`
    create table reaction_mark (
      organization_id uuid not null,
      reaction text not null,
      feed text not null,
      seq bigint not null default 0,
      failures integer not null default 0,
      parked_at timestamptz,
      last_error text,
      primary key (organization_id, reaction, feed)
    )`);
  await wallByOrganization(knex, 'reaction_mark', 'select, insert, update');
  for (const table of ['feed_head', 'change_log', 'reaction_mark'])
    await openToOwnFunctions(knex, table);

  // The application's role has no DDL; these two make and drop day partitions for it.
  await knex.raw(`
    create function ensure_change_log_days(first_day date, days integer) returns void
    language plpgsql security definer set search_path = public as $$
    declare day date;
    begin
      perform pg_advisory_xact_lock(hashtext('change_log_days'));
      for day in select first_day + n from generate_series(0, least(days, 60) - 1) n loop
        if to_regclass('change_log_' || to_char(day, 'YYYYMMDD')) is null then
          execute format(
            'create table %I partition of change_log for values from (%L) to (%L)',
            'change_log_' || to_char(day, 'YYYYMMDD'),
            day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
        end if;
      end loop;
    end $$`);
  await knex.raw(`
    create function trim_change_log(before date) returns integer
    language plpgsql security definer set search_path = public as $$
    declare partition text; dropped integer := 0; cut timestamptz := before::timestamp at time zone 'UTC';
    begin
      if before > current_date - 2 then raise exception 'the change log keeps at least two days'; end if;
      /* Never below a reaction's mark. */
      if exists (
        select from change_log c
        join reaction_mark m on m.organization_id = c.organization_id and m.feed = c.feed
        where c.at < cut and c.seq > m.seq
      ) then return 0; end if;
      update feed_head h set trimmed_to = greatest(h.trimmed_to, t.seq)
      from (select organization_id, feed, max(seq) as seq from change_log where at < cut group by 1, 2) t
      where t.organization_id = h.organization_id and t.feed = h.feed;
      for partition in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'change_log'::regclass and c.relname ~ '^change_log_[0-9]{8}$'
          and c.relname < 'change_log_' || to_char(before, 'YYYYMMDD')
      loop
        execute format('drop table %I', partition);
        dropped := dropped + 1;
      end loop;
      return dropped;
    end $$`);
  for (const name of ['ensure_change_log_days(date, integer)', 'trim_change_log(date)']) {
    await knex.raw(`revoke all on function ${name} from public`);
    await knex.raw(`grant execute on function ${name} to daysheet_app`);
  }
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop function trim_change_log(date), ensure_change_log_days(date, integer)');
  await knex.raw('drop table reaction_mark, change_log, feed_head');
}
