import type { Hl7Problem } from '../../interop/hl7/hl7-problem.ts';
import type { AckOutcome } from '../../interop/hl7/write-ack.ts';
import type { FileProblem } from '../drop-folder/interface-kind.ts';

export interface Hl7MessageRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  interface_id: string;
  control_id: string | null;
  content_hash: string;
  type: string;
  received_at: string;
  answer: AckOutcome;
  state: 'taken' | 'applied' | 'quarantined';
  problems: FileProblem[];
  problem_code: string | null;
  copies: number;
  tries: number;
  try_at: string | null;
  applied_at: string | null;
}

/** All but the content, which only who applies a message reads. */
export const hl7MessageColumns = [
  ...([
    'organization_id',
    'id',
    'clinic_id',
    'interface_id',
    'control_id',
    'content_hash',
  ] as const),
  ...(['type', 'received_at', 'answer', 'state', 'problems', 'problem_code', 'copies'] as const),
  ...(['tries', 'try_at', 'applied_at'] as const),
];

/** As files have them: the place is the segment. */
export function shownProblem({ segment, code, reason }: Hl7Problem): FileProblem {
  return { place: segment, code, reason };
}
