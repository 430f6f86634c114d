// Release: what each audience sees of a result, from when on, and by which rule. Nothing waits for a review.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { resultCategory } from './result-content.ts';
import { resultStep, seenVersion } from './result-report.ts';
import { line, paragraph } from './text.ts';
import { instant, localDate } from './time.ts';
import { workRules } from './work-queue.ts';

/** `patient` also where they are a minor; `proxy` is whoever acts for them; `outside` a clinician elsewhere who treats them. */
export const audiences = {
  patient: 'Patient',
  proxy: 'Proxy',
  outside: 'Outside provider',
} as const;
export type Audience = keyof typeof audiences;
export const audience = z.enum(Object.keys(audiences) as [Audience]);

/** Why somebody does not see a result at a time. */
export const hiddenBecause = {
  'not-matched': 'It is not certain yet whose it is',
  'not-final': 'Only what is final is released',
  withdrawn: 'It was entered in error',
  'no-own-access': 'Too young for access of their own',
  'proxy-not-in-force': 'The proxy is not in force',
  'not-told': 'The proxy may not be told of health and results',
  'by-rule': 'A rule keeps it from them',
  delayed: 'A rule of the state delays it',
  held: 'Held by a clinician',
} as const;
export type HiddenBecause = keyof typeof hiddenBecause;

/** A line of the clinic's dated release rules. What no line speaks of is released at once. */
export const releaseRule = z.strictObject({
  title: line({ max: 120 }),
  /** State whose law it is, as `US-KY`; `US` = everywhere. */
  jurisdiction: z.string().check(z.regex(/^US(-[A-Z]{2})?$/)),
  audience,
  /** Of one of these. */
  categories: z.array(resultCategory).check(z.minLength(1), z.maxLength(20)),
  /** The patient's age in full years: from, and below. */
  ageFrom: z.int().check(z.gte(0), z.lte(150)),
  ageBelow: z.int().check(z.gte(1), z.lte(151)),
  effect: z.discriminatedUnion('kind', [
    /** So many hours after it became final. */
    z.strictObject({ kind: z.literal('hours'), hours: z.int().check(z.gte(1), z.lte(720)) }),
    /** Not before the beginning of the n-th local day after the day on which it became final. */
    z.strictObject({ kind: z.literal('day'), days: z.int().check(z.gte(1), z.lte(30)) }),
    z.strictObject({ kind: z.literal('never') }),
  ]),
  /** May a clinician release it earlier? */
  clinicianMayRelease: z.boolean(),
  /** The text that says so. */
  source: line({ max: 300 }),
  /** Of results that became final from this local day on, and before the other. */
  fromOn: localDate,
  untilOn: z.nullable(localDate),
});
export type ReleaseRule = z.infer<typeof releaseRule>;

/** On which ground a result may be held at all (45 CFR 171.201, 171.202(e)). Distress alone is none. */
export const holdGrounds = {
  'life-or-safety': 'Danger to the life or physical safety of somebody',
  'substantial-harm': 'Substantial harm by a representative’s access',
  'data-suspect': 'The data are wrong, mixed up or corrupt',
  'patient-asked': 'The patient asked that it is not shared',
} as const;
export type HoldGround = keyof typeof holdGrounds;

/** For whom each ground counts: the patient’s own access is held only for life or physical safety. */
export const groundAudiences: Record<HoldGround, readonly Audience[]> = {
  'life-or-safety': ['patient', 'proxy', 'outside'],
  'substantial-harm': ['proxy'],
  'data-suspect': ['patient', 'proxy', 'outside'],
  'patient-asked': ['proxy', 'outside'],
};

export const resultHold = z.strictObject({
  id: z.uuid(),
  /** `release` = a clinician released it ahead of a rule that allows that. */
  kind: z.enum(['hold', 'release']),
  audiences: z.array(audience),
  ground: z.nullable(z.enum(Object.keys(holdGrounds) as [HoldGround])),
  /** The individual reasoning. */
  reasoning: z.string(),
  /** How the author knows the patient. */
  relationship: z.nullable(z.enum(['ordered', 'responsible', 'visit', 'any-licensed'])),
  byId: z.uuid(),
  at: instant,
  /** It ends by itself then. */
  until: z.nullable(instant),
  endedAt: z.nullable(instant),
  endedById: z.nullable(z.uuid()),
});
export type ResultHold = z.infer<typeof resultHold>;

