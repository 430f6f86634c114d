import type { FileProblem } from './interface-kind.ts';

export interface InterfaceRow {
  organization_id: string;
  id: string;
  /** `null`: of the whole organization. */
  clinic_id: string | null;
  kind: string;
  name: string;
  folder: string;
  /** Of X12 alone, as are the next: who writes to whom, and who asks. */
  our_qualifier: string | null;
  our_id: string | null;
  their_qualifier: string | null;
  their_id: string | null;
  is_test: boolean;
  provider_name: string | null;
  provider_npi: string | null;
  payer_ids: string[];
  /** Of HL7 alone, MSH-3 to MSH-6 of what comes; ours are `null` where it may name us as it likes. */
  their_application: string | null;
  their_facility: string | null;
  our_application: string | null;
  our_facility: string | null;
  enabled: boolean;
  last_control: number;
  created_at: string;
  version: number;
}

/** Of a kind that speaks X12: the database holds that all of them are there. */
export type X12InterfaceRow = InterfaceRow & {
  our_qualifier: string;
  our_id: string;
  their_qualifier: string;
  their_id: string;
  provider_name: string;
  provider_npi: string;
};

export function asX12(row: InterfaceRow): X12InterfaceRow {
  if (row.our_id === null || row.provider_npi === null)
    throw new Error('An interface of another kind is asked for its X12 parties.');
  return row as X12InterfaceRow;
}

export interface MessageRow {
  organization_id: string;
  id: string;
  interface_id: string;
  clinic_id: string | null;
  direction: 'in' | 'out';
  outcome: 'done' | 'refused' | 'waiting' | 'sent';
  file_hash: string | null;
  control_number: string | null;
  at: string;
  counts: Record<string, number>;
  problems: FileProblem[];
  problem_code: string | null;
  copies: number;
  again_asked_at: string | null;
  content: string | null;
  claimed_until: string | null;
}
