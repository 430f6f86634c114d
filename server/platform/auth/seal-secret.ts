// A short secret at rest: AES-256-GCM under a key of the organization, bound to whose it is.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

export interface SecretOwner {
  secretKey: string;
  organizationId: string;
  staffId: string;
}

const version = 1;
const nonceLength = 12;
const tagLength = 16;
const cipher = 'aes-256-gcm';

export function sealSecret(owner: SecretOwner, secret: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const sealing = createCipheriv(cipher, keyOf(owner), nonce).setAAD(Buffer.from(owner.staffId));
  const sealed = Buffer.concat([sealing.update(secret), sealing.final()]);
  return Buffer.concat([Buffer.of(version), nonce, sealed, sealing.getAuthTag()]);
}

/** Throws when it is not what was sealed, or somebody else's. */
export function openSecret(owner: SecretOwner, sealed: Buffer): Buffer {
  if (sealed[0] !== version) throw new Error('A sealed secret has an unknown version.');
  const nonce = sealed.subarray(1, 1 + nonceLength);
  const opening = createDecipheriv(cipher, keyOf(owner), nonce)
    .setAAD(Buffer.from(owner.staffId))
    .setAuthTag(sealed.subarray(-tagLength));
  const body = sealed.subarray(1 + nonceLength, -tagLength);
  return Buffer.concat([opening.update(body), opening.final()]);
}

function keyOf({ secretKey, organizationId }: SecretOwner): Buffer {
  if (secretKey === '') throw new Error('Nothing is ever sealed without a secret key.');
  const info = `daysheet second step ${organizationId}`;
  return Buffer.from(hkdfSync('sha256', secretKey, '', info, 32));
}
