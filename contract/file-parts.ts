// Several files that are sent as one: where each of them ends, in a header beside their bytes.
import * as z from 'zod/mini';
import { fileName } from './file-name.ts';

const filePart = z.strictObject({ name: fileName, bytes: z.int().check(z.positive()) });
export type FilePart = z.infer<typeof filePart>;

/** `name=bytes` of each in their order, between commas; names are percent-encoded UTF-8. */
export const filePartsHeader = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(10_000)),
    z.transform((text: string, context): unknown => {
      try {
        return text.split(',').map((part) => {
          const [name = '', bytes = ''] = part.split('=');
          return { name: decodeURIComponent(name), bytes: Number(bytes) };
        });
      } catch {
        // A URIError says that a name is no UTF-8.
        context.issues.push({
          code: 'custom',
          input: text,
          message: 'is not percent-encoded UTF-8',
        });
        return z.NEVER;
      }
    }),
  ),
  z.array(filePart).check(z.minLength(2), z.maxLength(100)),
);

export function filePartsText(parts: readonly FilePart[]): string {
  return parts.map(({ name, bytes }) => `${encodeURIComponent(name)}=${bytes}`).join(',');
}

/** How several files are called together. */
export function filesName(names: readonly string[]): string {
  const [first = '', ...others] = names;
  return others.length === 0 ? first : `${first.slice(0, 180)} and ${others.length} more`;
}
