// Where a file lies below a store's root. The form of both parts is checked here, so no path can lead anywhere else.
import { randomBytes } from 'node:crypto';
import { notFound } from '../problem.ts';

const organizationForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const keyForm = /^[0-9a-f]{32}$/;

export function newBlobKey(): string {
  return randomBytes(16).toString('hex');
}

/** `<organization>/<first two of the key>/<key>`. @throws ProblemError `not-found` for what is no key of ours */
export function blobPlace(organizationId: string, key: string): string {
  if (!organizationForm.test(organizationId) || !keyForm.test(key)) throw notFound('file');
  return `${organizationId}/${key.slice(0, 2)}/${key}`;
}
