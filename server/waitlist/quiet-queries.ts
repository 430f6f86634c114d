// When patients are left alone: by the waitlist's rules, and by those for all that the clinic says. Where the patient is.
import { outreachRule } from '../outreach/outreach-rule.ts';
import { listPatientZones } from '../patients/zone-queries.ts';
import { afterQuietHours, type QuietHours } from '../platform/clock/quiet-hours.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { waitlistRule } from './waitlist-rule.ts';

export interface QuietTimes {
  quiets: readonly QuietHours[];
  zoneOf: (patientId: string) => string;
}

export async function quietTimesOf(
  ctx: Ctx,
  clinicId: string,
  patientIds: readonly string[],
): Promise<QuietTimes> {
  const { value: offers } = await ruleInForce(ctx, clinicId, waitlistRule);
  const { value: messages } = await ruleInForce(ctx, clinicId, outreachRule);
  const { zone } = await getClinic(ctx, clinicId);
  const zones = await listPatientZones(ctx, patientIds);
  return { quiets: [offers, messages], zoneOf: (id) => zones.get(id) ?? zone };
}

/** The same instant, or the first at which the patient may be asked. */
export function afterAllQuiet(
  at: string,
  { quiets, zoneOf }: QuietTimes,
  patientId: string,
): string {
  const zone = zoneOf(patientId);
  const after = quiets.reduce((time, quiet) => afterQuietHours(time, quiet, zone), at);
  // The end of one may lie in another; two nights never cover a day.
  return quiets.reduce((time, quiet) => afterQuietHours(time, quiet, zone), after);
}
