// Row → contract view of a whole record, and what a version keeps of it.
import type { PatientRecord } from '#contract/patient-record';
import type { PatientRow } from './patients-view.ts';

/** The row with its lists, as PostgreSQL builds them. */
export interface RecordRow extends PatientRow {
  more_phones: PatientRecord['phones'];
  addresses: PatientRecord['addresses'];
  contacts: PatientRecord['contacts'];
  care_team: PatientRecord['careTeam'];
  statements: PatientRecord['statements'];
  pharmacy: PatientRecord['pharmacy'];
}

export function recordView(row: RecordRow): PatientRecord {
  const { phone, phone_use: use, phone_may_text: mayText } = row;
  return {
    id: row.id,
    mrn: row.mrn,
    family: row.family,
    given: row.given,
    preferredName: row.preferred_name,
    otherNames: row.other_names,
    birthOn: row.birth_on,
    sex: row.sex,
    genderIdentity: row.gender_identity,
    pronouns: row.pronouns,
    language: row.language,
    interpreter: row.interpreter,
    phones: [...(phone ? [{ number: phone, use, mayText }] : []), ...row.more_phones],
    email: row.email,
    preferredChannel: row.preferred_channel,
    preferredTimes: row.preferred_times,
    zone: row.zone,
    addresses: row.addresses,
    contacts: row.contacts,
    careTeam: row.care_team,
    statements: row.statements,
    pharmacy: row.pharmacy,
    version: row.version,
  };
}
