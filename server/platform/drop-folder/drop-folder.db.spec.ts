import assert from 'node:assert/strict';
import { mkdir, readdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { givenOrganization } from '../../staff/given-organization.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import {
  givenFolders,
  givenInterface,
  messagesOf,
  type GivenFolders,
} from './given-drop-folder.ts';
import { FileRefused, type InterfaceKind } from './interface-kind.ts';
import type { InterfaceRow } from './interface-row.ts';
import { askAgain } from './message-repository.ts';
import { nextControl, queueFile } from './send-files.ts';
import { scopeOf } from './take-file.ts';

let t: TestDatabase;
const open: GivenFolders[] = [];
before(async () => {
  t = await testDatabase();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((folders) => folders.remove()));
});
after(() => t.close());

async function givenInbox(): Promise<{ row: InterfaceRow; folders: GivenFolders }> {
  const { organizationId } = await givenOrganization(t);
  const row = await givenInterface(t, organizationId, { kind: 'notes' });
  const folders = await givenFolders(t, row);
  open.push(folders);
  return { row, folders };
}

/** Writes what it reads into the clinic's phone, so that an effect can be counted and undone. */
function notes(over: Partial<InterfaceKind> = {}): InterfaceKind & { read: InterfaceKind['read'] } {
  return {
    kind: 'notes',
    placeName: 'line',
    maxBytes: 1000,
    async read(ctx, { bytes }) {
      const text = Buffer.from(bytes).toString();
      await ctx
        .db('clinic')
        .where({ organization_id: ctx.organizationId })
        .update({ phone: ctx.db.raw('phone || ?', [text]) });
      if (text.includes('wrong'))
        throw new FileRefused([{ place: 3, code: 'wrong', reason: 'says a wrong thing' }], '17');
      return { counts: { notes: 1 }, problems: [], controlNumber: '17' };
    },
    ...over,
  };
}

async function effectOf({ organization_id }: InterfaceRow): Promise<string> {
  const clinic = await t.owner('clinic').where({ organization_id }).first<{ phone: string }>();
  return clinic.phone;
}

async function looks(server: { runOnce(): Promise<number> }, times = 2): Promise<number> {
  let handled = 0;
  for (let look = 0; look < times; look += 1) handled += await server.runOnce();
  return handled;
}

