// A result as consoles see it, and what other readers find of it.
import { summarySql } from '../patients/patients-queries.ts';
import { instantSql } from '../platform/db/instant-sql.ts';
import type { Ctx } from '../platform/context.ts';
import type { ResultRow } from './result-repository.ts';

const kindTitle = `case r.kind when 'imaging' then 'Imaging report' when 'pathology' then 'Pathology report'
  when 'document' then 'Document' else 'Laboratory result' end`;

const callSql = `
  select json_build_object('id', c.id, 'state', c.state, 'startedAt', ${instantSql('c.started_at')},
    'attempts', (select count(*) from critical_attempt a
      where a.organization_id = c.organization_id and a.call_id = c.id),
    'rung', case when c.state = 'open' then c.ladder->'steps'->(c.ladder->>'at')::integer->>'title' end)
  from critical_call c
  where c.organization_id = r.organization_id and c.result_id = r.id
  order by c.started_at desc, c.id desc
  limit 1`;

/** A result's own fields of the view, over `i`, its row of `work_item`. */
export const resultSql = `
  select ${summarySql('i.patient_id')} as patient, r.kind,
    case when r.is_sensitive then ${kindTitle} else r.title end as title, r.is_sensitive as "isSensitive",
    case when r.is_sensitive then '{}' else r.categories end as categories,
    r.report_status as "reportStatus", r.number, r.severity,
    json_build_object('values', r.value_count, 'abnormal', r.abnormal_count, 'critical', r.critical_count) as counts,
    json_build_object('staffId', r.ordered_by, 'name', r.ordered_name, 'npi', r.ordered_npi,
      'hasLeft', coalesce((select s.ended_at is not null from staff_member s
        where s.organization_id = r.organization_id and s.id = r.ordered_by), false)) as "orderedBy",
    r.order_state as "orderState", r.missing, r.source, ${instantSql('r.ordered_at')} as "orderedAt",
    ${instantSql('r.collected_at')} as "collectedAt", ${instantSql('r.received_at')} as "receivedAt",
    ${instantSql('r.final_at')} as "finalAt",
    case when r.signed_by is not null then json_build_object('byId', r.signed_by,
      'at', ${instantSql('r.signed_at')}, 'note', r.signed_note) end as signed,
    (${callSql}) as "criticalCall",
    (select case when count(*) > 0 then json_build_object('contacts', count(*),
        'reached', count(*) filter (where t.is_reached)) end
      from result_contact t
      where t.organization_id = r.organization_id and t.result_id = r.id) as recall,
    coalesce((
      select json_agg(json_build_object('viewer', l.viewer, 'since', ${instantSql('l.since')}, 'number', l.number)
        order by l.viewer)
      from result_release l
      where l.organization_id = r.organization_id and l.result_id = r.id and l.until_at is null), '[]') as released,
    (select count(*) from result_hold h
      where h.organization_id = r.organization_id and h.result_id = r.id and h.kind = 'hold' and h.ended_at is null
    ) as holds
  from result r
  where r.organization_id = i.organization_id and r.id = i.id`;

export type PatientResult = ResultRow & {
  patient_id: string;
  opened_at: string;
  status: string;
  item_version: number;
};

/** Those of a patient in the clinics of the scope, the newest first. */
export async function listResultsOf(
  ctx: Ctx,
  patientId: string,
  limit: number,
): Promise<PatientResult[]> {
  const { rows } = await ctx.db.raw<{ rows: PatientResult[] }>(ofPatient, [
    ctx.organizationId,
    patientId,
    limit,
  ]);
  return rows;
}

const ofPatient = `
  select r.*, i.patient_id, i.opened_at, i.status, i.version as item_version
  from work_item i
  join result r on r.organization_id = i.organization_id and r.id = i.id
  where i.organization_id = ? and i.patient_id = ? and i.queue = 'results'
  order by i.opened_at desc, i.id desc
  limit ?`;
