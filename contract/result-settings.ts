// What results are judged by, as dated data of a clinic: critical values, the ladder, categories, rules of release.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { resultCategory } from './result-content.ts';
import { ladderRungs, type LadderRung } from './result-critical.ts';
import { releaseRule } from './result-release.ts';
import { line } from './text.ts';

/** A value at or beyond a limit is critical. Both limits are of this unit; a value in another is left to the sender's flag. */
export const criticalLimit = z.strictObject({
  /** LOINC. */
  code: z.string().check(z.regex(/^\d{1,7}-\d$/)),
  title: line({ max: 120 }),
  unit: line({ max: 40 }),
  /** At or below. */
  low: z.nullable(z.number()),
  /** At or above. */
  high: z.nullable(z.number()),
});
export type CriticalLimit = z.infer<typeof criticalLimit>;

export const criticalPolicy = z.strictObject({
  limits: z.array(criticalLimit).check(z.maxLength(500)),
  /** A sender's own flag of a critical value counts as well. */
  trustFlags: z.boolean(),
  /** Somebody must have read it back within so many minutes. */
  minutes: z.int().check(z.gte(5), z.lte(240)),
  /** Who is called in turn, and how often each before the next. */
  ladder: z
    .array(
      z.strictObject({
        rung: z.enum(Object.keys(ladderRungs) as [LadderRung]),
        attempts: z.int().check(z.gte(1), z.lte(5)),
      }),
    )
    .check(z.minLength(1), z.maxLength(6)),
  /** On call and medical director, where the ladder names them. */
  onCallId: z.nullable(z.uuid()),
  directorId: z.nullable(z.uuid()),
});
export type CriticalPolicy = z.infer<typeof criticalPolicy>;

export const intakePolicy = z.strictObject({
  /** What names an order that is not here: a person looks, or it is reviewed as never ordered. */
  unknownOrder: z.enum(['match', 'review']),
  /** Codes and what they are about; the longest beginning that fits counts. */
  categories: z
    .array(
      z.strictObject({
        code: line({ max: 40 }),
        categories: z.array(resultCategory).check(z.minLength(1), z.maxLength(10)),
      }),
    )
    .check(z.maxLength(1000)),
});
export type IntakePolicy = z.infer<typeof intakePolicy>;

export const releasePolicy = z.strictObject({
  /** The clinic's state, as `US-KY`: its rules count beside those of `US`. */
  jurisdiction: z.string().check(z.regex(/^US(-[A-Z]{2})?$/)),
  /** From this birthday on a minor has access of their own. */
  ownAccessFrom: z.int().check(z.gte(0), z.lte(18)),
  /** A hold is no longer than this. */
  mostHoldDays: z.int().check(z.gte(1), z.lte(365)),
  rules: z.array(releaseRule).check(z.maxLength(100)),
});
export type ReleasePolicy = z.infer<typeof releasePolicy>;

export const resultSettings = z.strictObject({
  critical: criticalPolicy,
  intake: intakePolicy,
  release: releasePolicy,
  /** 0 = the standard values. */
  versions: z.strictObject({ critical: z.int(), intake: z.int(), release: z.int() }),
});
export type ResultSettings = z.infer<typeof resultSettings>;

export const getResultSettings = endpoint({
  name: 'getResultSettings',
  method: 'GET',
  path: '/api/results/settings',
  summary: 'By what a clinic judges results now.',
  access: 'result:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: resultSettings,
});

export const changeResultSettings = endpoint({
  name: 'changeResultSettings',
  method: 'POST',
  path: '/api/results/settings/change',
  summary: 'Another value of one of them from now on; what was decided before stays.',
  access: 'result:configure',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    /** Of the one that is changed. */
    expectedVersion: z.int32().check(z.nonnegative()),
    change: z.discriminatedUnion('setting', [
      z.strictObject({ setting: z.literal('critical'), value: criticalPolicy }),
      z.strictObject({ setting: z.literal('intake'), value: intakePolicy }),
      z.strictObject({ setting: z.literal('release'), value: releasePolicy }),
    ]),
    source: line({ max: 200 }),
  }),
  answer: resultSettings,
  rules: ['not-a-clinician'],
});

export const resultSettingsEndpoints = [getResultSettings, changeResultSettings] as const;
