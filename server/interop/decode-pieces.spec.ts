import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodePieces } from './decode-pieces.ts';
import { decodeText } from './decode-text.ts';

const text = 'NM1*QC*1*MÜLLER*ŻANETA*€*😀~';

async function decoded(bytes: Uint8Array, length: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += length) chunks.push(bytes.subarray(at, at + length));
  let all = '';
  for await (const piece of decodePieces(chunks)) all += piece;
  return all;
}

describe('pieces of bytes', () => {
  const files: Record<string, Buffer> = {
    'UTF-8': Buffer.from(text),
    'UTF-8 with a mark': Buffer.from(`\uFEFF${text}`),
    'UTF-16 with a mark': Buffer.from(`\uFEFF${text}`, 'utf16le'),
    'windows-1252': Buffer.from('NM1*QC*1*MÜLLER*ANA~', 'latin1'),
    'two bytes': Buffer.from('IS'),
    nothing: Buffer.from(''),
  };
  for (const [name, bytes] of Object.entries(files))
    it(`are the text of the whole, wherever they are cut: ${name}`, async () => {
      for (const length of [1, 2, 3, 5, 1000])
        assert.equal(await decoded(bytes, length), decodeText(bytes).text);
    });

  it('are windows-1252 from the first piece on that is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('ABé'), Buffer.from('é*', 'latin1')]);
    assert.equal(await decoded(bytes, 4), 'ABéé*');
  });
});
