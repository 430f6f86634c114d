import { clinicTexts, type ClinicTexts } from '#contract/clinic-settings';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

/** What a clinic says to its patients. */
export const clinicTextsRule: RuleDefinition<ClinicTexts> = {
  name: 'clinics.texts',
  schema: clinicTexts,
  standard: { arrival: { en: '', es: '' } },
};
