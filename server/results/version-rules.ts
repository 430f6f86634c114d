// What one version of a report means for the one before it: who must sign, what was wrong, whether it is older.
import { mattersBetween, type ReportContent, type ReportStatus } from '#contract/result-content';
import { isFinal } from '#contract/result-workflow';

interface Said {
  status: ReportStatus;
  content: ReportContent;
}

/** A preliminary one that comes after a final one was on the way too long. */
export function isOlder(known: ReportStatus, sent: ReportStatus): boolean {
  return isFinal(known) && !isFinal(sent) && sent !== 'entered-in-error';
}

/** Who signed one version has not signed what another one says. */
export function needsSignature(before: Said | null, now: Said): boolean {
  if (!before || !isFinal(before.status)) return true;
  return (
    [before.status, now.status].includes('cancelled') ||
    changesAnything(before.content, now.content)
  );
}

function changesAnything(before: ReportContent, after: ReportContent): boolean {
  return mattersBetween(before, after) || after.values.length > before.values.length;
}

/** The numbers of those that said something else than what stands now. */
export function wrongVersions(
  before: Said | null,
  now: Said & { number: number; isMoved: boolean },
): number[] {
  if (!before) return [];
  // Said of another person, or of nobody any more: all of it was wrong.
  const isTakenBack = now.status === 'entered-in-error' || now.isMoved;
  // What was only preliminary was never said to be so.
  const wasSaid = isFinal(before.status) || isTakenBack;
  if (!wasSaid || !(isTakenBack || mattersBetween(before.content, now.content))) return [];
  return everyVersion(now.number - 1);
}

export function everyVersion(number: number): number[] {
  return Array.from({ length: number }, (_, at) => at + 1);
}
