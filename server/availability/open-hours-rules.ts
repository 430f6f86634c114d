// Which hours of a provider are open: for what, to whom, and when it is asked. Instants are epoch milliseconds.
import type { BlockRule } from '#contract/block-terms';
import { merged, type Span, type Window } from './availability-rules.ts';

/** What is left out, or not known, shuts no hours. */
export interface Asked {
  visitTypeId?: string;
  /** Was the patient not seen in the clinic within three years? */
  isNew?: boolean | null;
  now?: number;
}

/** Stretches of the windows that are open to a visit; windows that touch are one. */
export function openTo(windows: readonly Window[], asked: Asked = {}): Span[] {
  return merged(windows.filter((window) => isOpenTo(window, asked)));
}

/** When the first of the windows that are kept still, and are otherwise open to a visit, opens; `null` = none is. */
export function nextOpening(
  windows: readonly Window[],
  { now, ...asked }: Asked & { now: number },
): number | null {
  const kept = windows.flatMap((window) =>
    window.opensAt !== null && window.opensAt > now && isOpenTo(window, asked)
      ? [window.opensAt]
      : [],
  );
  return kept.length === 0 ? null : Math.min(...kept);
}

function isOpenTo(
  { visitTypeIds, patients, opensAt }: Window,
  { visitTypeId, isNew = null, now }: Asked,
): boolean {
  const isForType =
    visitTypeId === undefined || visitTypeIds.length === 0 || visitTypeIds.includes(visitTypeId);
  const isForPatient = patients === 'any' || isNew === null || isNew === (patients === 'new');
  return isForType && isForPatient && (opensAt === null || now === undefined || opensAt <= now);
}

export type HoursRule = 'outside-template' | 'visit-type-not-allowed' | BlockRule;

/** What the hours say against a visit; nothing = it lies whole inside hours that are open to it. */
export function brokenHours(
  windows: readonly Window[],
  { from, until, ...asked }: Span & Asked,
): HoursRule[] {
  const { visitTypeId, isNew = null, now } = asked;
  const fits = (less: Asked): boolean =>
    openTo(windows, less).some((span) => span.from <= from && until <= span.until);
  if (fits(asked)) return [];
  if (!fits({})) return ['outside-template'];
  const ofType = visitTypeId === undefined ? {} : { visitTypeId };
  if (!fits(ofType)) return ['visit-type-not-allowed'];
  const forOthers = isNew ? 'hours-for-established-patients' : 'hours-for-new-patients';
  if (fits({ ...ofType, isNew })) return ['kept-for-same-day'];
  if (now === undefined || fits({ ...ofType, now })) return [forOthers];
  return [forOthers, 'kept-for-same-day'];
}
