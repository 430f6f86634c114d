// What a file is by its first bytes. Only what a clinic receives and a viewer shows without running it is accepted; a text
// that is HTML, SVG or XML counts as plain text and is harmless as long as files are only ever sent as attachments.
import { plainTextCheck } from './plain-text.ts';

export const mediaTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/tiff',
  'image/gif',
  'image/webp',
  'image/heic',
  'text/plain',
] as const;
export type MediaType = (typeof mediaTypes)[number];

/** Bytes that decide: the type of anything longer is told by so many of its first ones. */
export const headLength = 4_096;

/** Some readers accept a PDF that begins within the first 1,024 bytes, whatever comes before. */
const pdfSearchLength = 1_024 + '%PDF-'.length;

/* eslint-disable no-control-regex -- signatures hold control characters */
const signatures: readonly (readonly [MediaType, RegExp])[] = [
  ['application/pdf', /^%PDF-[12]\.\d/],
  ['image/png', /^\x89PNG\r\n\x1a\n.{4}IHDR/s],
  ['image/jpeg', /^\xff\xd8\xff[\xc0-\xfe]/],
  ['image/tiff', /^(II\x2a\x00|MM\x00\x2a).{4}/s],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF.{4}WEBPVP8[ LX]/s],
  ['image/heic', /^.{4}ftyp(hei[cxms]|mif1.{4}(.{4}){0,16}?hei[cxms])/s],
];

/** RTF carries objects, PostScript is a program, a shebang names what runs the file, a tiny zip may pass for text. */
const refusedTexts = /^(\xef\xbb\xbf)?\s*(\{\\rt|%!|#!|PK[\x01-\x08])/;
/* eslint-enable no-control-regex */

/** `head`: the first `headLength` bytes, or the whole of a shorter file. Null for what is not accepted. */
export function sniffType(head: Buffer): MediaType | null {
  const text = head.toString('latin1', 0, headLength);
  const found = signatures.find(([, signature]) => signature.test(text))?.[0];
  if (found === 'application/pdf') return found;
  if (text.slice(0, pdfSearchLength).includes('%PDF-')) return null;
  if (found !== undefined) return found;
  const isText = head.length > 0 && plainTextCheck()(head, { isLast: false });
  return isText && !refusedTexts.test(text) ? 'text/plain' : null;
}
