// The name of a file that travels beside its bytes: in a header, never in the address, because it may name a person.
import * as z from 'zod/mini';
import { encodedText, line } from './text.ts';

export const fileName = line({ max: 200 }).check(
  z.refine((name) => !/[/\\]|^\.+$/.test(name), { message: 'must be a name without a path' }),
);

/** As a header carries it: percent-encoded UTF-8. */
export const fileNameHeader = encodedText(fileName);
