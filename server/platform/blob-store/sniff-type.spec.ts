import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { headLength, sniffType, type MediaType } from './sniff-type.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const tail = '\x00\x01\x02\xfe'.repeat(20);

const accepted: readonly (readonly [string, MediaType, Buffer])[] = [
  ['a PDF', 'application/pdf', latin1(`%PDF-1.4\n%\xe2\xe3\xcf\xd3${tail}`)],
  ['a PDF 2', 'application/pdf', latin1(`%PDF-2.0\r${tail}`)],
  ['a PNG', 'image/png', latin1(`\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR${tail}`)],
  ['a JPEG of a camera', 'image/jpeg', latin1(`\xff\xd8\xff\xe1\x00\x18Exif${tail}`)],
  ['a JPEG without header', 'image/jpeg', latin1(`\xff\xd8\xff\xdb\x00\x43${tail}`)],
  ['a little-endian TIFF', 'image/tiff', latin1(`II*\x00\x08\x00\x00\x00${tail}`)],
  ['a big-endian TIFF', 'image/tiff', latin1(`MM\x00*\x00\x00\x00\x08${tail}`)],
  ['a GIF', 'image/gif', latin1(`GIF89a${tail}`)],
  ['an old GIF', 'image/gif', latin1(`GIF87a${tail}`)],
  ['a lossy WebP', 'image/webp', latin1(`RIFF\x24\x00\x00\x00WEBPVP8 ${tail}`)],
  ['an extended WebP', 'image/webp', latin1(`RIFF\x0a\x0a\x0a\x0aWEBPVP8X${tail}`)],
  ['a HEIC', 'image/heic', latin1(`\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic${tail}`)],
  [
    'a HEIC by compatibility',
    'image/heic',
    latin1(`\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00miafheic`),
  ],
  ['a plain text', 'text/plain', Buffer.from('Fax of 3 pages.\r\nSeñora Núñez — 日本\n')],
  ['a text with a byte order mark', 'text/plain', Buffer.from('\ufeffFax')],
  ['a text cut within a character', 'text/plain', Buffer.from('Núñez').subarray(0, 2)],
  ['HTML, as text', 'text/plain', Buffer.from('<!doctype html><script>alert(1)</script>')],
  ['SVG, as text', 'text/plain', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['XML, as text', 'text/plain', Buffer.from('<?xml version="1.0"?><ClinicalDocument/>')],
];

const refused: readonly (readonly [string, Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['RTF', latin1('{\\rtf1\\ansi{\\object}}')],
  ['RTF after white space', latin1('\r\n {\\rtf1}')],
  ['RTF after a byte order mark', Buffer.from('\ufeff{\\rtf1}')],
  ['PostScript', latin1('%!PS-Adobe-3.0\n')],
  ['a script with a shebang', latin1('#!/bin/sh\nrm -rf /\n')],
  ['a zip, so DOCX and XLSX', latin1(`PK\x03\x04\x14\x00\x06\x00[Content_Types].xml${tail}`)],
  ['the beginning of a zip alone', latin1('PK\x03\x04')],
  ['an old Word file', latin1(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${tail}`)],
  ['a Windows program', latin1(`MZ\x90\x00\x03\x00${tail}`)],
  ['a Linux program', latin1(`\x7fELF\x02\x01\x01\x00${tail}`)],
  ['gzip', latin1(`\x1f\x8b\x08\x00${tail}`)],
  ['AVIF', latin1(`\x00\x00\x00\x1cftypavif\x00\x00\x00\x00mif1avif${tail}`)],
  ['MP4', latin1(`\x00\x00\x00\x1cftypisom\x00\x00\x02\x00isommp42${tail}`)],
  ['a WAV in the same container as WebP', latin1(`RIFF\x24\x00\x00\x00WAVEfmt ${tail}`)],
  ['text in UTF-16', Buffer.from('\ufeffFax', 'utf16le')],
  ['text in Latin 1', latin1('Se\xf1ora N\xfa\xf1ez')],
  ['text with a NUL', latin1('Fax\x00')],
  ['an overlong character', latin1('Fax \xc0\xaf')],
  ['a surrogate in UTF-8', latin1('Fax \xed\xa0\x80')],
  ['a PDF of no known version', latin1(`%PDF-9.9\n${tail}`)],
  ['a PDF after other bytes', latin1(`\n%PDF-1.7\n`)],
  ['a PDF behind HTML', latin1(`<html><!-- %PDF-1.7 -->`)],
  ['a GIF that is a PDF too', latin1(`GIF89a${'.'.repeat(900)}%PDF-1.7`)],
  ['a JPEG that is a PDF too', latin1(`\xff\xd8\xff\xfe\x00\x20%PDF-1.5${tail}`)],
  ['a PDF at the last place that readers look', latin1(`${' '.repeat(1_024)}%PDF-1.7`)],
];

describe('the type of a file', () => {
  for (const [what, mediaType, head] of accepted)
    it(`of ${what} is ${mediaType}`, () => assert.equal(sniffType(head), mediaType));

  for (const [what, head] of refused)
    it(`refuses ${what}`, () => assert.equal(sniffType(head), null));

  it('is never told by a part of its signature', () => {
    const signatureLengths = { 'application/pdf': 8, 'image/png': 16, 'image/jpeg': 4 };
    const others = { 'image/tiff': 8, 'image/gif': 6, 'image/webp': 16, 'image/heic': 12 };
    const lengths: Partial<Record<MediaType, number>> = { ...signatureLengths, ...others };
    for (const [what, mediaType, head] of accepted) {
      for (let length = 0; length < (lengths[mediaType] ?? 0); length++) {
        const told = sniffType(head.subarray(0, length));
        assert.ok(told === null || told === 'text/plain', `${what}, ${length} bytes: ${told}`);
      }
    }
  });

  it('looks no further than the head', () => {
    const head = Buffer.alloc(headLength, 'a');
    assert.equal(sniffType(head), 'text/plain');
    const late = Buffer.concat([Buffer.alloc(2_000, 'a'), latin1('%PDF-1.7')]);
    assert.equal(sniffType(late), 'text/plain');
  });
});
