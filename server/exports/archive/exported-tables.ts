// What of the database leaves: every table is named here once, with what of it stays and why.

/** Why a table stays. */
export type StaysBecause =
  /** It opens doors. */
  | 'secret'
  /** It is rebuilt from the tables that leave. */
  | 'derived'
  /** It serves the running servers alone: marks, leases, queues, files half read. */
  | 'machinery';

export const stayingTables: Readonly<Record<string, StaysBecause>> = {
  second_step: 'secret',
  recovery_code: 'secret',
  session: 'secret',
  staff_link: 'secret',
  one_time_link: 'secret',
  sign_in_failure: 'secret',
  name_word: 'derived',
  name_gap: 'derived',
  patient_word: 'derived',
  occupied_time: 'derived',
  access_mark: 'machinery',
  blob_due: 'machinery',
  change_log: 'machinery',
  feed_head: 'machinery',
  idempotency_key: 'machinery',
  import_line: 'machinery',
  reaction_mark: 'machinery',
  schema_migration: 'machinery',
  schema_migration_lock: 'machinery',
};

/** Columns that stay although their table leaves; a version's row keeps the same to itself. */
export const stayingColumns: Readonly<Record<string, readonly string[]>> = {
  login: ['password_hash'],
  service_account: ['key_hash'],
  waitlist_offer: ['token_hash'],
  waitlist_offer_version: ['token_hash'],
  work_attachment: ['blob_key'],
  export_run: ['blob_key', 'lease_until'],
};

/**
 * A table stands before those that it names: what is written while an archive is made may then be missing whole, but no
 * record in the archive names one that is not there.
 */
export const exportedTables = [
  'patient_access',
  'access_review',
  'audit_seal',
  'audit_entry',
  'notification',
  'notification_choice',
  'work_attachment',
  'work_comment',
  'work_link',
  'work_clock_pause',
  'work_clock',
  'work_bulk_item',
  'work_bulk',
  'work_view',
  'work_view_version',
  'call_attempt',
  'call_task',
  'work_item',
  'work_item_version',
  'waitlist_offer',
  'waitlist_offer_version',
  'waitlist_entry',
  'waitlist_entry_version',
  'waitlist_opening',
  'waitlist_opening_version',
  'appointment',
  'appointment_version',
  'template_block',
  'weekly_template',
  'weekly_template_version',
  'visit_type',
  'visit_type_version',
  'patient_flag_effect',
  'patient_flag',
  'patient_flag_version',
  'patient_note',
  'patient_note_version',
  'patient_proxy',
  'patient_proxy_version',
  'coverage',
  'coverage_version',
  'payer',
  'payer_version',
  'retired_chart',
  'possible_duplicate',
  'possible_duplicate_version',
  'own_chart',
  'own_chart_version',
  'patient_address',
  'patient_care_team',
  'patient_contact',
  'patient_statement',
  'patient_telecom',
  'external_identifier',
  'patient',
  'patient_version',
  'pharmacy',
  'pharmacy_version',
  'import_run',
  'import_mapping',
  'export_run',
  'setting_draft',
  'setting_draft_version',
  'dated_rule',
  'service_permission',
  'service_account',
  'role_grant',
  'provider_clinic',
  'staff_absence',
  'staff_absence_version',
  'staff_preferences',
  'sign_in_rule',
  'login',
  'staff_member',
  'staff_member_version',
  'clinic',
  'clinic_version',
  'mrn_series',
  'organization',
] as const;
export type ExportedTable = (typeof exportedTables)[number];