describe('an inbox', () => {
  it('takes a file once it is whole, records it and puts it away with a report', async () => {
    const { row, folders } = await givenInbox();
    const phone = await effectOf(row);
    const server = folders.server([notes()]);
    await folders.drop('a.txt', 'one');
    assert.equal(await server.runOnce(), 0);
    assert.deepEqual(await folders.names('done'), []);
    await folders.drop('a.txt', 'one and more');
    assert.equal(await server.runOnce(), 0);
    assert.equal(await server.runOnce(), 1);
    assert.equal(await effectOf(row), `${phone}one and more`);
    assert.deepEqual(await folders.names('done'), ['a.txt', 'a.txt.report.txt']);
    const [message] = await messagesOf(t, row);
    assert.deepEqual(
      [message?.outcome, message?.control_number, message?.counts, message?.problem_code],
      ['done', '17', { notes: 1 }, null],
    );
    assert.equal(
      await folders.report('done'),
      `message ${message?.id}\ndone ${t.clock.now}\ncontrol number 17\nnotes: 1\n`,
    );
    assert.deepEqual(server.faults(), []);
  });

  it('leaves alone what is still being written, and its own folders', async () => {
    const { row, folders } = await givenInbox();
    await folders.drop('.a.txt', 'one');
    await folders.drop('b.txt.part', 'one');
    await folders.drop('c.tmp', 'one');
    await folders.drop('empty.txt', '');
    assert.equal(await looks(folders.server([notes()]), 3), 0);
    assert.deepEqual(await messagesOf(t, row), []);
    await rename(join(folders.inbox, 'b.txt.part'), join(folders.inbox, 'b.txt'));
    assert.equal(await looks(folders.server([notes()])), 1);
  });

  it('undoes all of a refused file and says where it was wrong', async () => {
    const { row, folders } = await givenInbox();
    const phone = await effectOf(row);
    await folders.drop('a.txt', 'wrong for Quill, Ada');
    await looks(folders.server([notes()]));
    assert.equal(await effectOf(row), phone);
    assert.deepEqual(await folders.names('refused'), ['a.txt', 'a.txt.report.txt']);
    const report = await folders.report('refused');
    assert.match(report, /^line 3: wrong: says a wrong thing$/m);
    assert.doesNotMatch(report, /Quill/);
    const [message] = await messagesOf(t, row);
    assert.deepEqual([message?.outcome, message?.problem_code], ['refused', 'wrong']);
  });

  it('applies the same bytes once, under whatever name they come again', async () => {
    const { row, folders } = await givenInbox();
    const phone = await effectOf(row);
    const server = folders.server([notes()]);
    await folders.drop('a.txt', 'one');
    await looks(server);
    await folders.drop('b.txt', 'one');
    await looks(server);
    assert.equal(await effectOf(row), `${phone}one`);
    assert.deepEqual(
      (await messagesOf(t, row)).map(({ copies }) => copies),
      [2],
    );
    assert.equal((await folders.names('done')).length, 4);
  });

  it('does not apply twice what a server had committed when it ended', async () => {
    const { row, folders } = await givenInbox();
    const phone = await effectOf(row);
    await folders.drop('a.txt', 'one');
    await looks(folders.server([notes()]));
    // As it was between the commit and the last rename.
    const [ended] = (await readdir(join(folders.inbox, 'done'))).filter((n) => n.endsWith('a.txt'));
    await rename(join(folders.inbox, 'done', ended!), join(folders.inbox, 'claimed', ended!));
    const later = folders.server([notes()], () => Date.now() + 121_000);
    assert.equal(await later.runOnce(), 1);
    assert.equal(await effectOf(row), `${phone}one`);
    assert.deepEqual(await folders.names('claimed'), []);
    assert.equal((await messagesOf(t, row)).length, 1);
  });

  it('leaves to another server what that holds, until it must have ended', async () => {
    const { row, folders } = await givenInbox();
    await folders.server([notes()]).runOnce();
    await writeFile(join(folders.inbox, 'claimed', 'x.a.txt'), 'one');
    let now = Date.now();
    const server = folders.server([notes()], () => now);
    assert.equal(await looks(server), 0);
    now += 121_000;
    assert.equal(await server.runOnce(), 1);
    assert.equal((await messagesOf(t, row))[0]?.outcome, 'done');
  });

  it('gives each file to one of two servers', async () => {
    const { row, folders } = await givenInbox();
    const phone = await effectOf(row);
    const servers = [folders.server([notes()]), folders.server([notes()])];
    for (let n = 0; n < 20; n += 1) await folders.drop(`${n}.txt`, `<${n}>`);
    for (let look = 0; look < 2; look += 1)
      await Promise.all(servers.map((each) => each.runOnce()));
    assert.equal((await effectOf(row)).length, phone.length + 70);
    const messages = await messagesOf(t, row);
    assert.equal(messages.length, 20);
    assert.ok(messages.every(({ copies, outcome }) => copies === 1 && outcome === 'done'));
    assert.equal((await folders.names('done')).length, 40);
  });

  it('refuses unread what is too large, a link or a folder', async () => {
    const { row, folders } = await givenInbox();
    const phone = await effectOf(row);
    await folders.drop('large.txt', 'x'.repeat(1001));
    await mkdir(join(folders.inbox, 'folder'));
    await writeFile(join(folders.inbox, '..', 'elsewhere.txt'), 'secret');
    await symlink(join(folders.inbox, '..', 'elsewhere.txt'), join(folders.inbox, 'link.txt'));
    await looks(folders.server([notes()]));
    assert.equal(await effectOf(row), phone);
    assert.deepEqual((await messagesOf(t, row)).map(({ problem_code }) => problem_code).sort(), [
      'no-file',
      'no-file',
      'too-large',
    ]);
    assert.deepEqual(await folders.names('.'), ['claimed', 'done', 'refused']);
  });

  it('waits while the database is away, and puts aside what we cannot read ourselves', async () => {
    const { row, folders } = await givenInbox();
    let error = Object.assign(new Error(), { code: '57P01' });
    const server = folders.server([notes({ read: () => Promise.reject(error) })]);
    await folders.drop('a.txt', 'one');
    assert.equal(await looks(server, 6), 0);
    assert.deepEqual(await folders.names('claimed'), ['a.txt']);
    assert.deepEqual(server.faults(), ['inbox/harbor: 57P01']);
    error = Object.assign(new Error('quotes a row'), { code: '22012' });
    assert.equal(await looks(server, 3), 1);
    const [message] = await messagesOf(t, row);
    assert.deepEqual([message?.outcome, message?.problem_code], ['refused', 'unexpected']);
    assert.match(await folders.report('refused'), /reading it failed: 22012/);
    assert.doesNotMatch(await folders.report('refused'), /quotes/);
  });

  it('reads a refused file once more when asked to, and says when it is gone', async () => {
    const { row, folders } = await givenInbox();
    await folders.drop('a.txt', 'wrong');
    await looks(folders.server([notes()]));
    const [refused] = await messagesOf(t, row);
    const again = () => t.database.inTransaction(scopeOf(row), (ctx) => askAgain(ctx, refused!));
    await again();
    const lenient = notes({
      read: () => Promise.resolve({ counts: {}, problems: [], controlNumber: null }),
    });
    assert.equal(await folders.server([lenient]).runOnce(), 1);
    const [done] = await messagesOf(t, row);
    assert.deepEqual([done?.outcome, done?.again_asked_at, done?.problems], ['done', null, []]);
    assert.deepEqual(await folders.names('done'), ['a.txt', 'a.txt.report.txt']);

    await folders.drop('b.txt', 'wrong again');
    await looks(folders.server([notes()]));
    const gone = (await messagesOf(t, row)).find(({ outcome }) => outcome === 'refused');
    await t.database.inTransaction(scopeOf(row), (ctx) => askAgain(ctx, gone!));
    for (const name of await readdir(join(folders.inbox, 'refused')))
      if (name.endsWith('b.txt'))
        await rename(join(folders.inbox, 'refused', name), join(folders.inbox, '.away'));
    await folders.server([notes()]).runOnce();
    const after = (await messagesOf(t, row)).find(({ id }) => id === gone?.id);
    assert.deepEqual([after?.problem_code, after?.again_asked_at], ['file-gone', null]);
  });

  it('says that a folder cannot be used, and goes on once it can', async () => {
    const { row, folders } = await givenInbox();
    await folders.server([notes()]).runOnce();
    // A file where the folder was: nobody, not even the superuser, can list it.
    await rename(folders.inbox, `${folders.inbox}.aside`);
    await writeFile(folders.inbox, '');
    const server = folders.server([notes()]);
    await server.runOnce();
    assert.deepEqual(server.faults(), ['inbox/harbor: ENOTDIR']);
    await rename(folders.inbox, `${folders.inbox}.file`);
    await rename(`${folders.inbox}.aside`, folders.inbox);
    await folders.drop('a.txt', 'one');
    assert.equal(await looks(server), 1);
    assert.deepEqual(server.faults(), []);
    assert.equal((await messagesOf(t, row)).length, 1);
  });

  it('ends a file whose report could not be written, without reading it again', async () => {
    const { row, folders } = await givenInbox();
    const done = join(folders.inbox, 'done');
    const plain = notes();
    const breaking = notes({
      async read(...asked) {
        await rename(done, join(folders.inbox, '.done'));
        await writeFile(done, '');
        return plain.read(...asked);
      },
    });
    const phone = await effectOf(row);
    const server = folders.server([breaking]);
    await folders.drop('a.txt', 'one');
    await looks(server);
    assert.deepEqual(server.faults(), ['inbox/harbor: ENOTDIR']);
    assert.deepEqual(await folders.names('claimed'), ['a.txt']);
    await server.runOnce();
    assert.deepEqual(server.faults(), ['inbox/harbor: EEXIST']);
    await rename(done, join(folders.inbox, '.file'));
    await rename(join(folders.inbox, '.done'), done);
    assert.equal(await server.runOnce(), 1);
    assert.equal(await effectOf(row), `${phone}one`);
    assert.deepEqual(await folders.names('done'), ['a.txt', 'a.txt.report.txt']);
    assert.deepEqual(
      (await messagesOf(t, row)).map(({ copies }) => copies),
      [1],
    );
  });
});

