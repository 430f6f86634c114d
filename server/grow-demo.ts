// Makes the demo's tables big for the spec of query plans: older copies of the same rows, past the builders.
import { testStart, type TestDatabase } from './platform/db/test-database.ts';

/** Tables that grow with the years; no request may read one of them whole. */
export const bigTables = [
  'access_review',
  'appointment',
  'appointment_series',
  'appointment_series_left_out',
  'appointment_version',
  'audit_entry',
  'audit_seal',
  'call_attempt',
  'call_task',
  'change_log',
  'claim',
  'claim_course',
  'claim_decision',
  'claim_file',
  'claim_filing',
  'claim_follow_up',
  'claim_line',
  'deposit',
  'remittance',
  'remittance_adjustment',
  'remitted_claim',
  'remitted_line',
  'coverage',
  'coverage_version',
  'eligibility_check',
  'external_identifier',
  'hl7_message',
  'idempotency_key',
  'import_line',
  'interface_interchange',
  'interface_message',
  'notification',
  'observation',
  'observation_version',
  'occupied_time',
  'patient_access',
  'patient',
  'patient_address',
  'patient_care_team',
  'outreach_message',
  'outreach_message_version',
  'patient_contact',
  'patient_note',
  'patient_note_version',
  'patient_statement',
  'patient_telecom',
  'patient_version',
  'patient_word',
  'payment',
  'prescription',
  'prescription_fill',
  'prescription_version',
  'authorization_answer',
  'authorization_appeal',
  'authorization_call',
  'authorization_document',
  'authorization_line',
  'authorization_request',
  'authorization_submission',
  'authorization_use',
  'critical_attempt',
  'critical_call',
  'result',
  'result_contact',
  'result_hold',
  'result_letter',
  'result_release',
  'result_report',
  'result_view',
  'refill_arrival',
  'refill_decision',
  'refill_request',
  'session',
  'staff_member_version',
  'recall',
  'recall_version',
  'visit_copay',
  'visit_copay_version',
  'waitlist_entry',
  'waitlist_entry_version',
  'waitlist_offer',
  'waitlist_offer_version',
  'waitlist_opening',
  'waitlist_opening_version',
  'work_attachment',
  'work_bulk_item',
  'work_clock',
  'work_comment',
  'work_item',
  'work_item_version',
  'work_link',
] as const;

/** Every row keeps its constraints; only the references are not checked again, which would take minutes. */
export async function growDemo(t: TestDatabase): Promise<void> {
  await t.owner.transaction(async (db) => {
    await db.raw(`set local session_replication_role = replica`);
    for (const statement of copies) await db.raw(statement);
  });
  await t.owner.raw('analyze');
}

const now = `'${testStart}'::timestamptz`;
/** Of version 4 in its form, as the contract checks ids. */
const copyOf = (id: string, n = 'n'): string =>
  `overlay(overlay(md5(${id}::text || ${n}) placing '4' from 13) placing '8' from 17)::uuid`;
/** Whole weeks, so that a weekday stays one, and longer than the demo's calendar. */
const earlier = (at: string): string => `${at} - n * interval '20 weeks'`;

