// The keys that a person gave to shortcuts in place of the standard ones (WCAG 2.1.4).
import * as z from 'zod/mini';

/** So many shortcuts can have keys of one's own; far more than there are. */
export const mostShortcutKeys = 300;

/** Stays when words and standard keys change, e.g. `calendar.book-visit`, `calls.choice-1`. */
export const shortcutId = z
  .string()
  .check(z.maxLength(60), z.regex(/^[a-z-]+\.[a-z]+(-([a-z]+|\d+))*$/));

/** One key or two one after the other, as `KeyboardEvent.key` names what is printed: `b`, `g c`. */
const keys = z.string().check(z.maxLength(5), z.regex(/^\S( \S)?$/u));

/** Shortcut → keys; what is not in it has its standard keys. */
export const shortcutKeys = z
  .record(shortcutId, keys)
  .check(
    z.refine(
      (held) => Object.keys(held).length <= mostShortcutKeys,
      `has more than ${mostShortcutKeys} shortcuts`,
    ),
  );
export type ShortcutKeys = z.infer<typeof shortcutKeys>;
