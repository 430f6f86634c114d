// How visit types and weekly hours are told in words.
import { roleTitle } from '#contract/permission';
import type { TemplateBlock, VisitType, WeeklyTemplate } from '#contract/availability';

export const modalityWords: Record<VisitType['modality'], string> = {
  'in-person': 'In person',
  video: 'Video',
  phone: 'Phone',
  'e-visit': 'E-visit',
};

export const categoryWords: Record<VisitType['category'], string> = {
  primary: 'Primary',
  specialty: 'Specialty',
  routine: 'Routine',
  'same-day': 'Same day',
};

export const colourWords: Record<VisitType['colour'], string> = {
  teal: 'Teal',
  blue: 'Blue',
  violet: 'Violet',
  amber: 'Amber',
  rose: 'Rose',
  green: 'Green',
  slate: 'Slate',
};

export const patientsWords: Record<VisitType['patients'], string> = {
  any: 'All patients',
  new: 'New patients',
  established: 'Established patients',
};

/** What is said about booking it, e.g. `New patients · at least 2 h, at most 60 days ahead`; empty = nothing. */
export function termsWords(type: VisitType): string {
  const { patients, leadMinutes, horizonDays, bookedBy, needsAuthorization, sensitive, needs } =
    type;
  const lead = leadMinutes > 0 ? `at least ${durationWords(leadMinutes)}` : '';
  const horizon = horizonDays === null ? '' : `at most ${durationWords(horizonDays * 1440)}`;
  const ahead = [lead, horizon].filter(Boolean).join(', ');
  return [
    patients === 'any' ? '' : patientsWords[patients],
    ahead ? `${ahead} ahead` : '',
    bookedBy.length > 0 ? `by ${bookedBy.map((role) => roleTitle[role]).join(', ')}` : '',
    needsAuthorization ? 'authorization' : '',
    sensitive ? 'sensitive' : '',
    ...needs.map(({ type, count }) => (count === 1 ? type : `${count} × ${type}`)),
  ]
    .filter(Boolean)
    .join(' · ');
}

function durationWords(minutes: number): string {
  if (minutes % 1440 === 0) return minutes === 1440 ? '1 day' : `${minutes / 1440} days`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

/** The word for each, in the order in which people are offered them. */
export function optionsOf<Code extends string>(
  words: Record<Code, string>,
): { code: Code; words: string }[] {
  return (Object.keys(words) as Code[]).map((code) => ({ code, words: words[code] }));
}

/** From Monday on, as ISO counts them. */
export const weekdays = [
  { number: 1, name: 'Monday' },
  { number: 2, name: 'Tuesday' },
  { number: 3, name: 'Wednesday' },
  { number: 4, name: 'Thursday' },
  { number: 5, name: 'Friday' },
  { number: 6, name: 'Saturday' },
  { number: 7, name: 'Sunday' },
] as const;

/** `None`, or `5 before, 10 after`, in minutes. */
export function bufferWords({ bufferBefore, bufferAfter }: VisitType): string {
  if (bufferBefore === 0 && bufferAfter === 0) return 'None';
  return `${bufferBefore} before, ${bufferAfter} after`;
}

/** `At most 12 visits a day, 2 of new patients`; empty = as many as there is time for. */
export function limitWords(template: WeeklyTemplate | null): string {
  if (template === null) return '';
  const { visitsADay, newPatientsADay } = template;
  const visits =
    visitsADay === null ? '' : `${visitsADay} ${visitsADay === 1 ? 'visit' : 'visits'}`;
  if (newPatientsADay === null) return visits && `At most ${visits} a day`;
  if (newPatientsADay === 0)
    return visits ? `At most ${visits} a day, no new patients` : 'No new patients';
  return visits
    ? `At most ${visits} a day, ${newPatientsADay} of new patients`
    : `At most ${newPatientsADay} new ${newPatientsADay === 1 ? 'patient' : 'patients'} a day`;
}

export function blocksOn(template: WeeklyTemplate | null, weekday: number): TemplateBlock[] {
  return template?.blocks.filter((block) => block.weekday === weekday) ?? [];
}

/** What a provider's week is on a day, and what is planned after it. */
export function weekOf(
  providerId: string,
  templates: readonly WeeklyTemplate[],
  today: string,
): { inForce: WeeklyTemplate | null; planned: WeeklyTemplate[] } {
  const own = templates.filter((template) => template.providerId === providerId);
  const isOver = (last: string | null): boolean => last !== null && last < today;
  return {
    inForce: own.find((one) => one.effectiveFrom <= today && !isOver(one.effectiveTo)) ?? null,
    planned: own.filter((one) => one.effectiveFrom > today),
  };
}
