import { exportFailures, type DataExport, type ExportStatus } from '#contract/exports';
import { sizeWords } from '../platform/file-size';
import type { Tone } from '../ui/status-chip/status-chip';

export const exportChips: Readonly<Record<ExportStatus, { tone: Tone; word: string }>> = {
  requested: { tone: 'info', word: 'waiting' },
  running: { tone: 'info', word: 'being made' },
  ready: { tone: 'ok', word: 'ready' },
  expired: { tone: 'neutral', word: 'removed' },
  withdrawn: { tone: 'neutral', word: 'withdrawn' },
  failed: { tone: 'late', word: 'failed' },
};

/** What there is to know of it besides its state, in the fewest words. */
export function exportFigures({ status, filesDone, files, bytes, failure }: DataExport): string {
  if (failure !== null) return exportFailures[failure];
  if (status === 'running' && files > 0) return `${filesDone} of ${files} files`;
  if (status === 'ready' && bytes !== null) return sizeWords(bytes);
  return '';
}

export function percentOf({ filesDone, files }: DataExport): number {
  return (100 * filesDone) / Math.max(files, 1);
}

export function isUnderWay({ status }: Pick<DataExport, 'status'>): boolean {
  return status === 'requested' || status === 'running';
}
