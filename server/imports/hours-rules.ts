// Weekly hours out of lines that each tell a part of them: pure. Days and times are the clinic's own.
import type { TemplateBlock } from '#contract/availability';
import { mayMeet } from '#contract/block-recurrence';
import { Temporal } from '../platform/clock/temporal.ts';

/** What one line says of one weekday. */
export interface Hours extends TemplateBlock {
  line: number;
  providerId: string;
  firstDay: string;
  /** `null` = until something else is said. */
  lastDay: string | null;
}

export interface WeeklyHours {
  providerId: string;
  effectiveFrom: string;
  effectiveTo: string | null;
  blocks: TemplateBlock[];
  /** Those that tell of it, in the order of the file. */
  lines: number[];
}

interface Days {
  firstDay: string;
  lastDay: string | null;
}

const never = '9999-12-31';

export function shareDays(a: Days, b: Days): boolean {
  return a.firstDay <= (b.lastDay ?? never) && b.firstDay <= (a.lastDay ?? never);
}

export function clash(a: Hours, b: Hours): boolean {
  const sameTime = a.weekday === b.weekday && a.startsAt < b.endsAt && b.startsAt < a.endsAt;
  return (
    sameTime &&
    a.providerId === b.providerId &&
    shareDays(a, b) &&
    mayMeet(a.recurrence, b.recurrence)
  );
}

/** Hours that do not clash → weekly hours, each for the days on which the same week holds. */
export function weeklyHoursOf(hours: readonly Hours[]): WeeklyHours[] {
  return [...Map.groupBy(hours, ({ providerId }) => providerId).values()].flatMap(ofProvider);
}

function ofProvider(hours: readonly Hours[]): WeeklyHours[] {
  const found: WeeklyHours[] = [];
  for (const span of spansOf(hours)) {
    const told = hours.filter((each) => shareDays(each, span));
    const [first] = told;
    if (first === undefined) continue;
    const blocks = blocksOf(told);
    const last = found.at(-1);
    if (last !== undefined && goesOn(last, span.firstDay, blocks)) {
      last.effectiveTo = span.lastDay;
      last.lines = inOrder([...last.lines, ...told.map(({ line }) => line)]);
    } else
      found.push({
        providerId: first.providerId,
        effectiveFrom: span.firstDay,
        effectiveTo: span.lastDay,
        blocks,
        lines: inOrder(told.map(({ line }) => line)),
      });
  }
  return found;
}

/** Within each span every line holds for all days, or for none. */
function spansOf(hours: readonly Hours[]): Days[] {
  const begins = new Set<string>();
  for (const { firstDay, lastDay } of hours) {
    begins.add(firstDay);
    if (lastDay !== null) begins.add(plusDays(lastDay, 1));
  }
  const sorted = [...begins].sort();
  return sorted.map((firstDay, at) => {
    const next = sorted[at + 1];
    return { firstDay, lastDay: next === undefined ? null : plusDays(next, -1) };
  });
}

function goesOn(last: WeeklyHours, firstDay: string, blocks: readonly TemplateBlock[]): boolean {
  return (
    last.effectiveTo !== null &&
    plusDays(last.effectiveTo, 1) === firstDay &&
    JSON.stringify(last.blocks) === JSON.stringify(blocks)
  );
}

/** By weekday and time; those that touch, count in the same weeks and take the same visits are one. */
function blocksOf(hours: readonly Hours[]): TemplateBlock[] {
  const blocks: TemplateBlock[] = [];
  const sorted = hours.toSorted(
    (a, b) => a.weekday - b.weekday || (a.startsAt < b.startsAt ? -1 : 1),
  );
  for (const { weekday, startsAt, endsAt, visitTypeIds: ids, ...hours } of sorted) {
    const visitTypeIds = ids.toSorted();
    const terms = termsOf(hours);
    const touching = blocks.find(
      (block) =>
        block.weekday === weekday &&
        block.endsAt === startsAt &&
        block.visitTypeIds.join() === visitTypeIds.join() &&
        JSON.stringify(termsOf(block)) === JSON.stringify(terms),
    );
    if (touching) touching.endsAt = endsAt;
    else blocks.push({ weekday, startsAt, endsAt, visitTypeIds, ...terms });
  }
  return blocks;
}

type Terms = Pick<TemplateBlock, 'recurrence' | 'patients' | 'sameDayHold'>;

function termsOf({ recurrence, patients, sameDayHold }: Terms): Terms {
  return { recurrence, patients, sameDayHold };
}

function inOrder(lines: readonly number[]): number[] {
  return [...new Set(lines)].sort((a, b) => a - b);
}

function plusDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** An opening of one day stands for its week alone. */
export function weekOf(day: string): { weekday: number; firstDay: string; lastDay: string } {
  const { dayOfWeek: weekday } = Temporal.PlainDate.from(day);
  const firstDay = plusDays(day, 1 - weekday);
  return { weekday, firstDay, lastDay: plusDays(firstDay, 6) };
}
