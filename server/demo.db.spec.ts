import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { roles } from '#contract/permission';
import { demoTables, loadDemo } from './demo.ts';
import { testDatabase, type TestDatabase } from './platform/db/test-database.ts';
import { searchPatients } from './patients/patients-queries.ts';
import { demoClinics, demoOrganizationId, demoStaffId } from './staff/staff-demo.ts';

let t: TestDatabase;
let loaded: { patients: number; appointments: number };
before(async () => {
  t = await testDatabase();
  loaded = await loadDemo(t.owner, t.clock.now);
});
after(() => t.close());

async function rowsOf<T>(sql: string): Promise<T[]> {
  const { rows } = await t.owner.raw<{ rows: T[] }>(sql);
  return rows;
}

async function count(sql: string): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(`select count(*) as count from ${sql}`);
  return row?.count ?? -1;
}

describe('the demo', () => {
  it('has a network of three clinics with people, patients, visits and a waitlist', async () => {
    assert.equal(await count('organization where is_demo'), 1);
    assert.equal(await count('clinic'), 3);
    assert.equal(await count('staff_member where is_provider'), 24);
    assert.equal(await count('patient'), 6000);
    assert.equal(loaded.patients, 6000);
    assert.equal(await count('appointment'), loaded.appointments);
    assert.ok(loaded.appointments > 5000);
    assert.equal(await count('waitlist_entry'), 400);
    assert.equal(await count(`waitlist_opening where status = 'open'`), 4);
  });

  it('has one person per role who holds it in every clinic', async () => {
    for (const role of roles) {
      const clinics = await t
        .owner('role_grant')
        .where({ staff_id: demoStaffId(role), role })
        .orderBy('clinic_id')
        .pluck<string[]>('clinic_id');
      assert.deepEqual(clinics, demoClinics.map((clinic) => clinic.id).sort(), role);
    }
  });

  it('is the same on every load of the same day', () => {
    assert.deepEqual(demoTables(t.clock.now), demoTables(t.clock.now));
  });

  it('keeps every visit inside the working hours of its provider', async () => {
    assert.equal(
      await count(`appointment a join clinic c on c.id = a.clinic_id
        where a.takes_time and not exists (
          select from weekly_template w join template_block b on b.template_id = w.id
          where w.provider_id = a.provider_id and w.clinic_id = a.clinic_id
            and b.weekday = extract(isodow from a.starts_at at time zone c.zone)
            and (a.starts_at at time zone c.zone)::time >= make_time(b.starts_minute / 60, b.starts_minute % 60, 0)
            and (a.ends_at at time zone c.zone)::time <= make_time(b.ends_minute / 60, b.ends_minute % 60, 0))`),
      0,
    );
  });

  it('occupies time exactly for visits that stand, buffers included', async () => {
    assert.equal(
      await count(`appointment a
        full join (select * from occupied_time where resource_kind = 'provider') o on o.appointment_id = a.id
        left join visit_type v on v.id = a.visit_type_id
        where (a.takes_time and a.status in ('booked', 'arrived', 'checked-in')) is distinct from (o.appointment_id is not null)
          or (o.appointment_id is not null and (
            o.resource_id <> a.provider_id or o.clinic_id <> a.clinic_id
            or o.starts_at <> a.starts_at - make_interval(mins => v.buffer_before)
            or o.ends_at <> a.ends_at + make_interval(mins => v.buffer_after)))`),
      0,
    );
  });

  it('gives every visit the rooms and devices that its type needs, while it stands', async () => {
    assert.equal(
      await count(`appointment a join visit_type v on v.id = a.visit_type_id
        where (select coalesce(sum((need ->> 'count')::int), 0) from jsonb_array_elements(v.needs) need)
            <> cardinality(a.resource_ids)
          or case when a.status in ('booked', 'arrived', 'checked-in') then cardinality(a.resource_ids) else 0 end
            <> (select count(*) from occupied_time o where o.appointment_id = a.id and o.resource_kind <> 'provider'
                and o.resource_id = any(a.resource_ids))`),
      0,
    );
    assert.ok((await count(`occupied_time where resource_kind = 'device'`)) > 0);
  });

  it('never puts a provider or a patient in two places at once', async () => {
    for (const who of ['provider_id', 'patient_id']) {
      assert.equal(
        await count(`appointment a join appointment b on b.${who} = a.${who} and b.id > a.id
          and b.starts_at < a.ends_at and b.ends_at > a.starts_at
          where a.status <> 'cancelled' and b.status <> 'cancelled' and a.takes_time and b.takes_time`),
        0,
        who,
      );
    }
  });

  it('fills today to between 80 and 97 of a hundred minutes in every clinic, and later days less', async () => {
    const days = await rowsOf<{ day: number; share: string }>(`
      with day as (
        select c.id as clinic_id, n as day, c.zone,
          (timestamptz '${t.clock.now}' at time zone c.zone)::date + n as on_day
        from clinic c, generate_series(-7, 21) n
      )
      select d.day, d.clinic_id,
        (select sum(extract(epoch from a.ends_at - a.starts_at)) / 60 from appointment a
          where a.clinic_id = d.clinic_id and a.takes_time and (a.status <> 'cancelled' or a.stage = 'left')
            and (a.starts_at at time zone d.zone)::date = d.on_day)
        / (select sum(b.ends_minute - b.starts_minute) from template_block b
          where b.clinic_id = d.clinic_id and b.weekday = extract(isodow from d.on_day)) as share
      from day d order by d.day`);
    const shares = (day: number): number[] =>
      days.filter((one) => one.day === day).map((one) => Number(one.share));
    assert.equal(shares(0).length, 3);
    for (const share of shares(0)) assert.ok(share > 0.8 && share < 0.97, String(share));
    for (const share of shares(21)) assert.ok(share > 0 && share < 0.6, String(share));
  });

  it('has led what has begun through its day, and left a few open to be gone through', async () => {
    const past = await rowsOf<{ status: string }>(`
      select distinct status from appointment
      where ends_at < timestamptz '${t.clock.now}' - interval '1 hour'`);
    assert.deepEqual(past.map(({ status }) => status).sort(), [
      'booked',
      'cancelled',
      'fulfilled',
      'noshow',
    ]);
    assert.equal(
      await count(`appointment where status not in ('booked', 'cancelled')
        and greatest(arrived_at, checked_in_at, roomed_at, seen_at, closed_at) >= '${t.clock.now}'`),
      0,
    );
  });

  it('keeps a version of every row that has versions', async () => {
    const tables = [
      'staff_member',
      'patient',
      'visit_type',
      'weekly_template',
      'appointment',
      'waitlist_entry',
      'waitlist_opening',
    ];
    for (const table of tables) {
      assert.equal(
        await count(`${table} r where r.version <> (
          select count(*) from ${table}_version v where v.id = r.id and v.version <= r.version)`),
        0,
        table,
      );
      assert.equal(
        await count(`${table}_version where valid_to is null`),
        await count(table),
        table,
      );
    }
  });

  it('pairs entries with later booked visits of the same patient, type and clinic', async () => {
    assert.ok((await count('waitlist_entry where appointment_id is not null')) > 200);
    assert.equal(
      await count(`waitlist_entry e join appointment a on a.id = e.appointment_id
        where a.status <> 'booked' or a.patient_id <> e.patient_id
          or a.visit_type_id <> e.visit_type_id or a.clinic_id <> e.clinic_id
          or a.starts_at <= '${t.clock.now}'`),
      0,
    );
  });

  it('has openings that are free, still to come, and fit somebody', async () => {
    assert.equal(
      await count(`waitlist_opening o where o.fitting = 0 or o.starts_at < timestamptz '${t.clock.now}' + interval '2 hours'
        or exists (select from occupied_time b where b.resource_id = o.provider_id
          and b.starts_at < o.ends_at and b.ends_at > o.starts_at)`),
      0,
    );
  });

  it('knows nobody real: demo record numbers, 555-01xx phones, addresses at example.org', async () => {
    assert.equal(
      await count(`patient where mrn !~ '^DEMO-[0-9]{6}$' or phone !~ '^\\+1(617|781|303|720)55501[0-9]{2}$'
        or email !~ '@example\\.org$' or birth_on > '${t.clock.now}'`),
      0,
    );
  });

  it('tells nothing that has not happened yet', async () => {
    assert.equal(
      await count(`appointment where created_at > '${t.clock.now}' or cancelled_at > '${t.clock.now}'
        or cancelled_at < created_at or created_at >= starts_at`),
      0,
    );
    assert.equal(await count(`waitlist_entry where added_at > '${t.clock.now}'`), 0);
  });

  it('loads at any hour: late in the evening, on a Sunday, over a clock change', () => {
    for (const now of [
      '2026-11-24T04:50:00.000Z',
      '2026-11-29T15:00:00.000Z',
      '2026-10-30T14:00:00.000Z',
    ]) {
      const openings = demoTables(now).tables.find((one) => one.table === 'waitlist_opening');
      assert.equal(openings?.rows.length, 4, now);
    }
  });

  it('can be searched', async () => {
    const found = await t.database.inTransaction(
      { kind: 'system', organizationId: demoOrganizationId, reason: 'test' },
      (ctx) => searchPatients(ctx, { text: 'demo-000123', limit: 10 }),
    );
    assert.deepEqual(
      found.map((patient) => patient.mrn),
      ['DEMO-000123'],
    );
  });
});
