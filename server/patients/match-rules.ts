// How likely two charts are the same person's. Pure.
import type { MatchReason } from '#contract/patients';
import { foldName, likenessOf } from './name-likeness-rules.ts';
import { nearBirthDates } from './near-birth-rules.ts';

export interface Person {
  family: string;
  given: string;
  birthOn: string;
  /** E.164. */
  phones: readonly string[];
  addresses: readonly { line: string; postalCode: string }[];
}

/** Another chart, with every name that it is known under. */
export interface KnownPerson extends Person {
  otherNames: readonly string[];
}

export interface Match {
  score: number;
  isCertain: boolean;
  reasons: MatchReason[];
}

/** A name alone is no match: with it, one more thing must be the same, or nearly. */
export const nearScore = 55;

export function matchOf(person: Person, chart: KnownPerson, today: string): Match {
  const name = nameReason(person, chart);
  const birth = birthReason(person, chart, today);
  const isSamePhone = person.phones.some((phone) => chart.phones.includes(phone));
  const isSameAddress = person.addresses.some((address) =>
    chart.addresses.some((other) => placeOf(other) !== '' && placeOf(other) === placeOf(address)),
  );
  const reasons = [
    ...(name ? [name] : []),
    ...(birth ? [birth] : []),
    ...(isSamePhone ? (['same-phone'] as const) : []),
    ...(isSameAddress ? (['same-address'] as const) : []),
  ];
  return {
    // Whatever else they share, people of one household have names of their own.
    score: name ? reasons.reduce((sum, reason) => sum + points[reason], 0) : 0,
    isCertain: name === 'same-name' && birth === 'same-birth',
    reasons,
  };
}

const points: Record<MatchReason, number> = {
  'same-name': 40,
  'swapped-name': 38,
  'alike-name': 30,
  'same-birth': 40,
  'near-birth': 25,
  'same-phone': 20,
  'same-address': 15,
};

function nameReason(person: Person, chart: KnownPerson): MatchReason | null {
  const straight = pairOf(person.family, chart.family, person.given, chart.given);
  if (straight === 1) return 'same-name';
  const swapped = pairOf(person.family, chart.given, person.given, chart.family);
  if (swapped === 1) return 'swapped-name';
  const whole = sorted(`${person.family} ${person.given}`);
  if (chart.otherNames.some((name) => sorted(name) === whole)) return 'same-name';
  const others = chart.otherNames.map((name) => likenessOf(sorted(name), whole));
  return Math.max(straight, swapped, ...others) >= 0.75 ? 'alike-name' : null;
}

/** Both parts must be alike: the same family name alone is a family. */
function pairOf(family: string, other: string, given: string, otherGiven: string): number {
  const [one, two] = [likenessOf(family, other), likenessOf(given, otherGiven)];
  return Math.min(one, two) < 0.6 ? 0 : (one + two) / 2;
}

function sorted(name: string): string {
  return foldName(name).split(' ').toSorted().join(' ');
}

function birthReason(person: Person, chart: Person, today: string): MatchReason | null {
  if (person.birthOn === chart.birthOn) return 'same-birth';
  return nearBirthDates(person.birthOn, today).includes(chart.birthOn) ? 'near-birth' : null;
}

/** House number, first word of the street, postal code: what spellings of one address agree in. */
export function placeOf({ line, postalCode }: { line: string; postalCode: string }): string {
  const words = foldName(line).split(' ');
  const code = postalCode.slice(0, 5).toLowerCase();
  return words[0] && /\d/.test(words[0]) && code ? [words[0], words[1] ?? '', code].join(' ') : '';
}
