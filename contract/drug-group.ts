// Groups of drugs that rules speak of: by ingredient, as a clinic keeps them. Our own list; no licensed knowledge.
import * as z from 'zod/mini';
import { line } from './text.ts';

export const drugGroup = z.strictObject({
  /** e.g. `ssri`. */
  code: z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(40)),
  title: line({ max: 60 }),
  /** Generic names in lower case; a drug belongs where its name begins with one or holds it as a word. */
  ingredients: z
    .array(z.string().check(z.regex(/^[a-z][a-z0-9 /-]*$/), z.maxLength(60)))
    .check(z.minLength(1), z.maxLength(200)),
  /** Never renewed by delegation. */
  highRisk: z.boolean(),
  /** To stop it from one day to the next does harm. */
  abruptStop: z.boolean(),
  /** False where the days of a fill cannot be counted, e.g. insulin, inhalers, eye drops. */
  countable: z.boolean(),
});
export type DrugGroup = z.infer<typeof drugGroup>;

export const drugGroups = z.array(drugGroup).check(
  z.maxLength(200),
  z.refine((groups) => new Set(groups.map(({ code }) => code)).size === groups.length, {
    message: 'name a code twice',
  }),
);

/** Every group that a drug belongs to, in the order of the list. */
export function groupsOf(groups: readonly DrugGroup[], name: string): DrugGroup[] {
  const words = ` ${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9/-]+/g, ' ')
    .trim()} `;
  return groups.filter(({ ingredients }) =>
    ingredients.some((ingredient) => words.includes(` ${ingredient} `)),
  );
}
