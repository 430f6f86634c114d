import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * E.164 of what was typed, taken as North American without a country code. `null` when it cannot be a number; of other
 * countries only the length is judged, because their plans change.
 */
export function e164Of(typed: string): string | null {
  const number = parsePhoneNumberFromString(typed, 'US');
  if (!number?.isPossible()) return null;
  return number.countryCallingCode !== '1' || number.isValid() ? number.number : null;
}
