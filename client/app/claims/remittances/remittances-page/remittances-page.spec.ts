import type { ClaimFileReport, Remittance } from '#contract/claim-files';
import { aProblem, FakeServer, riverside } from '../../../platform/given-session';
import { idOf, nine } from '../../../platform/work-queue/given-queue';
import { openPlainPage } from '../../given-plain-page';
import { RemittancePage } from '../remittance-page/remittance-page';
import { RemittancesPage } from './remittances-page';

const list = 'GET /api/claims/remittances';
const deposits = 'GET /api/claims/deposits';
const preview = 'POST /api/claims/files/preview';
const take = 'POST /api/claims/files/import';

function aRemittance(overrides: Partial<Remittance> = {}): Remittance {
  return {
    ...{ id: idOf(1), clinicId: riverside, version: 1, trace: 'EFT-1', method: 'ACH' },
    ...{ payer: { id: idOf(9), name: 'Harbor Health' }, paidOn: '2026-11-20', receivedAt: nine },
    ...{ state: 'posted', paymentCents: 12_500, claimsCents: 13_000, providerCents: 500 },
    ...{ claims: 2, unmatched: 1, problems: [], fileName: 'a.835', deposit: null, note: '' },
    ...overrides,
  };
}

function aReport(overrides: Partial<ClaimFileReport> = {}): ClaimFileReport {
  return {
    ...{ hash: 'a'.repeat(64), isKnown: false, problems: [] },
    parts: [
      {
        ...{ type: '835', control: '0001', segment: 3, fate: 'hold', trace: 'EFT-2' },
        ...{ payer: 'Harbor Health', claims: 3, matched: 2, chargeCents: 42_000 },
        ...{ paidCents: 12_000, paymentCents: 11_000, providerCents: 0 },
        problems: [{ segment: 14, weight: 'held', reason: 'the payment is not its claims' }],
      },
    ],
    ...overrides,
  };
}

const serving = (...items: Remittance[]): FakeServer =>
  new FakeServer().when(list, { items, next: null, asOf: 0 }).when(deposits, { items: [] });

const file = (): File => new File(['ISA*…'], 'Diaz remit.835');

