import type { Knex } from 'knex';
import { openToOwnFunctions, wallByOrganization } from './support/walls.ts';

// Names are searched by their folded words. A small dictionary of the words that occur carries the trigrams, so that
// a typing error costs a look into the dictionary and not into every patient.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(foldText);
  await knex.raw(foldWords);
  await knex.raw(`
    create table name_word (
      organization_id uuid not null references organization,
      word text collate "C" not null,
      primary key (organization_id, word)
    )`);
  // Of the word alone: with the organization in it, every look would walk all of its words.
  // Without a pending list, which every search would have to read through after a registration.
  await knex.raw(`
    create index name_word_trigram on name_word using gin (word gin_trgm_ops) with (fastupdate = off)`);
  await knex.raw(`
    create table patient_word (
      organization_id uuid not null,
      word text collate "C" not null,
      patient_id uuid not null,
      /* Folded name, family first: the order of equal matches without a look at the patient. */
      label text collate "C" not null,
      primary key (organization_id, word, patient_id),
      foreign key (organization_id, patient_id) references patient on delete cascade
    )`);
  await knex.raw(
    'create index patient_word_patient on patient_word (organization_id, patient_id, word)',
  );
  for (const table of ['name_word', 'patient_word']) {
    await wallByOrganization(knex, table, 'select');
    await openToOwnFunctions(knex, table);
  }
  await knex.raw('create index patient_birth on patient (organization_id, birth_on)');
  await knex.raw('create index patient_mrn on patient (organization_id, upper(mrn) collate "C")');
  await knex.raw(`
    create index patient_mrn_number on patient (organization_id, (ltrim(regexp_replace(mrn, '\\D', '', 'g'), '0')))`);
  await knex.raw(`
    create index patient_phone on patient (
      organization_id, (reverse(regexp_replace(phone, '\\D', '', 'g'))) collate "C")`);

  await knex.raw(`
    create table mrn_series (
      organization_id uuid primary key references organization,
      prefix text not null default '',
      last_number bigint not null check (last_number >= 0)
    )`);
  await wallByOrganization(knex, 'mrn_series', 'select, insert, update');

  await knex.raw(keepWords);
  await knex.raw(`
    create trigger patient_words_of_new after insert on patient
    referencing new table as named for each statement execute function keep_patient_words()`);
  await knex.raw(`
    create trigger patient_words_of_changed after update on patient
    referencing new table as named for each statement execute function keep_patient_words()`);
  await knex.raw(searchPatients);
  await knex.raw(findLookAlikes);
  for (const name of [search, lookAlikes]) {
    await knex.raw(`revoke all on function ${name} from public`);
    await knex.raw(`grant execute on function ${name} to daysheet_app`);
  }
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`drop function ${search}, ${lookAlikes}`);
  await knex.raw('drop trigger patient_words_of_new on patient');
  await knex.raw('drop trigger patient_words_of_changed on patient');
  await knex.raw('drop function keep_patient_words()');
  await knex.raw('drop table mrn_series, patient_word, name_word');
  await knex.raw('drop index patient_birth, patient_mrn, patient_mrn_number, patient_phone');
  await knex.raw('drop function fold_words(text), fold_text(text)');
}

const search = 'search_patients(text, date[], text, text, integer)';
const lookAlikes = 'find_look_alikes(text, text, date, uuid, integer)';

// The same for stored names and for what is typed: case, accents, apostrophes and hyphens make no difference.
const foldText = `
  create function fold_text(text) returns text
  language sql stable parallel safe set search_path = public as $$
    select regexp_replace(
      replace(replace(lower(unaccent(normalize($1, NFC)) collate "und-x-icu"), '''', ''), '’', ''),
      '[-[:space:][:cntrl:].,;:/()_"]+', ' ', 'g')
  $$`;
const foldWords = `
  create function fold_words(text) returns text[]
  language sql stable parallel safe set search_path = public as $$
    select coalesce(array_agg(distinct word), '{}')
    from unnest(string_to_array(fold_text($1), ' ')) word
    where word <> ''
  $$`;

const keepWords = `
  create function keep_patient_words() returns trigger
  language plpgsql security definer set search_path = public as $$
  begin
    if tg_op = 'UPDATE' then
      delete from patient_word w using named n
      where w.organization_id = n.organization_id and w.patient_id = n.id;
    end if;
    with word as materialized (
      select organization_id, id, fold_text(family || ' ' || given) as label,
        unnest(fold_words(family || ' ' || given)) as word
      from named
    ), spelling as (
      insert into name_word (organization_id, word)
      select distinct organization_id, word from word order by 1, 2
      on conflict do nothing
    )
    insert into patient_word (organization_id, word, patient_id, label)
    select organization_id, word, id, label from word;
    return null;
  end $$`;

