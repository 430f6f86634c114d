export const organizationId = '0199a000-0000-7000-8000-000000000001';
export const otherOrganizationId = '0199a000-0000-7000-8000-000000000002';
export const secretKey = 'a key for tests that nobody else has';

/** A PDF by its first bytes, of so many bytes in all. */
export function aPdf(length: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(length, 'the letter of a patient ');
  bytes.write('%PDF-1.7\n');
  return bytes;
}

export async function* inParts(bytes: Buffer, length = 10_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += length)
    yield await Promise.resolve(bytes.subarray(at, at + length));
}

export async function readAll(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}
