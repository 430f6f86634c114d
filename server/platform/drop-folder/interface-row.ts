import type { FileProblem } from './interface-kind.ts';

export interface InterfaceRow {
  organization_id: string;
  id: string;
  /** `null`: of the whole organization. */
  clinic_id: string | null;
  kind: string;
  name: string;
  folder: string;
  our_qualifier: string;
  our_id: string;
  their_qualifier: string;
  their_id: string;
  is_test: boolean;
  provider_name: string;
  provider_npi: string;
  payer_ids: string[];
  enabled: boolean;
  last_control: number;
  created_at: string;
  version: number;
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