// Every criterion given must fit. Each typed word costs 0 as it stands, 1 as a beginning, more as a misspelling.
const searchPatients = `
  create function search_patients(
    typed text, born date[], mrn_start text, digits text, most integer
  ) returns table (patient_id uuid, place integer)
  language plpgsql stable security definer set search_path = public
  set jit = off as $$
  declare
    o uuid := app_organization();
    wanted text[] := fold_words(typed);
    last_char constant text := U&'\\+10FFFF';
  begin
    if o is null then return; end if;
    return query
    with asked as materialized (
      select row_number() over (order by char_length(w) desc, w) as n, w collate "C" as w
      from unnest(wanted) as u (w)
    ),
    spelling as materialized (
      select n, word, min(cost) as cost from (
        select n, w as word, 0::real as cost from asked
        union all
        select n, d.word, 1 from asked
        join name_word d on d.organization_id = o and d.word > w and d.word < w || last_char
        union all
        select n, d.word, (2 + 10 * (1 - similarity(d.word, w)))::real from asked
        cross join lateral (
          select k.word, k.organization_id from name_word k where k.word % w offset 0
        ) d
        where char_length(w) > 2 and d.organization_id = o
        union all
        select n, left(w, i - 1) || substr(w, i + 1, 1) || substr(w, i, 1) || substr(w, i + 2), 4
        from asked, generate_series(1, char_length(w) - 1) i
        where char_length(w) > 2
      ) s (n, word, cost)
      group by n, word
    ),
    -- Whoever has the longest word; offset 0 keeps the planner to the index, word by word.
    first_word as materialized (
      select h.patient_id, h.label, min(s.cost) as cost
      from spelling s cross join lateral (
        select w.patient_id, w.label from patient_word w
        where w.organization_id = o and w.word = s.word offset 0
      ) h
      where s.n = 1
      group by h.patient_id, h.label
    ),
    named as (
      select f.patient_id, f.label, f.cost from first_word f where cardinality(wanted) = 1
      union all
      select e.patient_id, e.label, e.cost + sum(e.more) from (
        select f.patient_id, f.label, f.cost, s.n, min(s.cost) as more
        from first_word f
        cross join lateral (
          select w.word from patient_word w
          where w.organization_id = o and w.patient_id = f.patient_id offset 0
        ) h
        join spelling s on s.word = h.word
        where s.n > 1 and cardinality(wanted) > 1
        group by f.patient_id, f.label, f.cost, s.n
      ) e
      group by e.patient_id, e.label, e.cost
      having count(*) = cardinality(wanted) - 1
    ),
    numbered as (
      select p.id from patient p
      where p.organization_id = o
        and upper(p.mrn) collate "C" >= mrn_start and upper(p.mrn) collate "C" < mrn_start || last_char
      union
      select p.id from patient p
      where p.organization_id = o
        and ltrim(regexp_replace(p.mrn, '\\D', '', 'g'), '0') = ltrim(digits, '0')
      union
      select p.id from patient p
      where length(digits) > 3 and p.organization_id = o
        and reverse(regexp_replace(p.phone, '\\D', '', 'g')) collate "C" >= reverse(digits)
        and reverse(regexp_replace(p.phone, '\\D', '', 'g')) collate "C" < reverse(digits) || ':'
      union
      select p.id from patient p
      where mrn_start is null and digits is null and p.organization_id = o
        and p.birth_on = any (born)
    ),
    candidate as (
      select n.patient_id, n.label, n.cost from named n
      union all
      select u.id, (
        select w.label from patient_word w where w.organization_id = o and w.patient_id = u.id limit 1
      ), 0
      from numbered u where cardinality(wanted) = 0
    ),
    fitting as (
      select c.patient_id, c.label, c.cost from candidate c
      where (cardinality(born) = 0 and mrn_start is null and digits is null) or exists (
        select from patient p
        where p.organization_id = o and p.id = c.patient_id
          and (cardinality(born) = 0 or p.birth_on = any (born))
          and (mrn_start is null or starts_with(upper(p.mrn), mrn_start))
          and (digits is null
            or ltrim(regexp_replace(p.mrn, '\\D', '', 'g'), '0') = ltrim(digits, '0')
            or (length(digits) > 3
              and starts_with(reverse(regexp_replace(p.phone, '\\D', '', 'g')), reverse(digits)))
            or (length(digits) = 4 and extract(year from p.birth_on)::text = digits)))
    )
    select f.patient_id, (row_number() over (order by f.cost, f.label, f.patient_id))::integer
    from fitting f
    order by 2
    limit least(most, 50);
  end $$`;

// Whom a patient could be mistaken for: both names alike, or the same birth date and a name that is similar on the whole.
const findLookAlikes = `
  create function find_look_alikes(
    its_family text, its_given text, born date, besides uuid, most integer
  ) returns table (patient_id uuid, same_birth boolean, likeness real)
  language sql stable security definer set search_path = public
  set jit = off as $$
    with scope as (select app_organization() as o),
    close as materialized (
      select side.n, d.word, max(similarity(d.word, w)) as likeness
      from scope,
        (select 1 as n, unnest(fold_words(its_family)) collate "C" as w
         union all select 2, unnest(fold_words(its_given)) collate "C") side
      cross join lateral (
        select k.word, k.organization_id from name_word k where k.word % w offset 0
      ) d
      where d.organization_id = o and similarity(d.word, w) >= 0.4
      group by side.n, d.word
    ),
    both_alike as (
      select h.patient_id, sum(h.likeness) / 2 as likeness from (
        select p.patient_id, c.n, max(c.likeness) as likeness
        from close c cross join lateral (
          select w.patient_id from patient_word w
          where w.organization_id = (select o from scope) and w.word = c.word offset 0
        ) p
        group by p.patient_id, c.n
      ) h
      group by h.patient_id having count(*) = 2 and sum(h.likeness) >= 1.4
    ),
    born_then as (
      select p.id as patient_id, similarity(
        fold_text(p.family || ' ' || p.given),
        fold_text(its_family || ' ' || its_given)) as likeness
      from scope, patient p where p.organization_id = o and p.birth_on = born
    )
    select p.id, p.birth_on = born, max(a.likeness)::real
    from (select * from both_alike union all select * from born_then where likeness >= 0.35) a
    join patient p on p.organization_id = (select o from scope) and p.id = a.patient_id
    where p.id is distinct from besides
    group by p.id, p.birth_on
    order by 2 desc, 3 desc, p.id
    limit least(most, 50)
  $$`;
