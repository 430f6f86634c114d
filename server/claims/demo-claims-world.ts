// What of the demo's world claims are made from, and what becomes of each.
import type { LineOfBusiness } from '#contract/payer';
import type { FollowUpStatus } from '#contract/claim-workflow';
import type { AdjustmentGroup } from '#contract/claim-money';
import type { WorkRow } from '../platform/work/work-repository.ts';
import type {
  ClaimLineRow,
  ClaimRow,
  CourseRow,
  FilingRow,
  FollowUpRow,
  RemittedClaimRow,
  RemittedLineRow,
} from './claim-rows.ts';

export interface DemoClaims {
  organizationId: string;
  now: string;
  perClinic: number;
  zones: ReadonlyMap<string, string>;
  patients: readonly {
    id: string;
    family: string;
    given: string;
    birth_on: string;
    sex: string;
  }[];
  appointments: readonly {
    clinic_id: string;
    patient_id: string;
    status: string;
    starts_at: string;
  }[];
  coverages: readonly {
    id: string;
    patient_id: string;
    payer_id: string;
    member_id: string;
    billing_order: string;
    valid: boolean;
  }[];
  payers: readonly {
    id: string;
    name: string;
    payer_identifier: string | null;
    line_of_business: LineOfBusiness;
  }[];
}

export type Said = readonly [group: AdjustmentGroup, reason: string, share: number];

/** What the payer says of its first line: shares of the charge in percent. `null` = nothing yet. */
export interface Fate {
  said: readonly Said[] | null;
  remarks: readonly string[];
  status: ClaimRow['status'];
  /** The item is there already. */
  stands: FollowUpStatus;
  /** Days since the answer, or since it was sent where there is none. */
  daysAgo: number;
}

export interface MadeClaim {
  claim: ClaimRow;
  lines: ClaimLineRow[];
  filing: FilingRow;
  remitted: RemittedClaimRow | null;
  remittedLines: RemittedLineRow[];
  receivedAt: string;
  works: WorkRow[];
  clocks: object[];
  followUps: FollowUpRow[];
  courses: CourseRow[];
}

export interface DemoPlace {
  clinicId: string;
  zone: string;
  number: number;
  visitAt: string;
  patient: DemoClaims['patients'][number];
  coverage: DemoClaims['coverages'][number];
  payer: DemoClaims['payers'][number];
  fate: Fate;
  /** Of the remittance that says it. */
  remittanceId: string;
}