describe('an outbox', () => {
  const queue = (row: InterfaceRow, text: string) =>
    t.database.inTransaction(scopeOf(row), async (ctx) =>
      queueFile(ctx, row, { text, control: await nextControl(ctx, row), counts: { asked: 1 } }),
    );

  it('gets what was queued, whole, numbered, and only once', async () => {
    const { row, folders } = await givenInbox();
    await queue(row, 'first');
    await queue(row, 'second');
    const server = folders.server([]);
    assert.equal(await server.runOnce(), 2);
    assert.equal(await server.runOnce(), 0);
    assert.deepEqual(await folders.sent(), ['first', 'second']);
    assert.deepEqual(await readdir(folders.outbox), ['000000001.x12', '000000002.x12']);
    assert.deepEqual(
      (await messagesOf(t, row)).map(({ outcome, content }) => [outcome, content]),
      [
        ['sent', null],
        ['sent', null],
      ],
    );
  });

  it('that cannot be written keeps what waits, and gets it once it can', async () => {
    const { row, folders } = await givenInbox();
    await queue(row, 'first');
    const parent = join(folders.outbox, '..');
    await mkdir(parent, { recursive: true });
    await writeFile(folders.outbox, '');
    const server = folders.server([]);
    for (let look = 0; look < 2; look += 1) {
      assert.equal(await server.runOnce(), 0);
      assert.deepEqual(server.faults(), ['outbox/harbor: EEXIST']);
    }
    assert.equal((await messagesOf(t, row))[0]?.outcome, 'waiting');
    await rename(folders.outbox, `${folders.outbox}.file`);
    assert.equal(await server.runOnce(), 1);
    assert.deepEqual(await folders.sent(), ['first']);
  });

  it('gets nothing while the interface is switched off', async () => {
    const { row, folders } = await givenInbox();
    await queue(row, 'first');
    await t.owner('interface').where({ id: row.id }).update({ enabled: false });
    await folders.server([]).runOnce();
    assert.equal((await messagesOf(t, row))[0]?.outcome, 'waiting');
  });
});
