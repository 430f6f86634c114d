// A second step for specs, and the codes that an app would show.
import { sealSecret } from '../platform/auth/seal-secret.ts';
import { newTotpSecret, totpCode, totpStep } from '../platform/auth/totp.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';

/** Set up with a secret that nobody has; answers with the person's id. */
export async function givenSecondStep(
  t: TestDatabase,
  { organizationId, staffId }: { organizationId: string; staffId: string },
): Promise<string> {
  const owner = { secretKey: 'a key for tests that nobody else has', organizationId, staffId };
  await t.owner('second_step').insert({
    organization_id: organizationId,
    staff_id: staffId,
    sealed_secret: sealSecret(owner, newTotpSecret()),
    begun_at: t.clock.now,
    set_up_at: t.clock.now,
  });
  return staffId;
}

/** Of the secret as it was shown, so many steps away from now. */
export function codeOf(secret: string, now: string, away = 0): string {
  return totpCode(fromBase32(secret), totpStep(now) + away);
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  ).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
