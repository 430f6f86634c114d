// What payers ask authorization for, as staff have learned it: dated, with its source.
import * as z from 'zod/mini';
import { approvalLevels, authorizationKind, type ApprovalLevel } from './authorization-line.ts';
import { endpoint } from './endpoint.ts';
import { linesOfBusiness, type LineOfBusiness } from './payer.ts';
import { line } from './text.ts';
import { localDate } from './time.ts';

const isInOrder = z.refine<{ from: string; until: string | null }>(
  ({ from, until }) => until === null || from <= until,
  { path: ['until'], message: 'is before the first day' },
);

/** To whom and what it applies. What is `null` applies to all; the narrowest rule wins, of two the later one. */
const terms = {
  payerId: z.nullable(z.uuid()),
  lineOfBusiness: z.nullable(z.enum(Object.keys(linesOfBusiness) as [LineOfBusiness])),
  kind: z.nullable(authorizationKind),
  visitTypeId: z.nullable(z.uuid()),
  /** A code, or its beginning, e.g. `70` for all of `70xxx`. */
  codePrefix: z.nullable(z.string().check(z.regex(/^[A-Z0-9]{1,11}$/))),
  drugGroup: z.nullable(line({ max: 40 })),
  required: z.boolean(),
  /** Whom the payer approves. */
  level: z.enum(Object.keys(approvalLevels) as [ApprovalLevel]),
  /** What it wants to read. */
  documents: z.array(line({ max: 120 })).check(z.maxLength(20)),
  /** So long before an approval ends it comes up to be renewed. */
  renewDays: z.int().check(z.gte(1), z.lte(120)),
  from: localDate,
  until: z.nullable(localDate),
  /** Where it is written, e.g. the payer's list and its date. */
  source: line({ max: 300 }),
};

export const authorizationRuleTerms = z.strictObject(terms).check(isInOrder);
export type AuthorizationRuleTerms = z.infer<typeof authorizationRuleTerms>;

export const authorizationRule = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  ...terms,
  payerName: z.nullable(z.string()),
  version: z.int(),
});
export type AuthorizationRule = z.infer<typeof authorizationRule>;

const expectedVersion = z.int32().check(z.positive());
const params = z.strictObject({ ruleId: z.uuid() });
const rules = ['not-of-this-clinic'] as const;

export const listAuthorizationRules = endpoint({
  name: 'listAuthorizationRules',
  method: 'GET',
  path: '/api/authorizations/rules',
  summary:
    'What payers ask authorization for, as the clinic knows it; ended rules stay (500 at most).',
  access: 'authorization:standing',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(authorizationRule) }),
});

export const addAuthorizationRule = endpoint({
  name: 'addAuthorizationRule',
  method: 'POST',
  path: '/api/authorizations/rules/add',
  summary: 'Write down what a payer asks from a day on.',
  access: 'authorization:configure',
  clinic: 'body',
  body: z.strictObject({ clinicId: z.uuid(), terms: authorizationRuleTerms }),
  answer: authorizationRule,
  rules,
});

export const changeAuthorizationRule = endpoint({
  name: 'changeAuthorizationRule',
  method: 'POST',
  path: '/api/authorizations/rules/:ruleId/change',
  summary: 'Mend a rule, or say until when it holds; what was settled by it stays settled.',
  access: 'authorization:configure',
  params,
  body: z.strictObject({ expectedVersion, terms: authorizationRuleTerms }),
  answer: authorizationRule,
  rules,
});

export const authorizationRuleEndpoints = [
  listAuthorizationRules,
  addAuthorizationRule,
  changeAuthorizationRule,
] as const;
