// The blocks of a week while they are typed: a time may be missing, and midnight ends a day as 00:00.
import type { TemplateBlock } from '#contract/availability';
import { openToAll } from '#contract/block-terms';
import { isLocalDate } from '../../platform/wall-time';

export interface EditedBlock extends TemplateBlock {
  /** Tells blocks apart while their times change. */
  key: number;
}

/** Fields for times know no 24:00. */
export function toField(endsAt: string): string {
  return endsAt === '24:00' ? '00:00' : endsAt;
}

export function fromField(endsAt: string): string {
  return endsAt === '00:00' ? '24:00' : endsAt;
}

/** The first block of a day is the morning, the second the afternoon; the times of any other are asked for. */
export function nextBlock(
  blocks: readonly EditedBlock[],
  weekday: number,
): Omit<EditedBlock, 'key'> {
  const last = blocks.findLast((block) => block.weekday === weekday)?.endsAt;
  const [startsAt, endsAt] =
    last === undefined ? ['08:00', '12:00'] : last <= '13:00' ? ['13:00', '17:00'] : ['', ''];
  return { weekday, startsAt, endsAt, visitTypeIds: [], recurrence: null, ...openToAll };
}

/** What is wrong with a block as it stands; `null` when nothing is. */
export function blockFault({
  startsAt,
  endsAt,
  recurrence,
  sameDayHold,
}: EditedBlock): string | null {
  if (!startsAt || !endsAt) return 'Both times are needed.';
  if (startsAt >= endsAt) return 'A block ends after it starts.';
  if (recurrence?.kind === 'nth-of-month' && recurrence.nths.length === 0)
    return 'Choose at least one day of the month.';
  if (recurrence?.kind === 'every-n-weeks' && !isLocalDate(recurrence.countedFrom))
    return 'Say from which week it is counted.';
  if (sameDayHold && !sameDayHold.at) return 'Say at which time it opens.';
  return null;
}

export function templateBlockOf(edited: EditedBlock): TemplateBlock {
  const { weekday, startsAt, endsAt, visitTypeIds, recurrence, patients, sameDayHold } = edited;
  return { weekday, startsAt, endsAt, visitTypeIds, recurrence, patients, sameDayHold };
}
