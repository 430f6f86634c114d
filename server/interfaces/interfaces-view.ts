// Row → contract view; the one place that knows both shapes.
import type { InterfaceMessage, InterfaceView } from '#contract/interfaces';
import type { Hl7MessageRow } from '../platform/hl7-inbox/hl7-message-row.ts';
import type { InterfaceRow, MessageRow } from '../platform/drop-folder/interface-row.ts';

export interface Traffic {
  waiting: number;
  refused: number;
  taken_at: string | null;
  sent_at: string | null;
}

export function interfaceView(row: InterfaceRow, traffic: Traffic | undefined): InterfaceView {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    kind: row.kind as InterfaceView['kind'],
    folder: row.folder,
    name: row.name,
    ourQualifier: row.our_qualifier,
    ourId: row.our_id,
    theirQualifier: row.their_qualifier,
    theirId: row.their_id,
    isTest: row.is_test,
    providerName: row.provider_name,
    providerNpi: row.provider_npi,
    payerIds: row.payer_ids,
    theirApplication: row.their_application,
    theirFacility: row.their_facility,
    ourApplication: row.our_application,
    ourFacility: row.our_facility,
    path: `${row.organization_id}/${row.folder}`,
    enabled: row.enabled,
    version: row.version,
    waiting: traffic?.waiting ?? 0,
    refused: traffic?.refused ?? 0,
    lastTakenAt: traffic?.taken_at ?? null,
    lastSentAt: traffic?.sent_at ?? null,
  };
}

export function messageView(row: MessageRow): InterfaceMessage {
  return {
    id: row.id,
    direction: row.direction,
    outcome: row.outcome,
    at: row.at,
    messageType: null,
    controlNumber: row.control_number,
    counts: row.counts,
    problems: row.problems.slice(0, 50),
    problemCode: row.problem_code,
    copies: row.copies,
    isAskedAgain: row.again_asked_at !== null,
    canBeReadAgain: row.outcome === 'refused' && row.file_hash !== null,
  };
}

const outcomes = { taken: 'taken', applied: 'done', quarantined: 'refused' } as const;

export function hl7MessageView(row: Hl7MessageRow): InterfaceMessage {
  return {
    id: row.id,
    direction: 'in',
    outcome: outcomes[row.state],
    at: row.received_at,
    messageType: row.type === '' ? null : row.type,
    controlNumber: row.control_id,
    counts: {},
    problems: row.problems,
    problemCode: row.problem_code,
    copies: row.copies,
    isAskedAgain: false,
    canBeReadAgain: row.state === 'quarantined',
  };
}
