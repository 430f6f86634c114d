// A person's secret link. It is made from the key, so that it need not be stored; its hash is what is kept.
import { createHash, createHmac } from 'node:crypto';

/** `subject` names what the link is for, so that a link of one kind is never one of another. */
export function linkToken(secretKey: string, subject: string, id: string): string {
  return createHmac('sha256', secretKey).update(`${subject}:${id}`).digest('base64url');
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
