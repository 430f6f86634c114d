import type { Message, OutreachPolicy } from '#contract/outreach';
import type { PatientSummary } from '#contract/patients';
import type { MessageRow } from './message-repository.ts';
import type { OutreachRule } from './outreach-rule.ts';

export function messageView(row: MessageRow, patient: PatientSummary): Message {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    patient,
    channel: row.channel,
    kind: row.kind,
    about: { kind: row.about_kind, id: row.about_id },
    language: row.language,
    status: row.status,
    because: row.because,
    queuedAt: row.queued_at,
    leavesAt: row.leaves_at,
    expiresAt: row.expires_at,
    attempts: row.attempts,
    sentAt: row.sent_at,
    version: row.version,
  };
}

/** Rules count from 0 = the standard; a view's version counts from 1. */
export function outreachPolicyView(
  clinicId: string,
  rule: { value: OutreachRule; version: number },
): OutreachPolicy {
  return { clinicId, ...rule.value, version: rule.version + 1 };
}
