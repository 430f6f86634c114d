// Codes of an authenticator app (RFC 6238): six digits by SHA-1 every thirty seconds, as every app understands them.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const stepSeconds = 30;
/** A device whose clock is off by so many steps still gets in. */
const tolerance = 1;

export function newTotpSecret(): Buffer {
  return randomBytes(20);
}

export function totpStep(now: string): number {
  return Math.floor(Date.parse(now) / 1000 / stepSeconds);
}

export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** The step whose code it is, among those around now; `null` when there is none. */
export function matchingStep(secret: Buffer, code: string, now: string): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const given = Buffer.from(code);
  let found: number | null = null;
  // All of them, so that the time taken tells nothing.
  for (let away = -tolerance; away <= tolerance; away++) {
    const step = totpStep(now) + away;
    if (timingSafeEqual(given, Buffer.from(totpCode(secret, step)))) found = step;
  }
  return found;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** As people type a secret into an app that cannot see the picture (RFC 4648, without padding). */
export function base32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((chunk) => letters.charAt(Number.parseInt(chunk.padEnd(5, '0'), 2)))
    .join('');
}
