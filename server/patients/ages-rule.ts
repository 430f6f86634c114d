// Ages that a state's law sets. Nothing is recomputed backwards when one changes.
import * as z from 'zod/mini';
import { tellScopes, type TellScope } from '#contract/contact';
import type { ProxyAges } from '#contract/proxy';
import type { RuleDefinition } from '../platform/rules/dated-rules.ts';

export interface AgesRule {
  /** From that birthday on a person is of age, and the rights of parents end. */
  adultAt: number;
  /** From that birthday on parents are told of less. */
  narrowsAt: number;
  narrowedTo: TellScope[];
}

const age = z.int().check(z.gte(10), z.lte(25));

export const agesRule: RuleDefinition<AgesRule> = {
  name: 'patients.ages',
  schema: z.strictObject({
    adultAt: age,
    narrowsAt: age,
    narrowedTo: z.array(z.enum(Object.keys(tellScopes) as [TellScope])),
  }),
  standard: { adultAt: 18, narrowsAt: 13, narrowedTo: ['visits', 'billing'] },
};

export function proxyAges({ adultAt, narrowsAt, narrowedTo }: AgesRule): ProxyAges {
  return { narrowsAt, narrowedTo, endsAt: adultAt };
}
