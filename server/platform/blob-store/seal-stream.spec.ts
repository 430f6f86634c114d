import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  inParts,
  organizationId,
  otherOrganizationId,
  readAll,
  secretKey,
} from './given-content.ts';
import {
  chunkLength,
  createSeal,
  headerLength,
  openStream,
  sealedChunkLength,
  SealBroken,
  sealStream,
} from './seal-stream.ts';

const seal = createSeal(secretKey, organizationId, 'a1');
const runs = { numRuns: 60 };

/** Around the borders of chunks, where mistakes live. */
const lengths = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: -17, max: 17 }))
  .map(([chunks, more]) => Math.max(0, chunks * chunkLength + more));
const partLengths = fc.oneof(fc.integer({ min: 500, max: 200_000 }), fc.constant(chunkLength));

function sealed(content: Buffer, partLength?: number): Promise<Buffer> {
  return readAll(sealStream(seal, inParts(content, partLength)));
}

function opened(bytes: Buffer, as = seal, partLength?: number): Promise<Buffer> {
  return readAll(openStream(as, inParts(bytes, partLength)));
}

/** Whatever was given out before the failure must be what was sealed, in whole chunks. */
async function refusesToOpen(bytes: Buffer, content: Buffer): Promise<void> {
  const given: Buffer[] = [];
  await assert.rejects(async () => {
    for await (const part of openStream(seal, inParts(bytes))) given.push(part);
  }, SealBroken);
  const told = Buffer.concat(given);
  assert.equal(told.length % chunkLength, 0);
  assert.ok(told.equals(content.subarray(0, told.length)));
}

function chunksOf(bytes: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = headerLength; at < bytes.length; at += sealedChunkLength)
    chunks.push(bytes.subarray(at, at + sealedChunkLength));
  return chunks;
}

describe('a sealed stream', () => {
  it('opens to what was sealed, whatever its length and its parts', () =>
    fc.assert(
      fc.asyncProperty(lengths, partLengths, partLengths, async (length, written, read) => {
        const content = randomBytes(length);
        const bytes = await sealed(content, written);
        const chunks = Math.max(1, Math.ceil(length / chunkLength));
        assert.equal(bytes.length, headerLength + length + chunks * 16);
        assert.ok((await opened(bytes, seal, read)).equals(content));
      }),
      runs,
    ));

  it('is never the same twice and shows nothing of its content', async () => {
    const content = Buffer.alloc(1_000, 'a patient');
    const [one, two] = [await sealed(content), await sealed(content)];
    assert.ok(!one.subarray(headerLength).equals(two.subarray(headerLength)));
    assert.ok(!one.includes('a patient'));
  });

  it('refuses every single flipped bit of a short one', async () => {
    const content = Buffer.from('short');
    const bytes = await sealed(content);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      await refusesToOpen(flipped, content);
    }
  });

  it('refuses any flipped bit of a long one', () =>
    fc.assert(
      fc.asyncProperty(lengths, fc.nat(), fc.nat(7), async (length, at, bit) => {
        const content = randomBytes(length);
        const bytes = await sealed(content);
        bytes[at % bytes.length]! ^= 1 << bit;
        await refusesToOpen(bytes, content);
      }),
      runs,
    ));

  it('refuses any that was cut, also between chunks', () =>
    fc.assert(
      fc.asyncProperty(lengths, fc.nat(), async (length, at) => {
        const content = randomBytes(length);
        const bytes = await sealed(content);
        await refusesToOpen(bytes.subarray(0, at % bytes.length), content);
        for (let end = headerLength; end < bytes.length; end += sealedChunkLength)
          await refusesToOpen(bytes.subarray(0, end), content);
      }),
      runs,
    ));

  it('refuses any that something was added to, also whole chunks of itself', () =>
    fc.assert(
      fc.asyncProperty(
        lengths,
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        async (length, more) => {
          const content = randomBytes(length);
          const bytes = await sealed(content);
          await refusesToOpen(Buffer.concat([bytes, more]), content);
          for (const chunk of chunksOf(bytes))
            await refusesToOpen(Buffer.concat([bytes, chunk]), content);
        },
      ),
      runs,
    ));

  it('refuses chunks that changed places, were left out or are of another file', async () => {
    const content = randomBytes(4 * chunkLength);
    const bytes = await sealed(content);
    const header = bytes.subarray(0, headerLength);
    const chunks = chunksOf(bytes);
    const others = chunksOf(await sealed(content));
    for (let one = 0; one < chunks.length; one++) {
      await refusesToOpen(Buffer.concat([header, ...chunks.toSpliced(one, 1)]), content);
      await refusesToOpen(Buffer.concat([header, ...chunks.with(one, others[one]!)]), content);
      for (let two = 0; two < one; two++) {
        const swapped = chunks.with(one, chunks[two]!).with(two, chunks[one]!);
        await refusesToOpen(Buffer.concat([header, ...swapped]), content);
      }
    }
  });

  it('is closed to another organization, another key and in the place of another file', async () => {
    const bytes = await sealed(Buffer.from('of one organization'));
    for (const other of [
      createSeal(secretKey, otherOrganizationId, 'a1'),
      createSeal(`${secretKey}.`, organizationId, 'a1'),
      createSeal(secretKey, organizationId, 'a2'),
    ])
      await assert.rejects(opened(bytes, other), SealBroken);
  });

  it('of format 1 stays readable', async () => {
    const kept = Buffer.from(
      '01c8f37f697ba346682bcb593e538b0fcbad21f26b1ae415450f044772d2be0a4f' +
        '309518827f507baa1b7762d393cb732277d2887a51f3f567d5dd1295f3',
      'hex',
    );
    assert.equal((await opened(kept)).toString(), 'kept long ago');
  });

  it('of an unknown format is refused', async () => {
    const bytes = await sealed(Buffer.from('of tomorrow'));
    bytes[0] = 2;
    await assert.rejects(opened(bytes), SealBroken);
  });

  it('is never made without a secret key', () => {
    assert.throws(() => createSeal('', organizationId, 'a1'), /without a secret key/);
  });
});
