// Clocks of authorizations as dated rules: what payers owe us, and what we owe them. A clinic writes down its own.
import type { AskedPlan, Urgency } from '#contract/authorization-request';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';
import { clockRule, type ClockRule } from '../platform/work/clock-rule.ts';
import { dayBounds, localDateOf, minutesBetween } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';

type LineOfBusiness = AskedPlan['lineOfBusiness'];

function clock(value: ClockRule): RuleDefinition<ClockRule> {
  return { name: value.code, schema: clockRule, standard: value };
}

/** Until we have submitted it. */
export const prepareClock = clock({
  code: 'authorizations.prepare',
  title: 'Submitted',
  ...{ amount: 2, unit: 'business-days', warnBefore: { amount: 4, unit: 'business-hours' } },
  ...{ targetBefore: null, jurisdiction: 'clinic' },
  source: 'Our own standard; a clinic writes down its own.',
});

/** What was sent by the server and never acknowledged waits nowhere. */
export const acknowledgeClock = clock({
  code: 'authorizations.acknowledge',
  title: 'Receipt confirmed by the payer',
  ...{ amount: 1, unit: 'business-days', warnBefore: null, targetBefore: null },
  ...{ jurisdiction: 'clinic', source: 'Our own standard; a clinic writes down its own.' },
});

const hours = (amount: number): Pick<ClockRule, 'amount' | 'unit' | 'warnBefore'> => ({
  ...{ amount, unit: 'hours', warnBefore: { amount: Math.ceil(amount / 6), unit: 'hours' } },
});
const days = (amount: number): Pick<ClockRule, 'amount' | 'unit' | 'warnBefore'> => ({
  ...{ amount, unit: 'days', warnBefore: { amount: Math.ceil(amount / 5), unit: 'days' } },
});

function decision(
  code: string,
  limit: Pick<ClockRule, 'amount' | 'unit' | 'warnBefore'>,
  source: string,
): RuleDefinition<ClockRule> {
  return clock({
    code: `authorizations.decision-${code}`,
    title: 'Payer’s answer',
    ...limit,
    ...{ targetBefore: null, jurisdiction: 'US', source },
  });
}

const interoperability = 'CMS-0057-F, from 2026-01-01';
const erisa = '29 CFR 2560.503-1(f)';
const exchange = '45 CFR 147.136, 155.1400; not bound by the limits of CMS-0057-F';
const partD = '42 CFR 423.568, 423.572';
const unsure = 'Not verified; a clinic writes down what its contract says.';

/** The payer's own time, from its receipt on: by line of business, urgency, and whether it is a drug. */
const decisions: Record<string, RuleDefinition<ClockRule>> = {
  'cms-standard': decision('cms-standard', days(7), interoperability),
  'cms-expedited': decision('cms-expedited', hours(72), interoperability),
  'exchange-standard': decision('exchange-standard', days(15), exchange),
  'exchange-expedited': decision('exchange-expedited', hours(72), exchange),
  'commercial-standard': decision('commercial-standard', days(15), erisa),
  'commercial-expedited': decision('commercial-expedited', hours(72), erisa),
  'part-d-standard': decision('part-d-standard', hours(72), partD),
  'part-d-expedited': decision('part-d-expedited', hours(24), partD),
  'other-standard': decision('other-standard', days(15), unsure),
  'other-expedited': decision('other-expedited', hours(72), unsure),
};

const families: Record<LineOfBusiness, 'cms' | 'exchange' | 'commercial' | 'other'> = {
  'medicare-advantage': 'cms',
  medicaid: 'cms',
  'medicaid-managed': 'cms',
  marketplace: 'exchange',
  commercial: 'commercial',
  medicare: 'other',
  military: 'other',
  'workers-compensation': 'other',
  other: 'other',
};

/** CMS-0057-F leaves drugs out; those of Medicare plans have the clock of Part D. */
export function decisionClock(
  lineOfBusiness: LineOfBusiness,
  urgency: Urgency,
  isDrug: boolean,
): RuleDefinition<ClockRule> {
  const isPartD =
    isDrug && (lineOfBusiness === 'medicare-advantage' || lineOfBusiness === 'medicare');
  const family = isPartD
    ? 'part-d'
    : isDrug && families[lineOfBusiness] === 'cms'
      ? 'other'
      : families[lineOfBusiness];
  const found = decisions[`${family}-${urgency}`];
  if (!found) throw new Error('A payer has no clock for its answers.');
  return found;
}

