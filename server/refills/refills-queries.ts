// A refill request as consoles see it.
import { summarySql } from '../patients/patients-queries.ts';
import { instantSql } from '../platform/db/instant-sql.ts';

/** A request's own fields of the view, over `i`, its row of `work_item`. */
export const refillSql = `
  select case when i.patient_id is not null then ${summarySql('i.patient_id')} end as patient, r.source, r.asked, r.said,
    r.requested, r.prescription_id as "prescriptionId", o.ordered as active, o.prescriber_id as "prescriberId",
    coalesce(o.prescriber_name, '') as "prescriberName", o.schedule,
    (
      select row_to_json(choice)
      from (
        select y.id, y.name, r.way,
          case r.way when 'mail' then y.mail_days when 'delivery' then y.delivery_days else 0 end as "transitDays"
        from pharmacy y
        where y.organization_id = r.organization_id and y.id = r.pharmacy_id
      ) choice) as pharmacy,
    json_build_object('runsOutOn', r.runs_out_on, 'unknownBecause', r.unknown_because) as supply,
    r.needed_on as "neededOn", r.high_risk as "highRisk", r.abrupt_stop as "abruptStop", r.readiness,
    (
      select row_to_json(decision)
      from (
        select d.kind, d.reason, d.granted as "grant", d.note, d.by_id as "byId", ${instantSql('d.at')} as at,
          case when d.protocol_id is not null then json_build_object('id', d.protocol_id,
            'version', d.protocol_version, 'title', d.protocol_title) end as protocol,
          d.co_sign as "coSign", ${instantSql('d.leaves_at')} as "leavesAt"
        from refill_decision d
        where d.organization_id = r.organization_id and d.request_id = r.id and d.taken_back_at is null
      ) decision) as decision,
    case when r.transport is not null then json_build_object('transport', r.transport, 'byId', r.sent_by,
      'sentAt', ${instantSql('r.sent_at')}, 'acknowledgedAt', ${instantSql('r.acknowledged_at')},
      'trouble', r.trouble) end as sending,
    (
      select json_build_object('pharmacy', y.name, 'answer', r.cancel_answer)
      from pharmacy y
      where y.organization_id = r.organization_id and y.id = r.cancelled_pharmacy_id) as cancellation,
    (
      select json_build_object('itemId', a.id, 'status', w.status,
        'expectedAt', case when w.status in ('submitted', 'pended') then ${instantSql('a.expected_median_at')} end)
      from authorization_request a
      join work_item w on w.organization_id = a.organization_id and w.id = a.id
      where a.organization_id = r.organization_id and a.id = r.authorization_id) as authorization
  from refill_request r
  left join prescription o on o.organization_id = r.organization_id and o.id = r.prescription_id
  where r.organization_id = i.organization_id and r.id = i.id`;
