import type { Knex } from 'knex';
import { openToOwnFunctions, wallByOrganization } from './support/walls.ts';

// In a short word one slip leaves too few trigrams alike. Its spellings with one letter left out are kept beside it: a
// slip of any kind makes one of them, or the word itself, equal to one of those of what was typed.
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function word_gaps(word text) returns table (gap text, place integer)
    language sql immutable parallel safe set search_path = public, pg_temp as $$
      select word, 0
      union all
      select left(word, i - 1) || substr(word, i + 1), i
      from generate_series(1, char_length(word)) i
      where char_length(word) > 1
    $$`);
  await knex.raw(`
    create table name_gap (
      organization_id uuid not null,
      gap text collate "C" not null,
      word text collate "C" not null,
      /* The letter that is left out; 0 = none. */
      place integer not null check (place >= 0),
      primary key (organization_id, gap, word, place),
      foreign key (organization_id, word) references name_word
    )`);
  await wallByOrganization(knex, 'name_gap', 'select');
  await openToOwnFunctions(knex, 'name_gap');
  await knex.raw(`
    insert into name_gap (organization_id, gap, word, place)
    select organization_id, g.gap, word, g.place
    from name_word cross join lateral word_gaps(word) g
    where char_length(word) <= 6`);
  await knex.raw(keepWords(keptGaps));
  await knex.raw(searchPatients({ swapFrom: 1, gaps: foundGaps }));
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(searchPatients({ swapFrom: 2, gaps: '' }));
  await knex.raw(keepWords(''));
  await knex.raw('drop table name_gap');
  await knex.raw('drop function word_gaps(text)');
}

const keptGaps = `
      returning organization_id, word
    ), gapped as (
      insert into name_gap (organization_id, gap, word, place)
      select s.organization_id, g.gap, s.word, g.place
      from spelling s cross join lateral word_gaps(s.word) g
      where char_length(s.word) <= 6
      on conflict do nothing`;

/** Left out at the same place = another letter there; left out of one alone = one too many in the other. */
const foundGaps = `
        union all
        select a.n, g.word, 3 from asked a
        cross join lateral word_gaps(a.w) t
        cross join lateral (
          select k.word, k.place from name_gap k where k.organization_id = o and k.gap = t.gap offset 0
        ) g
        where char_length(a.w) <= 7 and (t.place = 0 or g.place = 0 or t.place = g.place)`;

function keepWords(gaps: string): string {
  return `
  create or replace function keep_patient_words() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
  begin
    if tg_op = 'UPDATE' then
      delete from patient_word w using named n
      where w.organization_id = n.organization_id and w.patient_id = n.id;
    end if;
    with word as materialized (
      select organization_id, id, fold_text(family || ' ' || given) as label,
        unnest(fold_words(family || ' ' || given || ' ' || coalesce(preferred_name, '') || ' ' ||
        array_to_string(other_names, ' '))) as word
      from named
    ), spelling as (
      insert into name_word (organization_id, word)
      select distinct organization_id, word from word order by 1, 2
      on conflict do nothing
${gaps}
    )
    insert into patient_word (organization_id, word, patient_id, label)
    select organization_id, word, id, label from word;
    return null;
  end $$`;
}

function searchPatients({ swapFrom, gaps }: { swapFrom: number; gaps: string }): string {
  return `
  create or replace function search_patients(
    typed text, born date[], mrn_start text, digits text, most integer
  ) returns table (patient_id uuid, place integer)
  language plpgsql stable security definer rows 50 set search_path = public, pg_temp
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
        where char_length(w) > ${swapFrom}${gaps}
      ) s (n, word, cost)
      group by n, word
    ),
    -- By the word that leads to the fewest, counted so far that it pays; equal ones by the longest.
    lead as materialized (
      select a.n from asked a
      order by (
        select count(*) from (
          select from spelling s cross join lateral (
            select from patient_word w where w.organization_id = o and w.word = s.word offset 0
          ) h
          where s.n = a.n and cardinality(wanted) > 1
          limit 3000
        ) reached
      ), a.n
      limit 1
    ),
    -- Offset 0 keeps the planner to the index, word by word.
    first_word as materialized (
      select h.patient_id, h.label, min(s.cost) as cost
      from spelling s cross join lateral (
        select w.patient_id, w.label from patient_word w
        where w.organization_id = o and w.word = s.word offset 0
      ) h
      where s.n = (select n from lead)
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
        where s.n <> (select n from lead) and cardinality(wanted) > 1
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
}
