// Which clocks of a request have ended, by where its lines stand: pure.
import type { AuthorizationLineStatus } from '#contract/authorization-workflow';
import {
  acknowledgeClock,
  appealAnswerNames,
  appealClockNames,
  decisionClockNames,
  documentsClock,
  peerClock,
  prepareClock,
  renewalClock,
} from './authorizations-rule.ts';

export interface ClockedLine {
  status: AuthorizationLineStatus;
  peer_until: string | null;
  peer_outcome: string | null;
}

export function endedClocks(lines: readonly ClockedLine[]): string[] {
  const none = (...statuses: AuthorizationLineStatus[]): boolean =>
    !lines.some(({ status }) => statuses.includes(status));
  const isTalkOpen = lines.some(
    ({ status, peer_until, peer_outcome }) =>
      peer_until !== null && peer_outcome === null && talkedAbout.includes(status),
  );
  return [
    ...(none('need-check', 'gathering') ? [prepareClock.name] : []),
    ...(none('submitted') ? [acknowledgeClock.name] : []),
    ...(none('submitted', 'pended') ? decisionClockNames : []),
    ...(none('gathering', 'submitted', 'pended', 'appealed') ? [documentsClock] : []),
    ...(none('denied', 'upheld') ? appealClockNames : []),
    ...(none('appealed') ? appealAnswerNames : []),
    ...(none('approved') ? [renewalClock] : []),
    ...(isTalkOpen ? [] : [peerClock]),
  ];
}

/** About these a payer talks with a clinician. */
export const talkedAbout: readonly AuthorizationLineStatus[] = [
  'pended',
  'denied',
  'appealed',
  'upheld',
];
