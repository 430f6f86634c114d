// What people see of messages of HL7, and what they may do about those that were put aside.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { hl7, labReport, msh, pid } from '../interop/hl7/given-hl7.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { applyOnce } from '../platform/hl7-inbox/apply-messages.ts';
import { givenLaboratory, hl7MessagesOf } from '../platform/hl7-inbox/given-hl7-inbox.ts';
import { MessageRefused, type Hl7Applier } from '../platform/hl7-inbox/hl7-applier.ts';
import { takeMessages } from '../platform/hl7-inbox/take-messages.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { allowFile } from './give-file-service.ts';
import { listInterfaces, listMessages } from './interfaces-queries.ts';
import { readFileAgain } from './interfaces-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

const refuse: Hl7Applier = () =>
  Promise.reject(
    new MessageRefused({ place: 2, code: 'unknown-patient', reason: 'PID-3 names nobody' }),
  );

async function givenOffice() {
  const laboratory = await givenLaboratory(t);
  const { organizationId, clinicId } = laboratory;
  const { scope } = await givenStaff(t, {
    ...{ organizationId, clinicIds: [clinicId], role: 'administrator' },
  });
  const take = takeMessages({
    database: t.database,
    takes: (type) => type === 'ORU^R01',
    unknown: () => undefined,
  });
  const receive = (...messages: Uint8Array[]) =>
    take(messages.map((bytes) => ({ bytes, isTooLarge: false })));
  const apply = (applier: Hl7Applier) =>
    applyOnce(
      { database: t.database, appliers: { 'ORU^R01': applier }, log: pino({ level: 'silent' }) },
      organizationId,
    );
  return { ...laboratory, scope, receive, apply };
}

function within<T>(scope: Scope, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return t.database.inTransaction(scope, work);
}

describe('messages of a laboratory', () => {
  it('are listed newest first, with what became of them and without their content', async () => {
    const { scope, clinicId, row, sender, receive, apply } = await givenOffice();
    await receive(
      labReport({ sender, controlId: '1' }),
      hl7([msh({ sender, controlId: '2', type: 'ADT^A08' }), pid]),
    );
    await apply(refuse);
    await receive(labReport({ sender, controlId: '3' }));
    const items = await within(scope, (ctx) => listMessages(ctx, row.id));
    assert.deepEqual(
      items.map(({ controlNumber, messageType, outcome, problems }) => [
        ...[controlNumber, messageType, outcome, problems.map(({ place, code }) => [place, code])],
      ]),
      [
        ['3', 'ORU^R01', 'taken', []],
        ['2', 'ADT^A08', 'refused', [[1, 'other-type']]],
        ['1', 'ORU^R01', 'refused', [[2, 'unknown-patient']]],
      ],
    );
    assert.doesNotMatch(JSON.stringify(items), /Quill|MRN-1001/);
    const [view] = await within(scope, (ctx) => listInterfaces(ctx, clinicId));
    assert.deepEqual([view?.waiting, view?.refused, view?.lastTakenAt], [1, 2, t.clock.now]);
  });

  it('that were put aside are read again, and count then', async () => {
    const { organizationId, scope, clinicId, row, sender, receive, apply } = await givenOffice();
    await receive(labReport({ sender, controlId: '1' }));
    await apply(refuse);
    const [aside] = await hl7MessagesOf(t, row);
    const messageId = aside?.id ?? '';
    const snapshot = () => within(scope, (ctx) => listMessages(ctx, row.id));
    let fresh: Awaited<ReturnType<typeof snapshot>> = [];
    await expectChange({
      t,
      organizationId,
      snapshot,
      fold: (state, { type }) => (type === 'interfaces.message-recorded' ? fresh : state),
      action: async () => {
        await within(scope, (ctx) => readFileAgain(ctx, { clinicId, messageId }));
        fresh = await snapshot();
      },
      types: ['interfaces.message-recorded'],
    });
    await apply(() => Promise.resolve());
    assert.deepEqual(
      (await hl7MessagesOf(t, row)).map(({ state, problems }) => [state, problems]),
      [['applied', []]],
    );
    const acts = await t
      .owner('audit_entry')
      .where({ organization_id: organizationId, act: 'interface.read-again' });
    assert.equal(acts.length, 1);
  });

  it('are not read again where they counted, where another of the number did, or by somebody else', async () => {
    const { organizationId, clinicId, scope, row, sender, receive, apply } = await givenOffice();
    await receive(
      labReport({ sender, controlId: '1' }),
      labReport({ sender, controlId: '1', placer: 'OTHER' }),
    );
    await apply(() => Promise.resolve());
    const [applied, aside] = await hl7MessagesOf(t, row);
    const stranger = await givenOrganization(t);
    const { scope: strange } = await givenStaff(t, { ...stranger, role: 'administrator' });
    const { scope: clinician } = await givenStaff(t, {
      ...{ organizationId, clinicIds: [clinicId], role: 'clinician' },
    });
    const cases: [string, Scope, string | undefined][] = [
      ['rule-broken not-refused', scope, applied?.id],
      ['rule-broken number-taken', scope, aside?.id],
      ['not-allowed', clinician, aside?.id],
      ['not-allowed', strange, aside?.id],
    ];
    for (const [refusal, who, messageId = ''] of cases)
      await expectNoChange({
        ...{ t, organizationId, refusal },
        snapshot: () => within(scope, (ctx) => listMessages(ctx, row.id)),
        action: () => within(who, (ctx) => readFileAgain(ctx, { clinicId, messageId })),
      });
  });

  it('come by no file', async () => {
    const { organizationId, clinicId, scope, row } = await givenOffice();
    await expectNoChange({
      ...{ t, organizationId, refusal: 'rule-broken no-files' },
      snapshot: () => within(scope, (ctx) => listMessages(ctx, row.id)),
      action: () => within(scope, (ctx) => allowFile(ctx, { clinicId, interfaceId: row.id })),
    });
  });
});
