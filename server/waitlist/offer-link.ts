// The patient's secret link. It is made from the key, so that it need not be stored; its hash is what is kept.
import { createHash, createHmac } from 'node:crypto';

export interface WaitlistSettings {
  /** Signs the links. */
  secretKey: string;
  /** Staff may see a patient's link in demo organizations. */
  demo: boolean;
}

export function offerToken(secretKey: string, offerId: string): string {
  return createHmac('sha256', secretKey).update(`offer:${offerId}`).digest('base64url');
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function offerPath(token: string): string {
  return `/offer/${token}`;
}
