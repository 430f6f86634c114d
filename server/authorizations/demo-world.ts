// What of the demo's world authorizations are made from.
import type { LineOfBusiness } from '#contract/payer';
import type { RequestRow } from './request-repository.ts';

export interface DemoAuthorizations {
  organizationId: string;
  now: string;
  perClinic: number;
  zones: ReadonlyMap<string, string>;
  appointments: readonly {
    clinic_id: string;
    patient_id: string;
    provider_id: string;
    status: string;
    starts_at: string;
  }[];
  coverages: readonly {
    id: string;
    patient_id: string;
    payer_id: string;
    plan_name: string;
    member_id: string;
    billing_order: RequestRow['billing_order'];
    ends_on: string | null;
  }[];
  payers: readonly { id: string; line_of_business: LineOfBusiness }[];
  /** Visit types that payers may want authorized. */
  visitTypes: readonly { id: string; clinic_id: string }[];
}

export type Seen = DemoAuthorizations['appointments'][number];

export interface Place {
  clinicId: string;
  zone: string;
  visit: Seen;
  number: number;
}
