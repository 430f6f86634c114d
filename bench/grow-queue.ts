// A queue as long as years make it, set by set: copies of one item of the demo, each with its clock and its own row.
import pg from 'pg';
import { startCluster } from '../server/platform/embedded-postgres/cluster.ts';

/** Of a server's own database while the server is stopped; answers the clinic whose queue is long. */
export async function growQueue(
  dataDir: string,
  { queue, rows }: { queue: LongQueue; rows: number },
): Promise<string> {
  const cluster = await startCluster({ dataDir });
  const client = new pg.Client({ ...cluster.connection, database: 'daysheet' });
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica`);
    const { rows: found } = await client.query<{ id: string; clinic_id: string }>(
      `select id, clinic_id from work_item where queue = $1 and closed_at is null and snoozed_until is null
         and lease_until is null and sort_at > '1900-01-01'
       order by id limit 1`,
      [queue],
    );
    const [first] = found;
    if (!first) throw new Error(`The demo has nothing open among its ${queue}.`);
    await client.query(
      `create temp table copy as select gen_random_uuid() as id, gen_random_uuid() as clock_id, n
       from generate_series(1, $1) n`,
      [rows],
    );
    for (const statement of [...copies, ...ownCopies[queue]])
      await client.query(statement, [first.id]);
    await client.query(`vacuum analyze work_item, work_clock, ${ownTables.join(', ')}`);
    return first.clinic_id;
  } finally {
    await client.end();
    await cluster.stop();
  }
}

const copies = [
  `insert into work_item (organization_id, id, clinic_id, queue, patient_id, status, priority, tags, sort_at, due_at,
     level, opened_at)
   select organization_id, copy.id, clinic_id, queue, patient_id, status, copy.n % 4, tags,
     sort_at + copy.n * interval '1 minute', due_at + copy.n * interval '1 minute', level, opened_at
   from work_item i, copy where i.id = $1`,
  `insert into work_clock (organization_id, id, clinic_id, work_item_id, rule, rule_version, rule_value, title,
     started_at, start_evidence, target_at, deadline_at, warn_at, level, state)
   select organization_id, copy.clock_id, clinic_id, copy.id, rule, rule_version, rule_value, title, started_at,
     start_evidence, target_at, deadline_at + copy.n * interval '1 minute', warn_at, level, state
   from work_clock c, copy where c.work_item_id = $1`,
];

export type LongQueue = keyof typeof ownCopies;

const ownTables = [
  'call_task',
  'refill_request',
  'authorization_request',
  'authorization_line',
  'result',
];

const ownCopies = {
  calls: [
    `insert into call_task (organization_id, id, clinic_id, kind, about)
   select organization_id, copy.id, clinic_id, kind, about from call_task t, copy where t.id = $1`,
  ],
  refills: [
    `insert into refill_request (organization_id, id, clinic_id, source, said, requested, prescription_id,
     pharmacy_id, way, asked, runs_out_on, unknown_because, needed_on, high_risk, abrupt_stop, readiness)
   select organization_id, copy.id, clinic_id, source, said, requested, prescription_id, pharmacy_id, way, asked,
     runs_out_on, unknown_because, needed_on, high_risk, abrupt_stop, readiness
   from refill_request r, copy where r.id = $1`,
  ],
  results: [
    `insert into result (organization_id, id, clinic_id, kind, title, code, code_system, categories, is_sensitive,
     report_status, number, severity, value_count, abnormal_count, critical_count, ordered_name, order_state, missing,
     source, ordered_at, collected_at, received_at, final_at)
   select organization_id, copy.id, clinic_id, kind, title, code, code_system, categories, is_sensitive, report_status,
     number, severity, value_count, abnormal_count, critical_count, ordered_name, order_state, missing, source, ordered_at,
     collected_at, received_at, final_at
   from result r, copy where r.id = $1`,
  ],
  claims: [
    `insert into claim (organization_id, id, clinic_id, patient_id, payer_id, payer_name, coverage_id, control_number,
     payer_control, kind, filing_order, status, charge_cents, from_on, to_on, submitted_at, content, envelope)
   select c.organization_id, copy.clock_id, c.clinic_id, c.patient_id, c.payer_id, c.payer_name, c.coverage_id,
     c.control_number || '-' || copy.clock_id, c.payer_control, c.kind, c.filing_order, c.status, c.charge_cents, c.from_on,
     c.to_on, c.submitted_at, c.content, c.envelope
   from claim_follow_up f join claim c on c.organization_id = f.organization_id and c.id = f.claim_id, copy
   where f.id = $1`,
    `insert into claim_follow_up (organization_id, id, clinic_id, kind, cause, claim_id, payer_id, payer_name, lines, codes,
     is_unprocessable, chance, worth_cents, band, deadline_kind, deadline_on, received_on, raised_cents, tried_cents)
   select organization_id, copy.id, clinic_id, kind, cause, copy.clock_id, payer_id, payer_name, lines, codes,
     is_unprocessable, chance, worth_cents, band, deadline_kind, deadline_on, received_on, raised_cents, tried_cents
   from claim_follow_up f, copy where f.id = $1 and f.claim_id is not null`,
  ],
  authorizations: [
    `insert into authorization_request (organization_id, id, clinic_id, source, coverage_id, payer_id, line_of_business,
     plan_name, member_id, billing_order, urgency, ordering_id, ordering_name, diagnoses)
   select organization_id, copy.id, clinic_id, source, coverage_id, payer_id, line_of_business, plan_name, member_id,
     billing_order, urgency, ordering_id, ordering_name, diagnoses
   from authorization_request r, copy where r.id = $1`,
    `insert into authorization_line (organization_id, id, clinic_id, request_id, patient_id, payer_id, position, status,
     kind, description, code, quantity, unit, from_on, until_on, place_of_service, drug_group, need, pended_for, action,
     number, because, via, decided_by, decided_at)
   select organization_id, copy.clock_id, clinic_id, copy.id, patient_id, payer_id, position, status, kind, description,
     code, quantity, unit, from_on, until_on, place_of_service, drug_group, need, pended_for, action, number, because,
     via, decided_by, decided_at
   from authorization_line l, copy where l.request_id = $1 and l.granted is null`,
  ],
} as const;
