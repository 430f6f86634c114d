// An authorization request as consoles see it.
import { summarySql } from '../patients/patients-queries.ts';
import { instantSql } from '../platform/db/instant-sql.ts';

const decisionSql = `
  case when l.action is not null then json_build_object('action', l.action, 'number', l.number,
    'reasonCodes', l.reason_codes, 'because', l.because, 'via', l.via, 'byId', l.decided_by,
    'decidedAt', ${instantSql('l.decided_at')}) end`;

const lineSql = `
  select l.id, l.position, l.status, l.kind, l.description, l.code, l.quantity, l.unit, l.from_on as "from",
    l.until_on as "until", l.place_of_service as "placeOfService", l.rendering_id as "renderingId",
    l.visit_type_id as "visitTypeId", l.drug_group as "drugGroup", l.need, l.pended_for as "pendedFor",
    ${decisionSql} as decision, l.granted as "grant",
    json_build_object('reserved', l.units_reserved, 'used', l.units_used) as units, l.trouble, l.contradiction,
    case when l.peer_until is not null then json_build_object('until', ${instantSql('l.peer_until')},
      'outcome', l.peer_outcome, 'heldAt', ${instantSql('l.peer_held_at')}) end as "peerToPeer",
    coalesce((
      select json_agg(json_build_object('level', a.level, 'filedAt', ${instantSql('a.filed_at')},
        'confirmation', a.confirmation, 'outcome', a.outcome, 'decidedAt', ${instantSql('a.decided_at')})
        order by a.level)
      from authorization_appeal a
      where a.organization_id = l.organization_id and a.line_id = l.id
    ), '[]') as appeals, l.cancelled_because as "cancelledBecause"
  from authorization_line l
  where l.organization_id = r.organization_id and l.request_id = r.id`;

/** A request's own fields of the view, over `i`, its row of `work_item`. */
export const authorizationSql = `
  select ${summarySql('i.patient_id')} as patient, r.source, r.source_id as "sourceId",
    json_build_object('coverageId', r.coverage_id, 'payerId', r.payer_id, 'payerName', p.name,
      'lineOfBusiness', r.line_of_business, 'planName', r.plan_name, 'memberId', r.member_id,
      'order', r.billing_order) as plan,
    r.urgency, case when r.attested_by is not null then json_build_object('byId', r.attested_by,
      'at', ${instantSql('r.attested_at')}, 'statement', r.attestation) end as attestation,
    r.ordering_id as "orderingId", r.ordering_name as "orderingName", r.ordering_npi as "orderingNpi",
    r.diagnoses, r.prior_number as "priorNumber",
    coalesce((select json_agg(line order by line.position) from (${lineSql}) line), '[]') as lines,
    coalesce((
      select json_agg(json_build_object('id', d.id, 'title', d.title, 'askedBy', d.asked_by, 'dueOn', d.due_on,
        'attachmentId', d.attachment_id, 'waivedBecause', d.waived_because, 'sentAt', ${instantSql('d.sent_at')})
        order by d.asked_at, d.id)
      from authorization_document d
      where d.organization_id = r.organization_id and d.request_id = r.id
    ), '[]') as documents,
    (
      select json_build_object('channel', s.channel, 'at', ${instantSql('s.at')}, 'byId', s.by_id,
        'confirmation', s.confirmation, 'proofId', s.proof_id, 'receivedAt', ${instantSql('s.received_at')},
        'trouble', s.trouble)
      from authorization_submission s
      where s.organization_id = r.organization_id and s.request_id = r.id
      order by s.at desc, s.id desc
      limit 1
    ) as submission,
    case when r.expected_median_at is not null then json_build_object(
      'medianAt', ${instantSql('r.expected_median_at')}, 'ninetiethAt', ${instantSql('r.expected_ninetieth_at')},
      'answers', r.expected_answers) end as expected
  from authorization_request r
  join payer p on p.organization_id = r.organization_id and p.id = r.payer_id
  where r.organization_id = i.organization_id and r.id = i.id`;
