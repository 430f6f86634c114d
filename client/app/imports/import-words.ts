import type { ImportSubject } from '#contract/import-fields';
import type { ImportRun, ImportStatus } from '#contract/import-run';
import type { Tone } from '../ui/status-chip/status-chip';

export const subjectWords: Readonly<
  Record<ImportSubject, { title: string; noun: readonly [one: string, many: string] }>
> = {
  'visit-types': { title: 'Visit types', noun: ['visit type', 'visit types'] },
  locations: { title: 'Locations', noun: ['location', 'locations'] },
  practitioners: { title: 'Practitioners', noun: ['practitioner', 'practitioners'] },
  templates: { title: 'Weekly hours', noun: ['line of hours', 'lines of hours'] },
  patients: { title: 'Patients', noun: ['patient', 'patients'] },
  contacts: { title: 'Patients’ contacts', noun: ['contact', 'contacts'] },
  coverages: { title: 'Coverages', noun: ['coverage', 'coverages'] },
  visits: { title: 'Future visits', noun: ['visit', 'visits'] },
};

export const statusChips: Readonly<Record<ImportStatus, { tone: Tone; word: string }>> = {
  staging: { tone: 'neutral', word: 'read' },
  checking: { tone: 'info', word: 'being checked' },
  checked: { tone: 'soon', word: 'checked' },
  running: { tone: 'info', word: 'running' },
  ended: { tone: 'ok', word: 'done' },
  discarded: { tone: 'neutral', word: 'discarded' },
};

export function count(of: number): string {
  return of.toLocaleString('en-US');
}

/** `1 visit`, `40,580 visits`. */
export function records(subject: ImportSubject, of: number): string {
  const [one, many] = subjectWords[subject].noun;
  return `${count(of)} ${of === 1 ? one : many}`;
}

/** What became of its lines so far, in the fewest words. */
export function figures({ status, total, ready, unchanged, refused, done }: ImportRun): string {
  if (status === 'discarded') return '';
  if (status === 'staging' || status === 'checking')
    return total === 1 ? '1 line' : `${count(total)} lines`;
  const parts = [
    [ready, status === 'checked' ? 'ready' : 'not written'],
    [done, 'written'],
    [unchanged, 'there already'],
    [refused, 'refused'],
  ] as const;
  const said = parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${count(number)} ${word}`);
  return said.length > 0 ? said.join(' · ') : 'no lines';
}

/** Of the lines that are to be written. */
export function percentOf({ ready, done, status }: ImportRun): number {
  if (status === 'ended') return 100;
  return (100 * done) / Math.max(ready + done, 1);
}
