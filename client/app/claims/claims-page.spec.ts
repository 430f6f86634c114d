import { aGrant, aPerson } from '../platform/given-session';
import { idOf, leaseOf, samId } from '../platform/work-queue/given-queue';
import { aClaimsChange, aFollowUp, afterwards, appeal, aRecord, aStep } from './given-claims';
import { visitClaims } from './given-claims-page';

const list = 'GET /api/claims/items';
const recordOf = (id: string): string => `GET /api/claims/items/${id}/record`;

describe('Claims', () => {
  it('are listed with their last day, what and why, how much and what it is worth', async () => {
    const denied = aFollowUp();
    const unmatched = aFollowUp(
      {},
      { kind: 'unmatched', cause: null, claim: null, patient: null, codes: [], deadline: null },
    );
    const expired = aFollowUp(
      {},
      { band: 6, deadline: { kind: 'filing', on: '2026-10-30', isExpired: true } },
    );
    const { page } = await visitClaims({ followUps: [denied, unmatched, expired] });
    expect(await page.cell(denied.id, 'kind')).toBe('Denied');
    expect(await page.cell(denied.id, 'cause')).toBe('AuthorizationCO-197 · N54');
    expect(await page.cell(denied.id, 'amount')).toBe('$420.00');
    expect(await page.cell(denied.id, 'worth')).toBe('$264.6063 %');
    expect(await page.cell(denied.id, 'deadline')).toContain('Fri, Nov 27');
    expect(await page.cell(denied.id, 'band')).toBe('Within 5 working days');
    expect(await page.cell(expired.id, 'deadline')).toContain('expired Fri, Oct 30');
    expect(await page.cell(unmatched.id, 'patient')).toBe('Not matched');
    expect(await page.cell(unmatched.id, 'deadline')).toBe('no deadline');
  });

  it('are narrowed with one press to what a colleague asks to write off, and back', async () => {
    const { page, router, server, shown } = await visitClaims();
    await page.click('app-quick-views button:nth-child(5)');
    await shown();
    expect(router.url).toBe('/claims?status=to-approve');
    await page.click('app-quick-views button:first-child');
    await shown();
    expect(router.url).toBe('/claims');
    expect(server.callsOf(list).at(-1)?.url).not.toContain('status=');
  });

  it('show each line with its money, the payer’s codes, and what they mean in our words', async () => {
    const followUp = aFollowUp();
    const { page } = await visitClaims({ followUps: [followUp], url: `/claims/${followUp.id}` });
    expect(await page.lines()).toEqual([
      '1 99213-25 diagnosis 1 $420.00 $310.00 $0.00 $0.00 $0.00 $420.00',
    ]);
    expect(await page.codes()).toEqual(['CO-197 −$420.00 Denied', 'N54 Remark']);
    const panel = await page.panel();
    expect(panel).toContain('No authorization was on file. Find it, or appeal.');
    expect(panel).toContain('In our words, not the payer’s.');
    expect(panel).toContain('$420 × 63 % = $264.60');
    expect(panel).toContain('$1,200 won of $1,800 tried with this payer and cause');
    expect(panel).toContain('Corrected claim until Fri, Nov 27, 2026');
    expect(panel).toContain('Commercial: 180 days from the answer of Oct 20, 2026');
  });

  it('offer the best step first, and say why another cannot be taken', async () => {
    const followUp = aFollowUp();
    const blocked = { ...appeal, blockedBecause: 'A correction of this claim runs.' };
    const { page } = await visitClaims({
      followUps: [followUp],
      record: aRecord({ steps: [aStep(), aStep({ step: 'close', untilOn: null }), blocked] }),
      url: `/claims/${followUp.id}`,
    });
    expect(await page.panel()).toContain('Next: Correct the claim');
    const steps = await page.steps();
    expect(steps[0]).toContain('Correct the claim');
    expect(steps.some((step) => step.startsWith('Appeal'))).toBeFalse();
    expect(await page.blocked()).toEqual(['Appeal A correction of this claim runs.']);
  });

  it('tell reversals and corrections apart in what the payer answered', async () => {
    const followUp = aFollowUp();
    const [paid] = aRecord().remitted;
    const { page } = await visitClaims({
      followUps: [followUp],
      record: aRecord({
        remitted: [
          { ...paid!, id: idOf(9201), is: 'correction', paidCents: 30_000, adjustments: [] },
          { ...paid!, id: idOf(9202), is: 'reversal', statusCode: '22', paidCents: -12_000 },
          paid!,
        ],
      }),
      url: `/claims/${followUp.id}`,
    });
    const panel = await page.panel();
    expect(panel).toContain('Adjudicated anew, in place of what was taken back, as primary');
    expect(panel).toContain('Taken back: an earlier answer is reversed');
    expect(panel).toContain('−$120.00');
  });

  it('read the record again when it changed, and not when somebody only takes it up', async () => {
    const followUp = aFollowUp();
    const { hear, server } = await visitClaims({
      followUps: [followUp],
      url: `/claims/${followUp.id}`,
    });
    const reads = (): number => server.callsOf(recordOf(followUp.id)).length;
    const atFirst = reads();
    const taken = afterwards(followUp, { lease: leaseOf(samId) });
    await hear(aClaimsChange(1, taken, 'claims.work-claimed'));
    expect(reads()).toBe(atFirst);
    const renewed = afterwards(taken, {}, { amountCents: 30_000 });
    await hear(aClaimsChange(2, renewed, 'claims.follow-up-renewed'));
    expect(reads()).toBe(atFirst + 1);
  });

  it('say so where the record cannot be read, and where the role does not include them', async () => {
    const followUp = aFollowUp();
    const { page } = await visitClaims({
      followUps: [followUp],
      url: `/claims/${followUp.id}`,
      prepare: (server) => server.when(recordOf(followUp.id), {}, 503),
    });
    expect(await page.offersButton('Try again')).toBeTrue();
  });

  it('are not shown to a role that does not include them', async () => {
    const { page } = await visitClaims({ person: aPerson({ grants: [aGrant('scheduler')] }) });
    expect(await page.text()).toContain('does not include follow-ups');
  });
});
