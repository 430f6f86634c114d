import * as z from 'zod/mini';

/** Opaque key of the last row shown; send it back as `after` to continue. */
export const cursor = z
  .string()
  // A JSON array in base64url: whatever does not begin like one was not made by a list.
  .check(z.maxLength(400), z.regex(/^W[\w-]+$/));

export const pageQuery = {
  after: z.optional(cursor),
  /** Rows a page, 1–200; 50 unless told. */
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(200)), 50),
};

/**
 * Sequence of a feed read *before* the rows were: apply only changes with a greater one on top of the answer.
 */
export const asOf = z.int().check(z.nonnegative());

export function pageOf<T extends z.ZodMiniType>(
  item: T,
): z.ZodMiniObject<{
  items: z.ZodMiniArray<T>;
  next: z.ZodMiniNullable<z.ZodMiniString>;
  asOf: z.ZodMiniNumber;
}> {
  return z.strictObject({
    items: z.array(item),
    next: z.nullable(z.string()),
    asOf: z.int().check(z.nonnegative()),
  });
}
