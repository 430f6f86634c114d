// What a file of a payer or a billing system holds, part by part: each transaction stands or falls alone.
import type { ClaimFileProblem } from '#contract/claim-files';
import type { SubmittedClaim } from '../../interop/x12/claim.ts';
import type { ClaimStatusSaid } from '../../interop/x12/claim-status.ts';
import type {
  ProviderAdjustment,
  Remittance,
  RemittedClaim,
} from '../../interop/x12/remittance.ts';
import type { ClaimEnvelope } from '../claim-rows.ts';

interface PartHead {
  /** ST02. */
  control: string;
  /** Of its ST. */
  segment: number;
  problems: ClaimFileProblem[];
  /** Nothing of it counts. */
  isRefused: boolean;
}

export interface RemittancePart extends PartHead {
  type: '835';
  remittance: Remittance;
  claims: RemittedClaim[];
  provider: ProviderAdjustment[];
  /** It does not balance, or something in it is for a person to decide. */
  isHeld: boolean;
}

export interface ClaimsPart extends PartHead {
  type: '837';
  envelope: ClaimEnvelope;
  claims: SubmittedClaim[];
}

export interface StatusPart extends PartHead {
  type: '277';
  said: ClaimStatusSaid[];
}

export interface OtherPart extends PartHead {
  type: 'other';
  /** ST01. */
  name: string;
}

export type FilePart = RemittancePart | ClaimsPart | StatusPart | OtherPart;

export interface ClaimFile {
  hash: string;
  parts: FilePart[];
  /** Of the file as a whole. */
  problems: ClaimFileProblem[];
}
