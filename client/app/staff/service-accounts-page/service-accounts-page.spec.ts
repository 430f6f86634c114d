import type { ServiceAccount } from '#contract/service-account';
import { aProblem, FakeServer, riverside } from '../../platform/given-session';
import { visitStaff } from '../given-staff';
import { keyChip } from '../service-account-words';

const accounts = 'GET /api/staff/service-accounts';
const accountId = '018f0000-0000-7000-8000-000000000900';
const postOf = (verb: string): string => `POST /api/staff/service-accounts/${accountId}/${verb}`;
const url = '/staff/service-accounts';
const inHand = { url: `${url}/${accountId}`, role: 'administrator' } as const;
const key = 'dsk_a-secret-that-is-shown-once';

function anAccount(overrides: Partial<ServiceAccount> = {}): ServiceAccount {
  return {
    id: accountId,
    name: 'Clearinghouse',
    permissions: [
      { clinicId: riverside, permission: 'patient:search' },
      { clinicId: riverside, permission: 'coverage:read' },
      { clinicId: riverside, permission: 'coverage:edit' },
    ],
    keyHint: 'dsk_a-se',
    keyMadeAt: '2026-11-01T15:00:00.000Z',
    keyExpiresAt: '2027-01-30T15:00:00.000Z',
    lastUsedAt: '2026-11-23T13:00:00.000Z',
    endedAt: null,
    version: 2,
    ...overrides,
  };
}

function given(...items: ServiceAccount[]): FakeServer {
  return new FakeServer().when(accounts, { items });
}

async function rowsOf(...items: ServiceAccount[]): Promise<string[]> {
  await visitStaff(given(...items), { url, role: 'administrator' });
  return [...document.querySelectorAll<HTMLElement>('[data-account] td')].map((cell) =>
    cell.innerText.trim(),
  );
}