const copies = [
  `insert into patient
     select organization_id, ${copyOf('id')}, mrn || '-' || n, family, given, birth_on, sex, pronouns, language,
       interpreter, phone, email, created_at, version
     from patient, generate_series(1, 4) n`,
  `insert into coverage
     select organization_id, ${copyOf('id')}, ${copyOf('patient_id')}, payer_id, plan_name, member_id, group_number,
       billing_order, relationship, subscriber_family, subscriber_given, subscriber_birth_on, effective_from, ends_on,
       verified_on, verified_by, verified_how, known_on, copay_cents, deductible_cents, deductible_left_cents, valid,
       created_at, version
     from coverage, generate_series(1, 4) n`,
  `insert into coverage_version
     select organization_id, ${copyOf('id')}, version, act, row, actor_id, valid_from, valid_to
     from coverage_version, generate_series(1, 3) n`,
  `insert into interface_message (organization_id, id, interface_id, direction, outcome, file_hash, control_number, at)
     select organization_id, ${copyOf('id')}, id, 'in', 'done', md5(n::text), n::text, ${now} - n * interval '1 hour'
     from interface, generate_series(1, 20000) n`,
  `insert into hl7_message
       (organization_id, id, clinic_id, interface_id, control_id, content_hash, type, received_at, answer, state,
         applied_at, content)
     select i.organization_id, ${copyOf('i.id')}, k.id, i.id, n::text, md5(n::text), 'ORU^R01',
       ${now} - n * interval '1 hour', 'accepted', 'applied', ${now}, ''
     from interface i, (select id from clinic limit 1) k, generate_series(1, 20000) n`,
  `insert into interface_interchange
     select organization_id, interface_id, 'CLEARINGDEMO', control_number, id from interface_message`,
  `insert into eligibility_check
       (organization_id, id, clinic_id, patient_id, coverage_id, interface_id, message_id, reference, payer_id, member_id,
         service_on, asked_at)
     select c.organization_id, ${copyOf('c.id')}, k.id, c.patient_id, c.id, i.id, i.id, ${copyOf('c.id')}::text, c.payer_id,
       c.member_id, '2026-11-02', ${now} - n * interval '20 weeks'
     from coverage c, interface i, generate_series(1, 2) n, (select id from clinic limit 1) k`,
  `insert into patient_word
     select organization_id, word, ${copyOf('patient_id')}, label from patient_word, generate_series(1, 4) n`,
  `insert into patient_version
     select organization_id, ${copyOf('id')}, version, act, row, actor_id, valid_from, valid_to
     from patient_version, generate_series(1, 3) n`,
  `insert into patient_address
     select organization_id, id, 0, 'home', '1 Elm St', null, 'Boston', 'MA', '02118', 'US' from patient
     on conflict do nothing`,
  `insert into patient_telecom
     select organization_id, id, 0, '+1617555' || lpad((n % 10000)::text, 4, '0'), 'work', false
     from (select organization_id, id, row_number() over () as n from patient) p
     on conflict do nothing`,
  `insert into patient_contact
     select organization_id, id, 0, 'Lee, Sam', 'sibling', null, true, false from patient
     on conflict do nothing`,
  `insert into patient_care_team
     select organization_id, id, 0, 'pcp', null, 'Dr. Outside' from patient
     on conflict do nothing`,
  `insert into patient_statement
     select organization_id, id, 0, 'allergy', 'Penicillin', 'patient', '2026-01-02' from patient
     on conflict do nothing`,
  `insert into patient_note
     select p.organization_id, ${copyOf('p.id', "'note'")}, c.id, p.id, 'Said.', s.id, p.created_at, null, null, 1
     from patient p
     join lateral (select id from clinic limit 1) c on true
     join lateral (select id from staff_member limit 1) s on true`,
  `insert into patient_note_version
     select organization_id, clinic_id, id, 1, 'write', '{}', author_id, written_at, null from patient_note
     on conflict do nothing`,
  `insert into appointment
     select organization_id, ${copyOf('id')}, clinic_id, provider_id, ${copyOf('patient_id')}, visit_type_id,
       modality, status, ${earlier('starts_at')}, ${earlier('ends_at')}, cancel_reason, cancel_note,
       ${earlier('cancelled_at')}, cancel_late, ${earlier('undo_until')}, ${earlier('undo_closed_at')},
       ${earlier('created_at')}, version, stage, ${earlier('arrived_at')}, ${earlier('checked_in_at')},
       ${earlier('roomed_at')}, ${earlier('seen_at')}, ${earlier('closed_at')}, closed_because, entered_late,
       null, null, reason, note, resource_ids
     from appointment, generate_series(1, 4) n where takes_time`,
  `insert into occupied_time
     select organization_id, resource_kind, resource_id, lane, tolerance,
       tstzrange(${earlier('starts_at')}, ${earlier('ends_at')}), ${earlier('starts_at')}, ${earlier('ends_at')},
       clinic_id, ${copyOf('appointment_id')}, placed_at
     from occupied_time, generate_series(1, 4) n`,
  `insert into appointment_version
     select organization_id, clinic_id, ${copyOf('id')}, version, act, row, actor_id, ${earlier('valid_from')},
       ${earlier('valid_to')}
     from appointment_version, generate_series(1, 4) n`,
  `insert into appointment_series
     select organization_id, ${copyOf('id')}, clinic_id, patient_id, provider_id, visit_type_id, 'week', 1, 8, created_at
     from appointment, generate_series(1, 1) n`,
  `insert into appointment_series_left_out
     select organization_id, id, 4, clinic_id, booked_at, 'Away', null, booked_at from appointment_series
     on conflict do nothing`,
  // A few wait beside those of the demo; most have been booked long ago.
  `insert into visit_copay
     select organization_id, id, clinic_id, 2500, 'desk', null, 1 from appointment
     on conflict do nothing`,
  `insert into visit_copay_version
     select organization_id, clinic_id, id, 1, 'collected', '{}', null, ${now}, null from visit_copay
     on conflict do nothing`,
  `insert into payment
     select c.organization_id, c.id, c.clinic_id, c.id, 'card', 2500, null, null,
       1000 + row_number() over (partition by c.clinic_id order by c.id), a.starts_at, a.provider_id
     from visit_copay c join appointment a on a.organization_id = c.organization_id and a.id = c.id`,
  `insert into recall
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('patient_id', '(n % 4 + 1)')}, visit_type_id,
       provider_id, due_on + n, note, null, case when n < 3 then 'open' else 'dropped' end, null,
       case when n < 3 then null else 'declined' end, ${earlier('added_at')}, version, asked_by, claimed_by
     from recall, generate_series(1, 49) n`,
  `insert into recall_version
     select organization_id, clinic_id, id, 1, 'added', '{}', null, added_at, null from recall
     on conflict do nothing`,
  `insert into observation
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('patient_id', '(n % 4 + 1)')}, code, title, value_text,
       value_number, unit, interpretation, status, ${earlier('effective_at')}, source, reference_id || '-' || n, null,
       ${earlier('created_at')}, version
     from observation, generate_series(1, 19) n`,
  `insert into observation_version
     select organization_id, clinic_id, id, 1, 'recorded', '{}', null, created_at, null from observation
     on conflict do nothing`,
  `insert into waitlist_entry
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('patient_id', '(n % 4 + 1)')}, visit_type_id, urgency,
       provider_ids, weekdays, earliest_time, latest_time, earliest_on, latest_on, min_notice_hours, null,
       contact_consent, case when n < 3 then status else 'booked' end, ${earlier('added_at')}, version
     from waitlist_entry, generate_series(1, 49) n`,
  `insert into waitlist_entry_version
     select organization_id, clinic_id, id, 1, 'added', '{}', null, added_at, null from waitlist_entry
     on conflict do nothing`,
  `insert into waitlist_opening (organization_id, id, clinic_id, provider_id, visit_type_id, starts_at, ends_at, cause,
       appointment_id, freed_by, freed_version, status, offers_leave_at, raised_at, ended_at, fitting, version)
     select organization_id, ${copyOf('id')}, clinic_id, provider_id, visit_type_id, starts_at, ends_at, 'cancelled',
       id, id, version, 'lapsed', cancelled_at, cancelled_at, starts_at, 3, 2
     from appointment, generate_series(1, 1) n where cancelled_at is not null and starts_at < ${now} - interval '1 year'`,
  `insert into waitlist_opening_version
     select organization_id, clinic_id, id, 1, 'raised', '{}', null, raised_at, null from waitlist_opening
     on conflict do nothing`,
  `insert into waitlist_offer (organization_id, id, clinic_id, opening_id, entry_id, patient_id, status, rank, grounds,
       token_hash, leaves_at, sent_at, expires_at, answered_at, version, way, starts_at, ends_at)
     select o.organization_id, ${copyOf('o.id')}, o.clinic_id, o.id, e.id, e.patient_id, 'expired', n, '{}',
       sha256((o.id::text || n)::bytea), o.raised_at, o.raised_at, o.raised_at, o.raised_at, 3,
       'message', o.starts_at, o.ends_at
     from waitlist_opening o cross join generate_series(1, 3) n
     join lateral (
       select id, patient_id from waitlist_entry w where w.clinic_id = o.clinic_id and w.status = 'booked' limit 1
     ) e on true
     where o.status = 'lapsed'`,
  `insert into waitlist_offer_version
     select organization_id, clinic_id, id, 1, 'queued', '{}', null, leaves_at, null from waitlist_offer
     on conflict do nothing`,
  // Nearly all have arrived long ago.
  `insert into outreach_message
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('patient_id', '(n % 4 + 1)')}, channel, kind, about_kind,
       ${copyOf('about_id')}, language, 'delivered', null, ${earlier('queued_at')}, ${earlier('leaves_at')},
       ${earlier('expires_at')}, 1, ${earlier('handed_at')}, ${earlier('queued_at')}, null, sent_to, 4
     from outreach_message, generate_series(1, 60) n`,
  `insert into outreach_message_version
     select organization_id, clinic_id, id, 1, 'queued', '{}', null, queued_at, null from outreach_message
     on conflict do nothing`,
  // Most were closed long ago; of those that are open some are late, snoozed or somebody's.
  `insert into work_item
     select organization_id, ${copyOf('id')}, clinic_id, queue, ${copyOf('patient_id', '(n % 4 + 1)')},
       case when n < 20 then status else 'done' end, (n + priority) % 4, case when n % 5 = 0 then owner_id end, null,
       0, null, case when n < 20 then snoozed_until end, reason, tags,
       case when n < 20 then sort_at else '2999-12-31' end, n % 3, null, 0, ${earlier('opened_at')},
       case when n < 20 then closed_at else opened_at - n * interval '1 day' end, 1, 0,
       case when n < 20 then due_at else '2999-12-31' end
     from work_item, generate_series(1, 300) n`,
  `insert into work_item_version
     select organization_id, clinic_id, id, 1, 'opened', '{}', null, opened_at, null from work_item
     on conflict do nothing`,
  `insert into work_clock
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('work_item_id')}, rule, rule_version, rule_value,
       title, started_at, start_evidence, target_at, deadline_at, warn_at, level, 'stopped', null, deadline_at
     from work_clock, generate_series(1, 300) n`,
  `insert into work_comment
     select organization_id, ${copyOf('id', '1')}, clinic_id, id, (select id from staff_member limit 1), 'Said.', '{}', opened_at
     from work_item`,
  `insert into work_attachment
     select organization_id, ${copyOf('id', '2')}, clinic_id, id, 'letter', 'letter.pdf', 'application/pdf', 500,
       md5(id::text) || md5(id::text), md5(id::text), (select id from staff_member limit 1), opened_at
     from work_item`,
  `insert into work_link
     select organization_id, ${copyOf('id', '3')}, clinic_id, id, 'appointment',
       (select id from appointment limit 1), (select id from staff_member limit 1), opened_at
     from work_item
     on conflict do nothing`,
  `insert into call_task
     select organization_id, ${copyOf('id')}, clinic_id, kind, about, null, null
     from call_task, generate_series(1, 300) n`,
  `insert into call_attempt
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('call_id')}, caller_id, outcome, reason, note,
       began_at, ended_at
     from call_attempt, generate_series(1, 300) n`,
  `insert into prescription (organization_id, id, clinic_id, patient_id, ordered, schedule, as_needed, status, issued_on,
       expires_on, started_on, prescriber_id, prescriber_name, pharmacy_id, way, prior_id, created_at, version)
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('patient_id', '(n % 4 + 1)')}, ordered, schedule, as_needed,
       'completed', issued_on, expires_on, started_on, prescriber_id, prescriber_name, pharmacy_id, way, id,
       ${earlier('created_at')}, 1
     from prescription, generate_series(1, 300) n`,
  `insert into prescription_version
     select organization_id, clinic_id, id, 1, 'add', '{}', null, created_at, null from prescription
     on conflict do nothing`,
  `insert into prescription_fill (organization_id, id, clinic_id, prescription_id, number, filled_on, status, given, recorded_at)
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('prescription_id')}, number, filled_on, status, given,
       ${earlier('recorded_at')}
     from prescription_fill, generate_series(1, 300) n`,
  `insert into refill_request (organization_id, id, clinic_id, source, said, requested, prescription_id, pharmacy_id, way,
       asked, runs_out_on, unknown_because, needed_on, high_risk, abrupt_stop, readiness, transport, sent_at)
     select organization_id, ${copyOf('id')}, clinic_id, source, said, requested, ${copyOf('prescription_id')}, pharmacy_id, way,
       asked, runs_out_on, unknown_because, needed_on, high_risk, abrupt_stop, readiness, transport, sent_at
     from refill_request, generate_series(1, 300) n`,
  `insert into refill_arrival (organization_id, id, clinic_id, request_id, source, at)
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('request_id')}, source, ${earlier('at')}
     from refill_arrival, generate_series(1, 300) n`,
  `insert into refill_decision (organization_id, id, clinic_id, request_id, prescription_id, kind, reason, granted, note,
       criteria, by_id, at, leaves_at)
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('request_id')}, ${copyOf('prescription_id')}, kind, reason,
       granted, note, criteria, by_id, ${earlier('at')}, ${earlier('leaves_at')}
     from refill_decision, generate_series(1, 300) n`,
  `insert into claim_file (organization_id, id, clinic_id, file_hash, name, received_at, report)
     select organization_id, ${copyOf('id')}, clinic_id, md5(id || '-' || n) || md5(n || '-' || id), name,
       ${earlier('received_at')}, report
     from claim_file, generate_series(1, 300) n`,
  `insert into claim (organization_id, id, clinic_id, patient_id, payer_id, payer_name, coverage_id, control_number,
       payer_control, kind, filing_order, status, charge_cents, from_on, to_on, submitted_at, look_on, content, envelope)
     select organization_id, ${copyOf('id')}, clinic_id, patient_id, payer_id, payer_name, coverage_id,
       control_number || '-' || n, payer_control || '-' || n, kind, filing_order, 'adjudicated', charge_cents + n, from_on - n,
       to_on - n, ${earlier('submitted_at')}, null, '{}', '{}'
     from claim, generate_series(1, 300) n`,
  `insert into claim_line (organization_id, clinic_id, claim_id, number, procedure_code, modifiers, units, pointers,
       charge_cents)
     select organization_id, clinic_id, ${copyOf('claim_id')}, number, procedure_code, modifiers, units, pointers,
       charge_cents
     from claim_line, generate_series(1, 300) n`,
  `insert into claim_filing (organization_id, id, clinic_id, claim_id, frequency, at, state)
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('claim_id')}, frequency, ${earlier('at')}, state
     from claim_filing, generate_series(1, 300) n`,
  `insert into remittance (organization_id, id, clinic_id, file_id, payer_id, payer_name, trace, payment_key, method,
       received_at, state, payment_cents, claims_cents, provider_cents, claim_count, problems)
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('file_id')}, payer_id, payer_name, trace || '-' || n,
       payment_key || '-' || n, method, ${earlier('received_at')}, state, payment_cents, claims_cents, provider_cents,
       claim_count, problems
     from remittance, generate_series(1, 300) n`,
  `insert into remittance_adjustment (organization_id, clinic_id, remittance_id, place, provider, reason, reference, cents)
     select organization_id, clinic_id, id, 1, '1234567893', 'L6', '', 1 from remittance`,
  `insert into remitted_claim (organization_id, id, clinic_id, remittance_id, place, claim_id, is_posted, control_number,
       payer_control, status_code, act, charge_cents, paid_cents, patient_cents, patient_name, member_id, adjustments,
       remarks)
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('remittance_id')}, place, ${copyOf('claim_id')},
       is_posted, control_number, payer_control, status_code, act, charge_cents, paid_cents, patient_cents, '', '',
       adjustments, remarks
     from remitted_claim, generate_series(1, 300) n`,
  `insert into remitted_line (organization_id, clinic_id, remitted_claim_id, place, line, procedure_code, modifiers,
       charge_cents, paid_cents, adjustments, remarks)
     select organization_id, clinic_id, ${copyOf('remitted_claim_id')}, place, line, procedure_code, modifiers,
       charge_cents, paid_cents, adjustments, remarks
     from remitted_line, generate_series(1, 300) n`,
  `insert into claim_follow_up (organization_id, id, clinic_id, kind, cause, claim_id, remitted_claim_id, payer_id, payer_name, lines, codes,
       is_unprocessable, chance, worth_cents, band, received_on, raised_cents, tried_cents, won_cents, ended_on)
     select organization_id, ${copyOf('id')}, clinic_id, kind, cause, ${copyOf('claim_id')}, ${copyOf('remitted_claim_id')},
       payer_id, payer_name, lines, codes, is_unprocessable, chance, worth_cents, band, received_on, raised_cents,
       tried_cents, 0, date '2026-11-01' - n
     from claim_follow_up, generate_series(1, 300) n`,
  `insert into claim_course (organization_id, id, clinic_id, claim_id, item_id, kind, does, level, started_at, by_id,
       reference, text, ended_at, outcome)
     select organization_id, ${copyOf('id', '1')}, clinic_id, claim_id, id, 'appeal', 'contest', 1, ${now},
       (select id from staff_member limit 1), '', 'Necessary', ${now}, 'upheld'
     from claim_follow_up where won_cents is not null and claim_id is not null`,
  `insert into claim_decision (organization_id, id, clinic_id, claim_id, item_id, line, becomes, cents, at, by_id, reason)
     select organization_id, ${copyOf('id', '2')}, clinic_id, claim_id, id, 0, 'written-off', 1, ${now},
       (select id from staff_member limit 1), 'Goodwill'
     from claim_follow_up where won_cents is not null and claim_id is not null`,
  `insert into deposit (organization_id, id, clinic_id, on_date, cents, reference, remittance_id, created_at)
     select organization_id, ${copyOf('id', '3')}, clinic_id, date '2020-01-01', 100, trace, id, ${now} from remittance
     where trace like '%-%'`,
  `insert into result (organization_id, id, clinic_id, kind, title, code, code_system, categories, is_sensitive,
       report_status, number, severity, value_count, abnormal_count, critical_count, ordered_by, ordered_name, order_state,
       missing, source, placer, filler, report_key, ordered_at, collected_at, received_at, final_at, signed_by, signed_at)
     select organization_id, ${copyOf('id')}, clinic_id, kind, title, code, code_system, categories, is_sensitive,
       report_status, number, severity, value_count, abnormal_count, critical_count, ordered_by, ordered_name, order_state,
       missing, source, placer || '-' || n, filler || '-' || n, report_key || '-' || n, ordered_at, collected_at,
       received_at, final_at, signed_by, signed_at
     from result, generate_series(1, 300) n`,
  `insert into result_report (organization_id, clinic_id, result_id, number, status, received_at, content, content_hash)
     select organization_id, clinic_id, ${copyOf('result_id')}, number, status, ${earlier('received_at')}, content,
       content_hash
     from result_report, generate_series(1, 300) n`,
  `insert into result_release (organization_id, clinic_id, result_id, viewer, since, number)
     select organization_id, clinic_id, ${copyOf('result_id')}, viewer, ${earlier('since')}, number
     from result_release, generate_series(1, 300) n`,
  `insert into result_view (organization_id, clinic_id, result_id, number, kind, viewer, name, first_at, last_at)
     select organization_id, clinic_id, id, 1, 'staff', ${copyOf('id', '4')}, 'Kim', ${now}, ${now} from result
     where number > 0`,
  `insert into result_contact (organization_id, id, clinic_id, result_id, kind, viewer, name, numbers, first_seen_at,
       outcome, at, is_reached)
     select organization_id, ${copyOf('id', '5')}, clinic_id, id, 'staff', ${copyOf('id', '5')}, 'Kim', '{1}', ${now}, 'told',
       ${now}, true
     from result where number > 0`,
  `insert into result_letter (organization_id, id, clinic_id, result_id, by_id, at, text)
     select organization_id, ${copyOf('id', '6')}, clinic_id, id, (select id from staff_member limit 1), ${now}, 'All is well'
     from result where number > 0`,
  `insert into result_hold (organization_id, id, clinic_id, result_id, kind, audiences, ground, reasoning, relationship,
       by_id, at, until_at)
     select organization_id, ${copyOf('id', '7')}, clinic_id, id, 'hold', '{proxy}', 'data-suspect', 'Mixed up', 'ordered',
       (select id from staff_member limit 1), ${earlier('received_at')}, ${now}
     from result, generate_series(1, 1) n where number > 0`,
  `insert into critical_call (organization_id, id, clinic_id, result_id, number, state, ladder, started_at, ended_at)
     select organization_id, ${copyOf('id', '8')}, clinic_id, id, number, 'corrected', '{"at":0,"steps":[]}', ${now}, ${now}
     from result where number > 0`,
  `insert into critical_attempt (organization_id, id, clinic_id, call_id, at, caller_id, rung, recipient, credentials,
       outcome, read_back, note)
     select organization_id, ${copyOf('id', '9')}, clinic_id, id, ${now}, (select id from staff_member limit 1), '', 'Kim', '',
       'no-answer', '', ''
     from critical_call`,
  `insert into authorization_request (organization_id, id, clinic_id, source, coverage_id, payer_id, line_of_business,
       plan_name, member_id, billing_order, urgency, ordering_id, ordering_name, diagnoses)
     select organization_id, ${copyOf('id')}, clinic_id, source, coverage_id, payer_id, line_of_business, plan_name,
       member_id, billing_order, 'standard', ordering_id, ordering_name, diagnoses
     from authorization_request, generate_series(1, 300) n`,
  `insert into authorization_line (organization_id, id, clinic_id, request_id, patient_id, payer_id, position, status, kind,
       description, code, quantity, unit, from_on, until_on, place_of_service, drug_group, need, pended_for, action, number,
       because, via, decided_by, decided_at, granted, granted_units, granted_from, granted_until, units_used)
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('request_id')}, patient_id, payer_id, position,
       case when granted is null then 'cancelled' else 'expired' end, kind, description, code, quantity, unit, from_on,
       until_on, place_of_service, drug_group, need, pended_for, action, number, because, via, decided_by, decided_at,
       granted, granted_units, granted_from, granted_until, units_used
     from authorization_line, generate_series(1, 300) n`,
  `insert into authorization_document (organization_id, id, clinic_id, request_id, title, asked_by, asked_at)
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('request_id')}, title, asked_by, ${earlier('asked_at')}
     from authorization_document, generate_series(1, 300) n`,
  `insert into authorization_submission (organization_id, id, clinic_id, request_id, channel, at, by_id, confirmation,
       received_at)
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('request_id')}, channel, ${earlier('at')}, by_id,
       confirmation, ${earlier('received_at')}
     from authorization_submission, generate_series(1, 300) n`,
  `insert into authorization_answer (organization_id, id, clinic_id, request_id, line_id, payer_id, action, number,
       reason_codes, because, via, by_id, decided_at, at, received_at, due_at, fate)
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('request_id')}, ${copyOf('line_id')}, payer_id, action,
       number, reason_codes, because, via, by_id, ${earlier('decided_at')}, ${earlier('at')}, ${earlier('received_at')},
       ${earlier('due_at')}, fate
     from authorization_answer, generate_series(1, 300) n`,
  `insert into authorization_appeal (organization_id, id, clinic_id, line_id, level, filed_at, confirmation)
     select organization_id, ${copyOf('id')}, clinic_id, ${copyOf('line_id')}, level, ${earlier('filed_at')}, confirmation
     from authorization_appeal, generate_series(1, 300) n`,
  `insert into authorization_call (organization_id, id, clinic_id, request_id, at, by_id, spoke_to, reference, said)
     select organization_id, ${copyOf('id', '4')}, clinic_id, id, ${now}, (select id from staff_member limit 1), 'Kim', '',
       'In review'
     from authorization_request`,
  `insert into authorization_use (organization_id, id, clinic_id, line_id, appointment_id, starts_at, units, state, at)
     select l.organization_id, ${copyOf('a.id', '5')}, l.clinic_id, l.id, a.id, a.starts_at, 1, 'returned', ${now}
     from (select row_number() over (order by id) as n, * from authorization_line) l
     join (select row_number() over (order by id) as n, id, starts_at from appointment) a on a.n = l.n`,
  `insert into work_bulk
     select organization_id, ${copyOf('clinic_id')}, clinic_id, 'calls', '{"verb":"tag","tags":[]}',
       (select id from staff_member limit 1), null, 1, 1, 0, ${now}, ${now}, 2
     from (select distinct organization_id, clinic_id from work_item) clinics, generate_series(1, 40) n`,
  `insert into work_bulk_item
     select b.organization_id, b.clinic_id, b.id, i.id, 1, ${now}, null
     from work_bulk b join lateral (select id from work_item limit 1000) i on true`,
  `insert into import_run
     select organization_id, ${copyOf('id', "n || 'import'")}, id, 'patients', 'old', 'old.csv', s.staff_id, ${now}, ${now},
       'ended', 0, 0, 0, 0, 0, 1
     from clinic join lateral (select id as staff_id from staff_member limit 1) s on true, generate_series(1, 20) n`,
  `insert into import_line
     select r.organization_id, r.clinic_id, r.id, n, '{}', 'refused', null, '[{"field":"","code":"bad-value"}]', null
     from import_run r, generate_series(1, 300) n`,
  `insert into external_identifier
     select organization_id, 'patient', 'old', id::text, id, ${now}, null from patient`,
  // A few of each person's are of this month; the others wait for the tick that removes them.
  `insert into notification
     select s.organization_id, ${copyOf('s.id', "(n || 'told')")}, c.id, s.id, 'late', 'calls', null, null, null, 2, 0, false,
       ${now} - n * interval '4 hours', case when n > 20 then ${now} end, 1
     from staff_member s join lateral (select id from clinic limit 1) c on true, generate_series(1, 400) n`,
  `insert into feed_head
     select organization_id, capability || ':' || id, id, 8000
     from clinic, unnest('{calendar,waitlist,availability,calls}'::text[]) capability
     on conflict (organization_id, feed) do update set seq = excluded.seq`,
  `insert into change_log
     select organization_id, feed, n, clinic_id, 'calendar.appointment-moved', ${copyOf('organization_id')}, 1, '{}',
       null, null, /* where its partitions are */ date_trunc('day', now()) + n * interval '30 seconds'
     from feed_head, generate_series(1, 8000) n where seq = 8000`,
  `insert into audit_entry
     select organization_id, ${copyOf('organization_id')}, ${now} - n * interval '1 minute', 'read', 'listDay', 'staff',
       null, null, null, '', '{}'
     from organization, generate_series(1, 40000) n`,
  // One look in a hundred is flagged; exports and refusals stand between.
  `insert into audit_entry
     select p.organization_id, ${copyOf('p.id', "(n || 'look')")}, ${now} - n * interval '3 days' - row_number() over () * interval '1 second',
       case when n = 9 then 'export' when n = 8 then 'denied' else 'read' end, 'getPatientRecord', 'staff', s.id, null, p.id, '', '{}'
     from (select organization_id, id from patient limit 4000) p
     join lateral (select id from staff_member order by id limit 1) s on true, generate_series(0, 9) n`,
  `insert into access_review
     select organization_id, ${copyOf('id', "'review'")}, actor_id, entity_id, '{vip}', 1, at, at, 'Said.', at,
       (select id from staff_member order by id desc limit 1)
     from audit_entry where act = 'getPatientRecord' and kind = 'denied'`,
  `insert into patient_access
     select organization_id, id, entity_id, actor_id, at, act, 'opened', '',
       case when is_flagged then '{vip}'::text[] else '{}' end, is_flagged, null
     from (
       select *, get_byte(decode(md5(id::text), 'hex'), 0) < 3 as is_flagged from audit_entry
       where act = 'getPatientRecord' and kind = 'read'
     ) looks
     on conflict do nothing`,
  `insert into audit_seal
     select organization_id, 1000000 + row_number() over (order by at), id, sha256(id::text::bytea), at
     from audit_entry
     on conflict do nothing`,
  `insert into idempotency_key
     select organization_id, s.id, ${copyOf('s.id')}, sha256(''), 200, 'null', ${now} - n * interval '1 minute'
     from staff_member s, generate_series(1, 1000) n`,
  `insert into session (sid, sess, expire, public_id, organization_id, staff_id, created_at, last_seen_at,
     absolute_expires_at)
     select md5(s.id::text || n), '{}', ${now} + interval '1 day', ${copyOf('s.id')}, organization_id, s.id, ${now}, ${now},
       ${now} + interval '12 hours'
     from staff_member s, generate_series(1, 200) n`,
  `insert into staff_member_version
     select organization_id, id, n, 'edited', '{}', null, ${now}, null
     from staff_member, generate_series(2, 100) n`,
];
