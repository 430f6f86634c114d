// Who posts to a hook proves that it knows the secret; compared so that the time taken tells nothing.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { signatureOf } from '../courier/webhook-courier.ts';

export function isSigned(secret: string, body: Buffer, signature: string | undefined): boolean {
  return isSame(signatureOf(secret, body), signature);
}

/** Twilio signs the address that it was told and the fields, sorted by name, with the account's token. */
export function isSignedByTwilio(
  authToken: string,
  asked: { url: string; fields: Readonly<Record<string, string>> },
  signature: string | undefined,
): boolean {
  return isSame(twilioSignature(authToken, asked), signature);
}

export function twilioSignature(
  authToken: string,
  { url, fields }: { url: string; fields: Readonly<Record<string, string>> },
): string {
  const signed = Object.keys(fields)
    .sort()
    .reduce((text, name) => text + name + (fields[name] ?? ''), url);
  return createHmac('sha1', authToken).update(signed).digest('base64');
}

function isSame(expected: string, given: string | undefined): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given ?? '')];
  return a.length === b.length && timingSafeEqual(a, b);
}
