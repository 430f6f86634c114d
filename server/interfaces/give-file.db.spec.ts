// A file that is given by hand is read as one that came by itself.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Ctx, Scope } from '../platform/context.ts';
import { expectNoChange } from '../platform/change-log/expect-change.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import {
  givenFolders,
  givenInterface,
  messagesOf,
  type GivenFolders,
} from '../platform/drop-folder/given-drop-folder.ts';
import type { InterfaceRow } from '../platform/drop-folder/interface-row.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { allowFile, noteFile, putFile } from './give-file-service.ts';
import { listInterfaces } from './interfaces-queries.ts';

describe('a file that is given by hand', () => {
  let t: TestDatabase;
  const all: GivenFolders[] = [];
  before(async () => {
    t = await testDatabase();
  });
  after(async () => {
    await Promise.all(all.map((folders) => folders.remove()));
    await t.close();
  });

  async function givenOffice(over: Partial<InterfaceRow> = {}) {
    const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
    const [clinicId = '', elsewhere = ''] = clinicIds;
    const { scope } = await givenStaff(t, {
      ...{ organizationId, clinicIds: [clinicId], role: 'administrator' },
    });
    const row = await givenInterface(t, organizationId, { clinic_id: clinicId, ...over });
    const folders = await givenFolders(t, row);
    all.push(folders);
    return { organizationId, clinicId, elsewhere, scope, row, folders };
  }

  const within = <T>(scope: Scope, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
    t.database.inTransaction(scope, work);

  it('is read at the next look, with who gave it in the audit log', async () => {
    const { organizationId, clinicId, scope, row, folders } = await givenOffice();
    const given = { clinicId, interfaceId: row.id };
    const folder = await within(scope, (ctx) => allowFile(ctx, given));
    const inboxDir = dirname(dirname(folders.inbox));
    const put = await putFile(inboxDir, folder, Buffer.from('a file'));
    await within(scope, (ctx) => noteFile(ctx, { ...given, ...put }));
    const kind = {
      ...{ kind: row.kind, placeName: 'line', maxBytes: 100 },
      read: (_: unknown, { bytes }: { bytes: Uint8Array }) =>
        Promise.resolve({ counts: { bytes: bytes.length }, problems: [], controlNumber: null }),
    };
    const server = folders.server([kind]);
    for (let look = 0; look < 2; look += 1) await server.runOnce();
    assert.deepEqual(
      (await messagesOf(t, row)).map(({ outcome, counts }) => [outcome, counts]),
      [['done', { bytes: 6 }]],
    );
    const entries = await t
      .owner('audit_entry')
      .where({ organization_id: organizationId, act: 'interface.give-file' });
    assert.equal(entries.length, 1);
  });

  it('is refused, and lies nowhere, where the interface is off or somebody else’s', async () => {
    const off = await givenOffice({ enabled: false });
    const cases: [string, string, Scope][] = [
      ['rule-broken switched-off', off.clinicId, off.scope],
      ['not-allowed', off.elsewhere, off.scope],
      ['not-found', off.clinicId, (await givenOffice()).scope],
    ];
    for (const [refusal, clinicId, scope] of cases)
      await expectNoChange({
        t,
        organizationId: off.organizationId,
        snapshot: () => within(off.scope, (ctx) => listInterfaces(ctx, off.clinicId)),
        action: () => within(scope, (ctx) => allowFile(ctx, { clinicId, interfaceId: off.row.id })),
        refusal,
      });
    assert.deepEqual(await readdir(off.folders.inbox), []);
  });

  it('is not taken where the inbox cannot be written', async () => {
    await assert.rejects(putFile('/dev/null', 'folder', Buffer.from('x')), { code: 'unavailable' });
  });
});
