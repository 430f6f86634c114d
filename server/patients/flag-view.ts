// Row → contract view of a flag, and back; the one place that knows both shapes.
import type { FlagDetail, PatientFlag, StoppedThing } from '#contract/patient-flag';
import type { EffectRow, FlagRow } from './flag-repository.ts';

export function flagView(row: FlagRow, setBy: string | null): PatientFlag {
  return {
    id: row.id,
    patientId: row.patient_id,
    detail: detailOf(row),
    note: row.note,
    setAt: row.set_at,
    setBy,
    ended: row.ended_at === null ? null : { at: row.ended_at, reason: row.end_reason ?? '' },
    version: row.version,
  };
}

/** The table's checks see to it that what a kind needs is there. */
function detailOf(row: FlagRow): FlagDetail {
  switch (row.kind) {
    case 'deceased':
      return { kind: row.kind, diedOn: row.died_on, source: row.source ?? '' };
    case 'confidential-channel':
      return { kind: row.kind, channel: row.channel ?? 'phone', address: row.address ?? '' };
    case 'do-not-contact':
      return { kind: row.kind, scope: row.scope ?? 'everything' };
    case 'plan-restriction':
      return {
        kind: row.kind,
        coverageId: row.coverage_id,
        from: row.service_from ?? '',
        until: row.service_until,
        service: row.service,
      };
    case 'vip':
    case 'employee':
      return { kind: row.kind };
  }
}

type DetailColumns = Pick<
  FlagRow,
  | 'kind'
  | 'died_on'
  | 'source'
  | 'channel'
  | 'address'
  | 'scope'
  | 'coverage_id'
  | 'service_from'
  | 'service_until'
  | 'service'
>;

export function columnsOf(detail: FlagDetail): DetailColumns {
  const none: DetailColumns = {
    kind: detail.kind,
    died_on: null,
    source: null,
    channel: null,
    address: null,
    scope: null,
    coverage_id: null,
    service_from: null,
    service_until: null,
    service: null,
  };
  switch (detail.kind) {
    case 'deceased':
      return { ...none, died_on: detail.diedOn, source: detail.source };
    case 'confidential-channel':
      return { ...none, channel: detail.channel, address: detail.address };
    case 'do-not-contact':
      return { ...none, scope: detail.scope };
    case 'plan-restriction':
      return {
        ...none,
        coverage_id: detail.coverageId,
        service_from: detail.from,
        service_until: detail.until,
        service: detail.service,
      };
    case 'vip':
    case 'employee':
      return none;
  }
}

export function stoppedView(row: EffectRow): StoppedThing {
  return {
    kind: row.kind,
    recordId: row.record_id,
    clinicId: row.clinic_id,
    aboutAt: row.about_at,
    stoppedAt: row.stopped_at,
  };
}
