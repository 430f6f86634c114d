// The name of a file that travels beside its bytes: in a header, never in the address, because it may name a person.
import * as z from 'zod/mini';
import { line } from './text.ts';

export const fileName = line({ max: 200 }).check(
  z.refine((name) => !/[/\\]|^\.+$/.test(name), { message: 'must be a name without a path' }),
);

/** As a header carries it: percent-encoded UTF-8. */
export const fileNameHeader = z.pipe(
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
  fileName,
);
