import type { MessageReply } from '#contract/outreach';
import type { ReplyRow } from './reply-repository.ts';

export function replyView(row: ReplyRow): MessageReply {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    patientId: row.patient_id,
    appointmentId: row.appointment_id,
    startsAt: row.starts_at,
    meaning: row.meaning,
    receivedAt: row.received_at,
    version: 1,
  };
}
