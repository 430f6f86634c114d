import { denialCauses } from '#contract/claim-money';
import type { ClaimSettings, PayerRule } from '#contract/claim-settings';
import { aProblem, FakeServer, riverside } from '../../../platform/given-session';
import { idOf } from '../../../platform/work-queue/given-queue';
import { openPlainPage } from '../../given-plain-page';
import { ClaimRulesPage } from './rules-page';

const get = 'GET /api/claims/settings';
const change = 'POST /api/claims/settings/change';
const fees = 'GET /api/claims/fees';
const setFees = 'POST /api/claims/fees/set';
const payer = { id: idOf(9), name: 'Harbor Health' };

const rule: PayerRule = {
  ...{ title: 'Harbor manual', payerId: payer.id, lineOfBusiness: null },
  ...{ correction: 'replacement', correctionDays: 180, filing: { amount: 1, unit: 'years' } },
  ...{ noAnswerDays: 30, memberLevels: [], filingDenialAppeals: false },
  levels: [{ title: 'First level', days: 180, answerDays: 60, minimumCents: 20_000 }],
  ...{ source: 'Manual, page 12', fromOn: '2026-01-01', untilOn: null },
};
const settings: ClaimSettings = {
  payers: { rules: [rule] },
  money: {
    ...{ writeOffCents: 25_000, underpaidCents: 500, refundDays: 60, supposedWeightCents: 100_000 },
    chances: Object.fromEntries(
      Object.keys(denialCauses).map((cause) => [cause, 50]),
    ) as ClaimSettings['money']['chances'],
  },
  versions: { payers: 3, money: 0 },
};

function serving(): FakeServer {
  return new FakeServer()
    .when(get, settings)
    .when('GET /api/patients/payers', { items: [payer] })
    .when(fees, {
      items: [{ procedure: '99213', modifier: '', cents: 9_240, fromOn: '2026-01-01' }],
      starts: ['2026-01-01'],
    })
    .when(change, settings)
    .when(setFees, { count: 2 });
}
const lead = { role: 'billing-lead' } as const;

describe('ClaimRulesPage', () => {
  it('says by which rules payers are corrected, filed and appealed to, and what moves money', async () => {
    const page = await openPlainPage(ClaimRulesPage, serving());
    expect(page.texts('[data-rule]')).toEqual([
      'Harbor Health Harbor manual A replacement (frequency 7, or 8 to void) within 180 days 1 year 30 days First level: 180 days, answered in 60, from $200 Manual, page 12 from Jan 1, 2026',
    ]);
    expect(page.text()).toContain('above $250 a colleague approves them');
    expect(page.texts('[data-fee]')).toEqual(['99213 $92.40 Jan 1, 2026']);
    await expectAsync(page.press('Add a rule')).toBeRejected();
  });

  it('changes a rule in its place, on the version that was seen, with its source', async () => {
    const server = serving();
    const page = await openPlainPage(ClaimRulesPage, server, lead);
    await page.press('Harbor Health');
    await page.type('[data-field=levels]', 'First level | soon | 60');
    await page.type('[data-field=source]', 'Contract of 2027');
    await page.submit('dialog form');
    expect(page.text()).toContain('line 1 is written as: Name | days to file');
    expect(server.callsOf(change)).toEqual([]);
    await page.type('[data-field=levels]', 'First level | 90 | 60 | 200');
    await page.submit('dialog form');
    const [level] = rule.levels;
    expect(server.callsOf(change)[0]?.body).toEqual({
      ...{ clinicId: riverside, expectedVersion: 3, source: 'Contract of 2027' },
      change: {
        setting: 'payers',
        value: { rules: [{ ...rule, levels: [{ ...level, days: 90 }] }] },
      },
    });
  });

  it('changes what moves money in cents, and says when somebody was faster', async () => {
    const server = serving().refuses(change, aProblem('conflict', 409));
    const page = await openPlainPage(ClaimRulesPage, server, lead);
    await page.press('Change what moves money');
    await page.type('[data-field=write-off]', '99.5');
    await page.type('[data-chance=coding]', '101');
    await page.type('[data-field=source]', 'The board');
    await page.submit('dialog form');
    expect(page.text()).toContain('Coding: a percentage from 0 to 100.');
    await page.type('[data-chance=coding]', '70');
    await page.submit('dialog form');
    const { money } = settings;
    expect(server.callsOf(change)[0]?.body).toEqual({
      ...{ clinicId: riverside, expectedVersion: 0, source: 'The board' },
      change: {
        setting: 'money',
        value: { ...money, writeOffCents: 9_950, chances: { ...money.chances, coding: 70 } },
      },
    });
    expect(page.text()).toContain('Somebody changed this meanwhile; nothing of yours was written.');
  });

  it('sets a schedule that was pasted, and nothing while a line of it is wrong', async () => {
    const server = serving();
    const page = await openPlainPage(ClaimRulesPage, server, lead);
    await page.press('Set a schedule…');
    await page.type('[data-field=fees]', '99213,,free');
    expect(page.text()).toContain('Line 1: “free” is no amount');
    await page.submit('app-fees-section form');
    expect(server.callsOf(setFees)).toEqual([]);
    await page.type('[data-field=fees]', '99213,,92.4\n99213,25,100');
    await page.submit('app-fees-section form');
    expect(server.callsOf(setFees)[0]?.body).toEqual({
      ...{ clinicId: riverside, payerId: payer.id, fromOn: '2026-11-23' },
      fees: [
        { procedure: '99213', modifier: '', cents: 9_240 },
        { procedure: '99213', modifier: '25', cents: 10_000 },
      ],
    });
    expect(page.text()).toContain('2 fees count from 2026-11-23 on.');
  });
});
