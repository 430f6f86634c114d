// What a decision grants: pure.
import type { ControlledSchedule, MedicationOrder } from '#contract/prescription';
import { Temporal } from '../platform/clock/temporal.ts';

/** As asked for; what the request does not say is as ordered. Without a number of fills none is added. */
export function grantAsAsked(
  requested: MedicationOrder,
  active: MedicationOrder | null,
): MedicationOrder {
  const said = (asked: string, ordered: string | undefined): string => asked || (ordered ?? '');
  return {
    rxnorm: requested.rxnorm ?? active?.rxnorm ?? null,
    name: requested.name,
    form: said(requested.form, active?.form),
    strength: said(requested.strength, active?.strength),
    sig: said(requested.sig, active?.sig),
    quantity: requested.quantity ?? active?.quantity ?? null,
    unit: said(requested.unit, active?.unit),
    daysSupply: requested.daysSupply ?? active?.daysSupply ?? null,
    repeats: requested.repeats ?? 0,
  };
}

/** One fill of fewer days, with as many units as they take. */
export function bridgeGrant(grant: MedicationOrder, days: number): MedicationOrder {
  const { quantity, daysSupply } = grant;
  const part =
    quantity === null || daysSupply === null
      ? null
      : Math.ceil(((quantity * days) / daysSupply) * 1000 - 1e-6) / 1000;
  return { ...grant, daysSupply: days, quantity: part, repeats: 0 };
}

/** The most fills after the first that federal law leaves; `null` = no limit (21 CFR 1306.12 and 1306.22). */
export function mostRepeats(schedule: ControlledSchedule | null): number | null {
  if (schedule === '2' || schedule === '2n') return 0;
  return schedule === null || schedule === '5' ? null : 5;
}

/** The last day of a renewal that is issued on a date. */
export function expiryOf(
  issuedOn: string,
  schedule: ControlledSchedule | null,
  validMonths: number,
): string {
  const months = mostRepeats(schedule) === 5 ? Math.min(6, validMonths) : validMonths;
  return Temporal.PlainDate.from(issuedOn).add({ months }).toString();
}

/** The same drug in the same form, strength and directions: only how much differs. */
export function isSameDrug(a: MedicationOrder, b: MedicationOrder): boolean {
  const words = ({ name, form, strength, sig }: MedicationOrder): string =>
    [name, form, strength, sig].map((one) => one.trim().toLowerCase()).join('|');
  return words(a) === words(b);
}