describe('RemittancesPage', () => {
  it('lists what payers paid, with its sums and what waits', async () => {
    const page = await openPlainPage(RemittancesPage, serving(aRemittance()));
    const [row] = page.texts('[data-remittance]');
    expect(row).toContain('Harbor Health EFT-1');
    expect(row).toContain('$125.00 $130.00 $5.00 Posted 2 1 not found');
  });

  it('says what would become of a file before it counts, and takes in what was looked at', async () => {
    const server = serving().when(preview, aReport()).when(take, aReport());
    const page = await openPlainPage(RemittancesPage, server);
    await page.drop(file());
    const [shown] = page.texts('dialog [data-file]');
    expect(shown).toContain('Remittance (835) EFT-2 Will be held Harbor Health 3 2 $420.00');
    expect(shown).toContain('Held, segment 14: the payment is not its claims');
    expect(server.callsOf(take)).toEqual([]);
    await page.press('Take in');
    const [call] = server.callsOf(take);
    expect(call?.url).not.toContain('Diaz');
    expect(call?.headers['X-Daysheet-File-Hash']).toBe('a'.repeat(64));
    expect(page.texts('dialog [data-file]')[0]).toContain('Taken in.');
    expect(server.callsOf(list).length).toBe(2);
  });

  it('offers nothing of a file that was taken in before, or that the server refuses', async () => {
    const server = serving().when(preview, aReport({ isKnown: true }));
    const page = await openPlainPage(RemittancesPage, server);
    await page.drop(file());
    expect(page.text()).toContain('The same file was taken in before');
    await expectAsync(page.press('Take in')).toBeRejected();
    server.refuses(preview, aProblem('invalid-input', 400, 'It is no X12.'));
    await page.press('Cancel');
    await page.drop(file());
    expect(page.text()).toContain('It is no X12.');
  });

  it('shows held ones apart, and why nothing waits', async () => {
    const server = serving();
    const page = await openPlainPage(RemittancesPage, server);
    expect(page.text()).toContain('No remittance came yet');
    await page.press('Held');
    expect(server.callsOf(list).at(-1)?.url).toContain('show=held');
    expect(page.text()).toContain('Every remittance balanced or was settled.');
  });

  it('takes money of the bank, to the cent, and matches it to a remittance of its amount', async () => {
    const deposit = {
      ...{ id: idOf(5), clinicId: riverside, version: 1, on: '2026-11-21', cents: 12_500 },
      ...{ reference: 'ACH 9', remittanceId: null },
    };
    const other = aRemittance({ id: idOf(2), paymentCents: 100 });
    const server = serving(aRemittance(), other)
      .when(deposits, { items: [deposit] })
      .when('POST /api/claims/deposits/add', deposit)
      .when(`POST /api/claims/deposits/${deposit.id}/match`, deposit);
    const page = await openPlainPage(RemittancesPage, server);
    await page.press('Add money…');
    await page.submit('app-deposits-section form');
    expect(page.text()).toContain('The amount is a sum such as 1250.00.');
    await page.type('[data-field=on]', '2026-11-21');
    await page.type('[data-field=amount]', '1,250.5');
    await page.type('[data-field=reference]', 'ACH 10');
    await page.submit('app-deposits-section form');
    expect(server.callsOf('POST /api/claims/deposits/add')[0]?.body).toEqual({
      ...{ clinicId: riverside, on: '2026-11-21', cents: 125_050, reference: 'ACH 10' },
    });
    expect(page.texts('[data-deposit] option').length).toBe(2);
    await page.type('[data-deposit] select', idOf(1));
    expect(server.callsOf(`POST /api/claims/deposits/${deposit.id}/match`)[0]?.body).toEqual({
      ...{ expectedVersion: 1, remittanceId: idOf(1) },
    });
  });

  it('says why it cannot be read', async () => {
    const server = serving().refuses(list, aProblem('unavailable', 503, 'The server is away.'));
    const page = await openPlainPage(RemittancesPage, server);
    expect(page.text()).toContain('The server is away.');
  });
});

describe('RemittancePage', () => {
  const get = `GET /api/claims/remittances/${idOf(1)}`;
  const settle = `POST /api/claims/remittances/${idOf(1)}/settle`;
  const held = aRemittance({
    state: 'held',
    problems: [{ segment: 0, weight: 'held', reason: 'the payment is not its claims' }],
  });
  const whole = {
    remittance: held,
    claims: [
      {
        ...{ id: idOf(3), controlNumber: 'C-1', payerControl: 'P-1', statusCode: '1' },
        ...{ patientName: 'DIAZ, ANA', chargeCents: 42_000, paidCents: 0, patientCents: 0 },
        ...{ claimId: null, itemIds: [] },
      },
    ],
    provider: [{ reason: 'WO', reference: 'X', cents: 500 }],
  };
  const inputs = { remittanceId: idOf(1) };

  it('is settled by a lead, for a reason that is written down', async () => {
    const server = new FakeServer().when(get, whole).when(settle, { ...held, state: 'posted' });
    const page = await openPlainPage(RemittancePage, server, { role: 'billing-lead', inputs });
    expect(page.text()).toContain('Held: the payment is not its claims');
    expect(page.texts('[data-claim]')[0]).toContain('DIAZ, ANA $420.00 $0.00 $0.00 to match');
    await page.press('Post it all the same');
    expect(page.text()).toContain('Say why, in 10 characters or more.');
    expect(server.callsOf(settle)).toEqual([]);
    await page.type('[data-field=note]', 'The payer confirmed it by phone');
    await page.press('Post it all the same');
    expect(server.callsOf(settle)[0]?.body).toEqual({
      ...{ expectedVersion: 1, as: 'post', note: 'The payer confirmed it by phone' },
    });
  });

  it('offers a biller no way to settle it', async () => {
    const page = await openPlainPage(RemittancePage, new FakeServer().when(get, whole), { inputs });
    await expectAsync(page.press('Set it aside')).toBeRejected();
  });
});
