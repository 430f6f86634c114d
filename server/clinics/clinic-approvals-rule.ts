import { clinicApprovals, type ClinicApprovals } from '#contract/clinic-settings';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

/** Who approves what. */
export const clinicApprovalsRule: RuleDefinition<ClinicApprovals> = {
  name: 'clinics.approvals',
  schema: clinicApprovals,
  standard: { texts: 'clinic-manager' },
};
