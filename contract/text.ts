// Text fields as people type them: trimmed, bounded, without characters that PostgreSQL or a screen cannot hold.
import * as z from 'zod/mini';

// C0 controls but tab and line feed, DEL, and the bidirectional overrides that make text read as another.
// eslint-disable-next-line no-control-regex -- naming control characters is this expression's purpose
const unprintable = /[\u0000-\u0008\u000B-\u001F\u007F\u202A-\u202E\u2066-\u2069\uFFFD]/;

export function line(options: { min?: number; max: number }): z.ZodMiniString {
  return z.string().check(
    z.trim(),
    z.minLength(options.min ?? 1),
    z.maxLength(options.max),
    z.refine((value) => !unprintable.test(value) && !value.includes('\n') && value.isWellFormed(), {
      message: 'contains characters that cannot be shown',
    }),
  );
}

export function paragraph(options: { max: number }): z.ZodMiniString {
  return z.string().check(
    z.trim(),
    z.maxLength(options.max),
    z.refine((value) => !unprintable.test(value) && value.isWellFormed(), {
      message: 'contains characters that cannot be shown',
    }),
  );
}

/** BCP 47 as far as it is needed: a language and perhaps a country, `es`, `pt-BR`. */
export const languageTag = z.string().check(z.regex(/^[a-z]{2,3}(-[A-Z]{2})?$/));

/** Text as a header carries it: percent-encoded UTF-8. */
// The return type is what zod infers of the schema inside.
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types
export function encodedText<T extends z.ZodMiniType<string>>(inner: T) {
  return z.pipe(
    z.pipe(
      z.string().check(z.maxLength(2400)),
      z.transform((encoded: string, context): unknown => {
        try {
          return decodeURIComponent(encoded);
        } catch {
          // A URIError says that it is no UTF-8.
          context.issues.push({
            code: 'custom',
            input: encoded,
            message: 'is not percent-encoded UTF-8',
          });
          return z.NEVER;
        }
      }),
    ),
    inner,
  );
}
