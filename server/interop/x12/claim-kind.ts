// Which guide an 837 follows: that of the version of its group.
import type { SubmittedClaim } from './claim.ts';

export type ClaimKind = SubmittedClaim['kind'];

const guides: readonly [start: string, ClaimKind][] = [
  ['005010X222', 'professional'],
  ['005010X223', 'institutional'],
  ['005010X224', 'dental'],
  ['004010X098', 'professional'],
  ['004010X096', 'institutional'],
  ['004010X097', 'dental'],
];

export function claimKindOf(version: string): ClaimKind | null {
  return guides.find(([start]) => version.startsWith(start))?.[1] ?? null;
}

/** GS08 and ST03 of what we write. */
export const claimVersions: Record<Exclude<ClaimKind, 'dental'>, string> = {
  professional: '005010X222A1',
  institutional: '005010X223A2',
};
