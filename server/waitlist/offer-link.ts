// The patient's secret link. It is made from the key, so that it need not be stored; its hash is what is kept.
import { linkToken } from '../platform/auth/secret-link.ts';

export interface WaitlistSettings {
  /** Signs the links. */
  secretKey: string;
  /** Staff may see a patient's link in demo organizations. */
  demo: boolean;
}

export function offerToken(secretKey: string, offerId: string): string {
  return linkToken(secretKey, 'offer', offerId);
}

export function offerPath(token: string): string {
  return `/offer/${token}`;
}
