// A rule of release between what somebody types and what is kept.
import type { ResultCategory } from '#contract/result-content';
import type { Audience, ReleaseRule } from '#contract/result-release';
import type { Typed } from '../../../platform/work-queue/step-fields';
import { typedWhole } from '../typed-number';

export interface RuleText {
  title: string;
  jurisdiction: string;
  audience: string;
  categories: readonly ResultCategory[];
  ageFrom: string;
  /** The last year in which it counts; empty = no end. */
  ageUntil: string;
  effect: string;
  amount: string;
  mayRelease: boolean;
  written: string;
  fromOn: string;
  untilOn: string;
}

const oldest = 150;

export function textOf(rule: ReleaseRule | null, today: string): RuleText {
  if (rule === null)
    return {
      ...{ title: '', jurisdiction: 'US', audience: 'patient', categories: [], ageFrom: '0' },
      ...{ ageUntil: '', effect: 'hours', amount: '72', mayRelease: true, written: '' },
      ...{ fromOn: today, untilOn: '' },
    };
  const { effect, ageBelow } = rule;
  const amount = {
    hours: 'hours' in effect ? effect.hours : 0,
    day: 'days' in effect ? effect.days : 0,
    never: 0,
  };
  return {
    ...{ title: rule.title, jurisdiction: rule.jurisdiction, audience: rule.audience },
    ...{ categories: rule.categories, ageFrom: String(rule.ageFrom), effect: effect.kind },
    ageUntil: ageBelow > oldest ? '' : String(ageBelow - 1),
    amount: effect.kind === 'never' ? '' : String(amount[effect.kind]),
    ...{ mayRelease: rule.clinicianMayRelease, written: rule.source },
    ...{ fromOn: rule.fromOn, untilOn: rule.untilOn ?? '' },
  };
}

export function ruleOf(typed: RuleText): Typed<ReleaseRule> {
  const [title, written] = [typed.title.trim(), typed.written.trim()];
  const jurisdiction = typed.jurisdiction.trim().toUpperCase();
  const ageFrom = typedWhole(typed.ageFrom, 0, oldest);
  const ageUntil = typed.ageUntil.trim() === '' ? oldest : typedWhole(typed.ageUntil, 0, oldest);
  if (title === '') return { fault: 'Give it a name.' };
  if (!/^US(-[A-Z]{2})?$/.test(jurisdiction))
    return { fault: 'The state is written as US-KY; US = everywhere.' };
  if (typed.categories.length === 0) return { fault: 'Choose what the results are about.' };
  if (ageFrom === undefined || ageUntil === undefined || ageUntil < ageFrom)
    return { fault: 'The ages are whole years, the first not above the last.' };
  const effect = effectOf(typed);
  if (effect === null) return { fault: 'Say how long: 1 to 720 hours, or 1 to 30 days.' };
  if (written === '') return { fault: 'Say which text says so.' };
  if (typed.fromOn === '') return { fault: 'Say from which day on it counts.' };
  if (typed.untilOn !== '' && typed.untilOn <= typed.fromOn)
    return { fault: 'It ends after it begins.' };
  return {
    value: {
      ...{ title, jurisdiction, audience: typed.audience as Audience },
      ...{ categories: [...typed.categories], ageFrom, ageBelow: ageUntil + 1, effect },
      // Where it never opens there is nothing to open earlier.
      clinicianMayRelease: typed.mayRelease && effect.kind !== 'never',
      ...{ source: written, fromOn: typed.fromOn, untilOn: typed.untilOn || null },
    },
  };
}

function effectOf({ effect, amount }: RuleText): ReleaseRule['effect'] | null {
  if (effect === 'never') return { kind: 'never' };
  if (effect === 'day') {
    const days = typedWhole(amount, 1, 30);
    return days === undefined ? null : { kind: 'day', days };
  }
  const hours = typedWhole(amount, 1, 720);
  return hours === undefined ? null : { kind: 'hours', hours };
}
