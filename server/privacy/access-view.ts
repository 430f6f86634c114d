// Rows → contract views. A person or patient who is not there any more has no row: both are kept for good.
import type {
  Access,
  AccessPerson,
  AccessReview,
  AccessToReview,
  FailedTry,
  TakenOut,
} from '#contract/privacy';
import type { PatientSummary } from '#contract/patients';
import type { DrawnAccess, PairRow, ReviewRow } from './access-repository.ts';

/** Everybody and every patient that the rows of a page speak of. */
export interface Named {
  person(staffId: string): AccessPerson;
  patient(patientId: string): PatientSummary;
}

export type AccessRow = DrawnAccess & { review_id: string | null };

export function accessView(row: AccessRow, named: Named): Access {
  return {
    id: row.entry_id,
    at: row.at,
    person: named.person(row.staff_id),
    patient: named.patient(row.patient_id),
    act: row.act,
    way: row.way,
    requestId: row.request_id,
    flags: row.flags,
    isReviewed: row.review_id !== null,
  };
}

export function pairView(row: PairRow, named: Named): AccessToReview {
  return {
    person: named.person(row.staff_id),
    patient: named.patient(row.patient_id),
    flags: row.flags,
    count: row.count,
    opened: row.opened,
    firstAt: row.first_at,
    lastAt: row.last_at,
  };
}

export function reviewView(row: ReviewRow, named: Named): AccessReview {
  return {
    id: row.id,
    person: named.person(row.staff_id),
    patient: named.patient(row.patient_id),
    flags: row.flags,
    count: row.count,
    firstAt: row.first_at,
    lastAt: row.last_at,
    note: row.note,
    reviewedAt: row.reviewed_at,
    reviewedBy: named.person(row.reviewed_by),
  };
}

export interface EntryRow {
  id: string;
  at: string;
  act: string;
  actor_id: string | null;
  entity_id: string | null;
  request_id: string;
}
export type TakenRow = EntryRow & { actor_id: string; target: string | null; patients: number };
export type TryRow = EntryRow & { code: string; tries: number; actor_kind: string };

export function takenView(row: TakenRow, named: Named): TakenOut {
  return {
    id: row.id,
    at: row.at,
    person: named.person(row.actor_id),
    act: row.act,
    target: row.target,
    patients: row.patients,
    requestId: row.request_id,
  };
}

export function tryView(row: TryRow, named: Named): FailedTry {
  const staffId = triedBy(row);
  return {
    id: row.id,
    at: row.at,
    person: staffId === null ? null : named.person(staffId),
    act: row.act,
    code: row.code,
    tries: row.tries,
    requestId: row.request_id,
  };
}

/** Nobody is signed in where a sign-in fails: the entry is then about whose login it was. */
export function triedBy({ actor_kind, actor_id, entity_id }: TryRow): string | null {
  return actor_kind === 'staff' || actor_kind === 'service' ? actor_id : entity_id;
}
