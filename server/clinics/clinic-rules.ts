// Pure: who lets a draft go live.
import type { Approver } from '#contract/clinic-settings';

export interface Approval {
  required: Approver;
  isOwnDraft: boolean;
  /** Somebody else who works here may approve it. */
  othersMay: boolean;
  mayConfigure: boolean;
  mayApprove: boolean;
}

export type Refusal = { code: 'not-allowed' | 'own-draft'; words: string } | null;

/** Four eyes, where there are four: who is alone in it approves their own, and the audit says so. */
export function refuseApproval(approval: Approval): Refusal {
  const { required, isOwnDraft, othersMay, mayConfigure, mayApprove } = approval;
  if (!(required === 'administrator' ? mayApprove : mayConfigure))
    return { code: 'not-allowed', words: 'An administrator approves this; nothing was changed.' };
  return isOwnDraft && othersMay
    ? { code: 'own-draft', words: 'Somebody else must approve your draft; nothing was changed.' }
    : null;
}