/** A stretch of time in which somebody sees a result, or does not. */
export const releaseStretch = z.strictObject({
  from: instant,
  sees: z.boolean(),
  because: z.nullable(z.enum(Object.keys(hiddenBecause) as [HiddenBecause])),
  /** The rule, hold or proxy that says so, in words; empty = it is released at once, as everything is. */
  words: z.string(),
  source: z.string(),
});
export type ReleaseStretch = z.infer<typeof releaseStretch>;

/** One who may ask: the patient, each proxy by name and relation, and any outside provider. */
export const releaseViewer = z.strictObject({
  audience,
  proxyId: z.nullable(z.uuid()),
  /** As `mother, Ana Diaz`; the patient and outside providers by their audience. */
  name: z.string(),
  /** The first begins at the time asked about; later ones are what will become of it by itself. */
  stretches: z.array(releaseStretch).check(z.minLength(1)),
  /** A delay keeps it from them now, and leaves a clinician the choice to end it. */
  mayBeReleased: z.boolean(),
  /** When they saw it first and last, and which versions. */
  seen: z.nullable(
    z.strictObject({ firstAt: instant, lastAt: instant, versions: z.array(z.int()) }),
  ),
});
export type ReleaseViewer = z.infer<typeof releaseViewer>;

export const getResultRelease = endpoint({
  name: 'getResultRelease',
  method: 'GET',
  path: '/api/results/items/:itemId/release',
  summary:
    'Who sees a result, from when on and by which rule, now and in time to come; before it is final as if it became final now.',
  access: 'result:read',
  params: z.strictObject({ itemId: z.uuid() }),
  query: z.strictObject({
    /** As of another time; left out = now. */
    asOf: z.optional(instant),
  }),
  answer: z.strictObject({
    /** The patient’s age in full years at that time; `null` = nobody knows whose it is. */
    age: z.nullable(z.int()),
    /** Not final yet: the stretches say what would be if it were now. */
    isSupposed: z.boolean(),
    viewers: z.array(releaseViewer),
    holds: z.array(resultHold),
    /** The clinic’s version of the rules; 0 = the standard ones. */
    rulesVersion: z.int(),
  }),
  showsPatients: true,
});

const audiencesOf = z.array(audience).check(z.minLength(1), z.maxLength(3));

export const holdResult = endpoint({
  ...resultStep,
  name: 'holdResult',
  path: '/api/results/items/:itemId/hold',
  summary:
    'Keep a result from audiences for a stated ground, by individual reasoning, until a time; it ends by itself.',
  access: 'result:hold',
  body: z.strictObject({
    ...seenVersion,
    audiences: audiencesOf,
    ground: z.enum(Object.keys(holdGrounds) as [HoldGround]),
    reasoning: paragraph({ max: 2000 }).check(z.minLength(20)),
    until: instant,
  }),
  rules: [
    ...workRules,
    'not-their-ground',
    'no-relationship',
    'in-the-past',
    'too-long',
    'wrong-state',
  ],
});

export const endResultHold = endpoint({
  ...resultStep,
  name: 'endResultHold',
  path: '/api/results/items/:itemId/end-hold',
  summary: 'End a hold before its time.',
  access: 'result:hold',
  body: z.strictObject({ ...seenVersion, holdId: z.uuid() }),
  rules: [...workRules, 'ended'],
});

export const releaseResultEarly = endpoint({
  ...resultStep,
  name: 'releaseResultEarly',
  path: '/api/results/items/:itemId/release-now',
  summary: 'Release a result ahead of a delay, where the rule leaves that to a clinician.',
  access: 'result:hold',
  body: z.strictObject({ ...seenVersion, audiences: audiencesOf, reasoning: line({ max: 300 }) }),
  rules: [...workRules, 'not-final', 'nothing-delays', 'not-theirs-to-release'],
});

export const resultReleaseEndpoints = [
  getResultRelease,
  holdResult,
  endResultHold,
  releaseResultEarly,
] as const;
