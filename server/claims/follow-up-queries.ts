// A follow-up as consoles see it.
import { summarySql } from '../patients/patients-queries.ts';
import { instantSql } from '../platform/db/instant-sql.ts';

/** A claim in a few words, over `c`, its row. */
export const claimSummarySql = `
  json_build_object('id', c.id, 'controlNumber', c.control_number, 'payerControl', c.payer_control,
    'status', c.status, 'chargeCents', c.charge_cents, 'fromOn', c.from_on, 'toOn', c.to_on)`;

const courseSql = `
  select json_build_object('kind', s.kind, 'level', s.level, 'startedAt', ${instantSql('s.started_at')},
    'reference', s.reference)
  from claim_course s
  where s.organization_id = f.organization_id and s.item_id = f.id and s.ended_at is null`;

/** A follow-up's own fields of the view, over `i`, its row of `work_item`. */
export const followUpSql = `
  select case when i.patient_id is not null then ${summarySql('i.patient_id')} end as patient, f.kind,
    nullif(f.cause, '') as cause, f.root_cause as "rootCause",
    (select ${claimSummarySql} from claim c
      where c.organization_id = f.organization_id and c.id = f.claim_id) as claim,
    json_build_object('id', f.payer_id, 'name', f.payer_name) as payer,
    coalesce(i.amount_cents, 0) as "amountCents", f.lines, f.codes, f.is_unprocessable as "isUnprocessable",
    f.chance, f.worth_cents as "worthCents", f.band,
    case when f.deadline_on is not null then json_build_object('kind', f.deadline_kind, 'on', f.deadline_on,
      'isExpired', f.band = 6) end as deadline,
    (${courseSql}) as course,
    case when f.write_off is not null then json_build_object('cents', f.write_off->'cents',
      'reason', f.write_off->'reason', 'askedById', f.write_off->'askedById', 'at', f.write_off->'at') end as "writeOff",
    f.received_on as "receivedOn"
  from claim_follow_up f
  where f.organization_id = i.organization_id and f.id = i.id`;
