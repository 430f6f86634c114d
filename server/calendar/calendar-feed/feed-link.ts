// The secret address of a calendar; only its hash is kept.
import { createHash, randomBytes } from 'node:crypto';

export function newFeedToken(): string {
  return randomBytes(24).toString('base64url');
}

export function feedTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Calendars tell by the ending that it is one. */
export function feedPath(token: string): string {
  return `/feed/${token}.ics`;
}
