import type { AuthorizationLineStatus } from '#contract/authorization-workflow';
import type { Authorization } from '#contract/authorization-request';
import type { Role } from '#contract/permission';
import { aGrant } from '../platform/given-session';
import { minutesLater } from '../platform/work-queue/given-queue';
import { aLine, anAuthorization, aSubmission } from './given-authorizations';
import { stepsFor } from './step-choices';

function titles(request: Authorization, role: Role = 'authorization-specialist'): string[] {
  return stepsFor(request, [aGrant(role)]).map(({ title }) => title);
}
const standing = (...statuses: AuthorizationLineStatus[]): Authorization =>
  anAuthorization({}, { lines: statuses.map((status) => aLine({ status })) });

describe('the next steps of a request', () => {
  it('follow from where its lines stand', () => {
    expect(titles(standing('need-check'))).toEqual([
      ...['Required', 'Not required', 'Change what is asked', 'Cancel'],
    ]);
    expect(titles(standing('gathering'))).toEqual([
      ...['Submitted by hand', 'Send electronically', 'Not required', 'Change what is asked'],
      'Cancel',
    ]);
    expect(titles(standing('submitted'))).toEqual(['The payer answered', 'Cancel']);
    expect(titles(standing('denied'))).toEqual([
      ...['Peer-to-peer offered', 'Appeal filed', 'Ask anew', 'Accept the denial'],
      ...['Take the answer back', 'Cancel'],
    ]);
    expect(titles(standing('approved'))).toEqual([
      ...['Renew', 'Extended', 'Take the answer back', 'Cancel'],
    ]);
  });

  it('of lines that stand apart are about those that may go that way', () => {
    const request = standing('approved', 'denied');
    const appeal = stepsFor(request, [aGrant('authorization-specialist')]).find(
      ({ name }) => name === 'appeal',
    );
    expect(appeal?.lines).toEqual([request.lines[1]!]);
  });

  it('are about a receipt as long as the payer has not confirmed it, and a talk as long as it is open', () => {
    const sent = aSubmission({ channel: 'x12', receivedAt: null });
    const waiting = { ...standing('submitted'), submission: sent };
    expect(titles(waiting)).toEqual(['The payer answered', 'The payer received it', 'Cancel']);
    const talk = { until: minutesLater(60), outcome: null, heldAt: null };
    const offered = anAuthorization({}, { lines: [aLine({ status: 'denied', peerToPeer: talk })] });
    expect(titles(offered)).toContain('Peer-to-peer is over');
    expect(titles(offered)).not.toContain('Peer-to-peer offered');
  });

  it('are one for a clinician, who attests, and none for the desk', () => {
    expect(titles(standing('gathering'), 'clinician')).toEqual(['Attest urgency']);
    expect(titles(standing('submitted'), 'clinician')).toEqual([]);
    expect(titles(standing('gathering'), 'scheduler')).toEqual([]);
  });

  it('are none of what is closed, and no two of them share a key', () => {
    expect(titles(anAuthorization({ closedAt: minutesLater(-5) }))).toEqual([]);
    const all = standing('need-check', 'gathering', 'submitted', 'denied', 'appealed', 'approved');
    const keys = stepsFor(all, [aGrant('authorization-specialist')]).flatMap(
      ({ shortcut }) => shortcut ?? [],
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});
