// What a refill request is, in the words of lists and panels.
import { unknownSupplies, type MedicationOrder, type Supply } from '#contract/prescription';
import { verdicts, type Verdict } from '#contract/refill-card';
import type { RefillStatus } from '#contract/refill-workflow';
import type { Refill } from '#contract/refill-request';
import { listName } from '#contract/patients';
import type { Tone } from '../ui/status-chip/status-chip';
import type { IconName } from '../ui/svg-icon/svg-icon';
import { addDays } from '../platform/wall-time';
import type { WhenWords } from '../platform/work-queue/work-queue';

/** Whom it is for; what came in says it as long as nobody is matched. */
export function personOf({ patient, said }: Pick<Refill, 'patient' | 'said'>): string {
  if (patient) return listName(patient);
  return said.patient === '' ? 'Patient not matched' : `Not matched: ${said.patient}`;
}

/** `Metformin 500 mg tablet`. */
export function drugWords({
  name,
  strength,
  form,
}: Pick<MedicationOrder, 'name' | 'strength' | 'form'>): string {
  return [name, strength, form].filter(Boolean).join(' ');
}

/** As it is ordered, or else as it is asked for. */
export function drugOf({ active, requested }: Pick<Refill, 'active' | 'requested'>): string {
  return drugWords(active ?? requested);
}

export interface RunOut {
  words: string;
  /** Why nobody knows. */
  because?: string;
  tone?: Tone;
}

/** When nothing is left, as a person says it: `Today`, `Tomorrow`, `Mon, Nov 30`, `Out since Fri, Nov 20`. */
export function runOutWords(
  { runsOutOn, unknownBecause }: Supply,
  { today, day }: { today: string; day: (date: string) => string },
): RunOut {
  if (runsOutOn === null) {
    const because = unknownBecause === null ? '' : unknownSupplies[unknownBecause].toLowerCase();
    return { words: 'Unknown', because, tone: 'soon' };
  }
  if (runsOutOn < today) return { words: `Out since ${day(runsOutOn)}`, tone: 'late' };
  if (runsOutOn === today) return { words: 'Today', tone: 'late' };
  if (runsOutOn === addDays(today, 1)) return { words: 'Tomorrow', tone: 'soon' };
  return { words: day(runsOutOn) };
}

const waitedFor: Partial<Record<RefillStatus, string>> = {
  sent: 'the pharmacy',
  acknowledged: 'the pharmacy',
  dispensed: 'the patient',
};

/** What becomes of a decision by itself, and until when that is waited for; `null` = a person put it off. */
export function waitingWords(
  { work, decision }: Pick<Refill, 'work' | 'decision'>,
  until: string,
  { time, dayAndTime }: WhenWords,
): string | null {
  const status = work.status as RefillStatus;
  if (status === 'decided' && until === decision?.leavesAt) return `Leaves at ${time(until)}`;
  const whom = waitedFor[status];
  return whom ? `Waits for ${whom} until ${dayAndTime(until)}` : null;
}

export interface Mark {
  words: string;
  tone: Tone;
  icon: IconName;
}

/** How the card stood: what fails comes before what nobody knows; only a whole pass is good. */
export function readinessMark(
  readiness: Omit<NonNullable<Refill['readiness']>, 'stamp'> | null,
): Mark {
  if (readiness === null) return { words: 'Not judged', tone: 'neutral', icon: 'hourglass-top' };
  const { pass, fail, unknown } = readiness;
  const parts = [fail > 0 ? `${fail} fail` : '', unknown > 0 ? `${unknown} unknown` : ''];
  if (fail > 0) return { words: parts.filter(Boolean).join(', '), tone: 'late', icon: 'error' };
  if (unknown > 0) return { words: `${unknown} unknown`, tone: 'soon', icon: 'warning' };
  return { words: `All ${pass} pass`, tone: 'ok', icon: 'check-circle' };
}

const verdictMarks: Record<Verdict, Pick<Mark, 'tone' | 'icon'>> = {
  pass: { tone: 'ok', icon: 'check-circle' },
  fail: { tone: 'late', icon: 'error' },
  unknown: { tone: 'soon', icon: 'warning' },
};

export function verdictMark(verdict: Verdict): Mark {
  return { words: verdicts[verdict], ...verdictMarks[verdict] };
}

/** `30 tablets for 30 days, 2 more fills`. */
export function amountWords({ quantity, unit, daysSupply, repeats }: MedicationOrder): string {
  const parts = [
    quantity === null ? '' : `${quantity} ${unit}`.trim(),
    daysSupply === null ? '' : `for ${daysSupply} days`,
  ];
  const fills = repeats === null ? '' : repeats === 0 ? 'no more fills' : fillWords(repeats);
  return [parts.filter(Boolean).join(' '), fills].filter(Boolean).join(', ');
}

function fillWords(repeats: number): string {
  return repeats === 1 ? '1 more fill' : `${repeats} more fills`;
}
