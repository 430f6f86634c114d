// Argon2id by OWASP's second parameter set: 19 MiB, two passes, one lane.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { inTurn } from './in-turn.ts';

const hash = promisify(argon2);
/** Each takes a thread of four and 19 MiB for tens of milliseconds; files and names need threads too. */
const hashInTurn = inTurn({ atOnce: 2, waiting: 200 });
const memory = 19_456;
const passes = 2;
const tagLength = 32;

/** `argon2id$19456$2$<salt>$<hash>`, both in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive(password, nonce, memory, passes);
  return ['argon2id', memory, passes, nonce.toString('base64url'), tag.toString('base64url')].join(
    '$',
  );
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [kind, memoryText, passesText, salt, expected] = stored.split('$');
  if (kind !== 'argon2id' || !salt || !expected) return false;
  const nonce = Buffer.from(salt, 'base64url');
  const tag = await derive(password, nonce, Number(memoryText), Number(passesText));
  return timingSafeEqual(tag, Buffer.from(expected, 'base64url'));
}

let decoy: Promise<string> | undefined;

/** Takes as long as a real check, so that an unknown login cannot be told from a wrong password. */
export async function verifyNobody(password: string): Promise<false> {
  decoy ??= hashPassword('nobody has this password');
  await verifyPassword(password, await decoy);
  return false;
}

function derive(password: string, nonce: Buffer, memory: number, passes: number): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'));
  return hashInTurn(() =>
    hash('argon2id', { message, nonce, parallelism: 1, tagLength, memory, passes }),
  );
}