export const decisionClockNames = Object.values(decisions).map(({ name }) => name);

function filing(code: string, amount: number, source: string): RuleDefinition<ClockRule> {
  return clock({
    code: `authorizations.appeal-${code}`,
    title: 'Appeal filed',
    ...{ amount, unit: 'days', warnBefore: { amount: 10, unit: 'days' } },
    ...{
      targetBefore: { amount: Math.floor(amount / 2), unit: 'days' },
      jurisdiction: 'US',
      source,
    },
  });
}

const appeals = {
  commercial: filing('commercial', 180, '29 CFR 2560.503-1(h)(3)(i)'),
  marketplace: filing('marketplace', 180, '45 CFR 147.136(b)'),
  'medicare-advantage': filing('medicare-advantage', 65, '42 CFR 422.582(b)'),
  medicare: filing('medicare', 120, '42 CFR 405.942'),
  medicaid: filing('medicaid', 90, '42 CFR 431.221(d)'),
  'medicaid-managed': filing('medicaid-managed', 60, '42 CFR 438.402(c)(2)(ii)'),
  other: filing('other', 60, unsure),
};

/** From the receipt of a denial on; a peer-to-peer never stops it. */
export function appealClock(lineOfBusiness: LineOfBusiness): RuleDefinition<ClockRule> {
  return lineOfBusiness in appeals
    ? appeals[lineOfBusiness as keyof typeof appeals]
    : appeals.other;
}

export const appealClockNames = Object.values(appeals).map(({ name }) => name);

/** The payer's answer to an appeal. */
export const appealAnswerClock = {
  standard: clock({
    code: 'authorizations.appeal-answer',
    title: 'Answer to the appeal',
    ...days(30),
    ...{ targetBefore: null, jurisdiction: 'US', source: '42 CFR 422.590, 29 CFR 2560.503-1(i)' },
  }),
  expedited: clock({
    code: 'authorizations.appeal-answer-expedited',
    title: 'Answer to the appeal',
    ...hours(72),
    ...{
      targetBefore: null,
      jurisdiction: 'US',
      source: '42 CFR 422.590(e), 29 CFR 2560.503-1(i)',
    },
  }),
} as const satisfies Record<Urgency, RuleDefinition<ClockRule>>;

export const appealAnswerNames: string[] = Object.values(appealAnswerClock).map(({ name }) => name);

/** Where no rule of the payer says how long before its end an approval comes up. */
export const usualRenewDays = 14;

/** A first appeal, a second one, and the external review. */
export const mostAppeals = 3;

export const documentsClock = 'authorizations.documents';
export const peerClock = 'authorizations.peer-to-peer';
export const renewalClock = 'authorizations.renewal';

type OwnDeadline = typeof documentsClock | typeof peerClock | typeof renewalClock;
const asSaid = { targetBefore: null, jurisdiction: 'payer', source: 'As the payer said it.' };
/** As long as a clock counts minutes; what is further away is counted by the hour. */
const mostMinutes = 525_600;

/** A deadline that the payer set itself, to the minute. */
export function untilClock(
  code: OwnDeadline,
  of: { title: string; from: string; until: string; warnDays: number },
): RuleDefinition<ClockRule> {
  const minutes = Math.max(1, Math.floor(minutesBetween(of.from, of.until)));
  const [each, unit] = minutes > mostMinutes ? ([60, 'hours'] as const) : ([1, 'minutes'] as const);
  const warning = of.warnDays * 1440;
  return clock({
    ...{ code, title: of.title, amount: Math.floor(minutes / each), unit, ...asSaid },
    warnBefore: warning < minutes ? { amount: warning / each, unit } : null,
  });
}

/** The end of a day that the payer named, by the clinic's clocks. */
export function untilDayClock(
  code: OwnDeadline,
  of: { title: string; from: string; day: string; zone: string; warnDays: number },
): RuleDefinition<ClockRule> {
  const { title, from, day, zone, warnDays } = of;
  const { days } = Temporal.PlainDate.from(localDateOf(from, zone)).until(day);
  // A day that is not over yet has no whole one before its end.
  if (days < 1)
    return untilClock(code, { title, from, until: dayBounds(day, zone).endsAt, warnDays });
  return clock({
    ...{ code, title, amount: days, unit: 'days', ...asSaid },
    warnBefore: warnDays < days ? { amount: warnDays, unit: 'days' } : null,
  });
}
