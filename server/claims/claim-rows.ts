// Rows of claims, remittances and follow-ups as the database holds them. Money is integer cents.
import type { AdjustmentGroup, RootCause } from '#contract/claim-money';
import type { CourseKind, DeadlineKind } from '#contract/claim-follow-up';
import type { ClaimFileProblem, RemittanceState } from '#contract/claim-files';
import type { ClaimKind, FilingOrder, Frequency } from '#contract/claim-record';
import type { ClaimStatus, FollowUpKind, WriteOffReason } from '#contract/claim-workflow';
import type { SubmittedClaim } from '../interop/x12/claim.ts';

interface OfClinic {
  organization_id: string;
  clinic_id: string;
}

/** Who writes to whom: what an 837 needs beside the claim. */
export interface ClaimEnvelope {
  senderQualifier: string;
  sender: string;
  receiverQualifier: string;
  receiver: string;
  isTest: boolean;
}

export interface ClaimRow extends OfClinic {
  id: string;
  patient_id: string | null;
  payer_id: string | null;
  payer_name: string;
  coverage_id: string | null;
  control_number: string;
  payer_control: string | null;
  kind: ClaimKind;
  filing_order: FilingOrder;
  status: ClaimStatus;
  charge_cents: number;
  from_on: string | null;
  to_on: string | null;
  submitted_at: string;
  look_on: string | null;
  content: SubmittedClaim;
  envelope: ClaimEnvelope;
  version: number;
}

export interface ClaimLineRow extends OfClinic {
  claim_id: string;
  number: number;
  procedure_code: string;
  modifiers: string[];
  revenue_code: string | null;
  units: string;
  pointers: number[];
  charge_cents: number;
  from_on: string | null;
  to_on: string | null;
  control: string | null;
}

export interface FilingRow extends OfClinic {
  id: string;
  claim_id: string;
  frequency: Frequency;
  original_reference: string | null;
  at: string;
  by_id: string | null;
  state: 'written' | 'sent' | 'accepted' | 'rejected' | 'pending' | 'answered';
  said: string;
  said_at: string | null;
  file_text: string | null;
}

/** What the payer takes off, as it wrote it. */
export interface SaidAdjustment {
  group: AdjustmentGroup;
  reason: string;
  cents: number;
}

export interface RemittanceRow extends OfClinic {
  id: string;
  file_id: string;
  payer_id: string | null;
  payer_name: string;
  trace: string;
  payment_key: string;
  method: string;
  paid_on: string | null;
  received_at: string;
  state: RemittanceState;
  payment_cents: number;
  claims_cents: number;
  provider_cents: number;
  claim_count: number;
  problems: ClaimFileProblem[];
  is_found: boolean;
  note: string;
  version: number;
}

export type RemittedAct = 'payment' | 'reversal' | 'correction' | 'notice';

export interface RemittedClaimRow extends OfClinic {
  id: string;
  remittance_id: string;
  place: number;
  claim_id: string | null;
  is_posted: boolean;
  control_number: string;
  payer_control: string;
  status_code: string;
  act: RemittedAct;
  charge_cents: number;
  paid_cents: number;
  patient_cents: number;
  patient_name: string;
  member_id: string;
  from_on: string | null;
  adjustments: SaidAdjustment[];
  remarks: string[];
}

export interface RemittedLineRow extends OfClinic {
  remitted_claim_id: string;
  place: number;
  line: number;
  procedure_code: string;
  modifiers: string[];
  control: string | null;
  from_on: string | null;
  charge_cents: number;
  paid_cents: number;
  allowed_cents: number | null;
  adjustments: SaidAdjustment[];
  remarks: string[];
}

export interface WriteOffAsked {
  cents: number;
  reason: WriteOffReason;
  askedById: string;
  at: string;
  note: string;
}

export interface Chance {
  percent: number;
  wonCents: number;
  triedCents: number;
  supposedPercent: number;
}

export interface FollowUpRow extends OfClinic {
  id: string;
  kind: FollowUpKind;
  /** Of a denial; else empty. */
  cause: string;
  root_cause: RootCause | null;
  claim_id: string | null;
  remitted_claim_id: string | null;
  payer_id: string | null;
  payer_name: string;
  lines: number[];
  codes: string[];
  is_unprocessable: boolean;
  chance: Chance;
  worth_cents: number;
  band: number;
  ranks_on: string | null;
  deadline_kind: DeadlineKind | null;
  deadline_on: string | null;
  received_on: string | null;
  write_off: WriteOffAsked | null;
  raised_cents: number;
  tried_cents: number;
  won_cents: number | null;
  ended_on: string | null;
}

export interface CourseRow extends OfClinic {
  id: string;
  claim_id: string;
  item_id: string;
  kind: CourseKind;
  does: 'replace' | 'contest' | null;
  level: number;
  started_at: string;
  by_id: string;
  reference: string;
  text: string;
  ended_at: string | null;
  outcome: 'won' | 'upheld' | 'answered' | 'taken-up' | null;
}

export interface DecisionRow extends OfClinic {
  id: string;
  claim_id: string;
  item_id: string;
  line: number;
  becomes: 'written-off' | 'patient';
  cents: number;
  at: string;
  by_id: string;
  asked_by: string | null;
  reason: string;
  ended_at: string | null;
}

export interface DepositRow extends OfClinic {
  id: string;
  on_date: string;
  cents: number;
  reference: string;
  remittance_id: string | null;
  created_at: string;
  version: number;
}
