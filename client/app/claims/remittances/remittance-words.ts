// What a payer's file holds, and where a remittance stands, in words.
import {
  remittanceStates,
  type ClaimFilePart,
  type ClaimFileProblem,
  type ClaimFileReport,
  type Remittance,
} from '#contract/claim-files';
import type { Tone } from '../../ui/status-chip/status-chip';

export interface Chip {
  word: string;
  tone: Tone;
}

const types: Readonly<Record<string, string>> = {
  '835': 'Remittance (835)',
  '837': 'Claims (837)',
  '277': 'Claim status (277CA)',
};

export function typeWords({ type }: Pick<ClaimFilePart, 'type'>): string {
  return types[type] ?? (type === '' ? 'Unknown' : `Transaction ${type}`);
}

const before: Record<ClaimFilePart['fate'], Chip> = {
  take: { word: 'Will count', tone: 'ok' },
  hold: { word: 'Will be held', tone: 'soon' },
  known: { word: 'Came before', tone: 'neutral' },
  refuse: { word: 'Refused', tone: 'late' },
  other: { word: 'Not for here', tone: 'neutral' },
};
const after: Partial<Record<ClaimFilePart['fate'], Chip>> = {
  take: { word: 'Counts', tone: 'ok' },
  hold: { word: 'Held', tone: 'soon' },
};

export function fateChip(fate: ClaimFilePart['fate'], isTaken: boolean): Chip {
  return (isTaken ? after[fate] : undefined) ?? before[fate];
}

const weights: Record<ClaimFileProblem['weight'], string> = {
  refused: 'Refused',
  held: 'Held',
  noted: 'Noted',
};

/** `Held, segment 14: the payment is not the sum of its claims`. */
export function problemWords({ segment, weight, reason }: ClaimFileProblem): string {
  const where = segment === 0 ? '' : `, segment ${segment}`;
  return `${weights[weight]}${where}: ${reason}`;
}

/** Something of it would count, or be held for a person. */
export function isWorthTaking({ isKnown, parts }: ClaimFileReport): boolean {
  return !isKnown && parts.some(({ fate }) => fate === 'take' || fate === 'hold');
}

const stateTones: Record<Remittance['state'], Tone> = {
  posted: 'ok',
  held: 'soon',
  'set-aside': 'neutral',
};

export function stateChip({ state }: Pick<Remittance, 'state'>): Chip {
  return { word: remittanceStates[state], tone: stateTones[state] };
}

const methods: Readonly<Record<string, string>> = {
  ACH: 'ACH',
  CHK: 'Check',
  NON: 'No payment',
  FWT: 'Wire',
  BOP: 'By the payer’s bank',
};

export function methodWords({ method }: Pick<Remittance, 'method'>): string {
  return methods[method] ?? method;
}
