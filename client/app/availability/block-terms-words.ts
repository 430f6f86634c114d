// How it is told for whom a block of hours is, and until when it is kept.
import type { BlockTerms } from '#contract/block-terms';

export const blockPatients: Record<BlockTerms['patients'], string> = {
  any: 'All patients',
  new: 'New patients',
  established: 'Patients seen here within three years',
};

const shortPatients: Record<BlockTerms['patients'], string> = {
  any: '',
  new: 'new patients',
  established: 'established patients',
};

/** Of the day on which hours that are kept are opened. */
export function opensWords(daysBefore: number): string {
  if (daysBefore === 0) return 'on the day itself';
  return daysBefore === 1 ? 'the day before' : `${daysBefore} days before`;
}

/** E.g. `new patients` and `kept until the day before, 4:00 pm`; none where nothing is said. */
export function blockTermsWords(
  { patients, sameDayHold }: BlockTerms,
  wallTime: (time: string) => string,
): string[] {
  const whom = shortPatients[patients];
  return [
    ...(whom ? [whom] : []),
    ...(sameDayHold
      ? [`kept until ${opensWords(sameDayHold.daysBefore)}, ${wallTime(sameDayHold.at)}`]
      : []),
  ];
}