describe('ServiceAccountsPage', () => {
  afterEach(() =>
    document.querySelectorAll('app-service-accounts-page').forEach((one) => one.remove()),
  );

  it('lists programs with what they may, their key and its last use', async () => {
    const [name, acts, state, , used] = await rowsOf(anAccount());
    expect([name, acts, state, used]).toEqual([
      'Clearinghouse',
      'Find patients, Read coverages and 1 more',
      'active',
      '1 h ago',
    ]);
  });

  it('warns before a key expires', () => {
    const now = '2026-11-23T15:00:00.000Z';
    const word = (keyExpiresAt: string, endedAt: string | null = null) =>
      keyChip({ keyExpiresAt, endedAt }, now).word;
    expect(word('2026-12-08T15:00:00.000Z')).toBe('active');
    expect(word('2026-12-07T14:59:00.000Z')).toBe('key expires soon');
    expect(word(now)).toBe('key expired');
    expect(word(now, now)).toBe('ended');
  });

  it('says what it is for where there is none', async () => {
    const page = await visitStaff(given(), { url, role: 'administrator' });
    expect(page.text()).toContain('No program calls in its own name');
  });

  it('says why nothing came, and asks again', async () => {
    const server = given();
    server.refuses(accounts, aProblem('unavailable', 503, 'The server is away.'));
    const page = await visitStaff(server, { url, role: 'administrator' });
    expect(page.text()).toContain('The server is away.');
    server.when(accounts, { items: [anAccount()] });
    await page.press('Try again');
    expect(page.text()).toContain('Clearinghouse');
  });

  it('adds one with what it may, and shows its key once', async () => {
    const server = given();
    server.when('POST /api/staff/service-accounts/create', { account: anAccount(), key });
    const page = await visitStaff(server, { url, role: 'administrator' });
    await page.press('Add a service account');
    expect(page.has('dialog [data-permission="staff:manage"]')).toBe(false);
    page.box('dialog [name=name]').value = ' Clearinghouse ';
    await page.press('Add');
    expect(page.dialog()).toContain('Choose at least one.');
    await page.tick('dialog [data-permission="coverage:read"]');
    server.when(accounts, { items: [anAccount()] });
    await page.press('Add');
    expect(
      server.callsOf('POST /api/staff/service-accounts/create').map(({ body }) => body),
    ).toEqual([
      { clinicId: riverside, name: 'Clearinghouse', permissions: ['coverage:read'], keyLife: 90 },
    ]);
    expect(page.dialog()).toContain('Key of Clearinghouse');
    expect(page.box('dialog[open] input').value).toBe(key);
    await page.press('Done');
    expect(page.url()).toBe(`${url}/${accountId}`);
    expect(document.body.innerHTML).not.toContain(key);
  });

  it('keeps what was chosen when it is refused', async () => {
    const server = given();
    server.refuses(
      'POST /api/staff/service-accounts/create',
      aProblem(
        'not-allowed',
        403,
        'You may give only what you hold yourself; nothing was changed.',
      ),
    );
    const page = await visitStaff(server, { url, role: 'administrator' });
    await page.press('Add a service account');
    page.box('dialog [name=name]').value = 'Clearinghouse';
    await page.tick('dialog [data-permission="coverage:read"]');
    await page.press('Add');
    expect(page.dialog()).toContain('only what you hold yourself');
    expect(page.box('dialog [data-permission="coverage:read"]').checked).toBe(true);
  });

  it('changes what it may by the version that was seen', async () => {
    const server = given(anAccount());
    server.when(postOf('change-permissions'), anAccount({ version: 3 }));
    const page = await visitStaff(server, inHand);
    await page.tick('app-service-account-panel [data-permission="coverage:edit"]');
    await page.press('As it was');
    expect(page.text()).not.toContain('Save the permissions');
    await page.tick('app-service-account-panel [data-permission="coverage:edit"]');
    await page.press('Save the permissions');
    expect(server.callsOf(postOf('change-permissions')).map(({ body }) => body)).toEqual([
      { expectedVersion: 2, clinicId: riverside, permissions: ['patient:search', 'coverage:read'] },
    ]);
  });

  it('renews the key for as long as is chosen, and shows it once', async () => {
    const server = given(anAccount());
    server.when(postOf('renew-key'), { account: anAccount({ version: 3 }), key });
    const page = await visitStaff(server, inHand);
    await page.fill('app-service-account-panel select', '365');
    await page.press('Renew the key');
    expect(server.callsOf(postOf('renew-key')).map(({ body }) => body)).toEqual([
      { expectedVersion: 2, keyLife: 365 },
    ]);
    expect(page.box('dialog[open] input').value).toBe(key);
  });

  it('ends one only after it was asked for twice, and then decides no more about it', async () => {
    const server = given(anAccount());
    const ended = anAccount({ endedAt: '2026-11-23T15:00:00.000Z', version: 3 });
    server.when(postOf('end'), ended);
    const page = await visitStaff(server, inHand);
    await page.press('End this service account…');
    expect(server.callsOf(postOf('end')).length).toBe(0);
    server.when(accounts, { items: [ended] });
    await page.press('End it now');
    expect(server.callsOf(postOf('end')).map(({ body }) => body)).toEqual([{ expectedVersion: 2 }]);
    expect(page.text()).not.toContain('Renew the key');
    expect(page.box('app-service-account-panel [data-permission="coverage:edit"]').disabled).toBe(
      true,
    );
  });

  it('leaves key and end of one that serves other clinics to who administers them', async () => {
    const elsewhere = {
      clinicId: '018f0000-0000-7000-8000-00000000dead',
      permission: 'patient:search',
    } as const;
    const { permissions } = anAccount();
    const page = await visitStaff(
      given(anAccount({ permissions: [...permissions, elsewhere] })),
      inHand,
    );
    expect(page.text()).toContain('who administers all of them renews and ends it');
    expect(page.text()).not.toContain('Renew the key');
  });
});
