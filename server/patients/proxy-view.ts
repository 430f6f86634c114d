// Row → contract view of who acts for a patient; the one place that knows both shapes.
import type { MayBeTold, Proxy } from '#contract/proxy';
import type { ProxyPaper } from '#contract/proxy-paper';
import type { ProxyPaperRow } from './proxy-paper-repository.ts';
import type { ProxyRow } from './proxy-repository.ts';

export function proxyView(row: ProxyRow, addedBy: string | null): Proxy {
  return {
    id: row.id,
    patientId: row.patient_id,
    personId: row.person_id,
    family: row.family,
    given: row.given,
    relation: row.relation,
    ground: row.ground,
    phone: row.phone,
    told: row.told,
    mayDecide: row.may_decide,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    evidence: row.evidence,
    addedAt: row.added_at,
    addedBy,
    revoked:
      row.revoked_at === null ? null : { at: row.revoked_at, reason: row.revoke_reason ?? '' },
    version: row.version,
  };
}

export function toldView(proxy: Proxy, told: MayBeTold['told']): MayBeTold {
  const { id: proxyId, family, given, relation, phone, mayDecide } = proxy;
  return { proxyId, family, given, relation, phone, told, mayDecide };
}

export function paperView(row: ProxyPaperRow, names: ReadonlyMap<string, string>): ProxyPaper {
  return {
    id: row.id,
    proxyId: row.proxy_id,
    kind: row.kind,
    name: row.name,
    mediaType: row.media_type,
    bytes: row.bytes,
    addedAt: row.added_at,
    addedBy: names.get(row.added_by_id) ?? '',
    removed:
      row.removed_at === null
        ? null
        : {
            at: row.removed_at,
            by: names.get(row.removed_by_id ?? '') ?? '',
            reason: row.removed_because ?? '',
          },
  };
}
