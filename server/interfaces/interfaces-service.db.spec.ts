import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { InterfaceView } from '#contract/interfaces';
import { givenPayer } from '../patients/given-coverage.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { givenInterface } from '../platform/drop-folder/given-drop-folder.ts';
import { lockReceived, settleReceived } from '../platform/drop-folder/message-repository.ts';
import { scopeOf } from '../platform/drop-folder/take-file.ts';
import { newId } from '../platform/ids.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { someFields } from './given-reaching-interfaces.ts';
import { listInterfaces, listMessages } from './interfaces-queries.ts';
import { addInterface, changeInterface, readFileAgain } from './interfaces-service.ts';

let t: TestDatabase;
before(async () => {
  t = await testDatabase();
});
after(() => t.close());

interface Office {
  organizationId: string;
  clinicId: string;
  elsewhere: string;
  scope: Scope;
}

async function givenOffice(): Promise<Office> {
  const { organizationId, clinicIds } = await givenOrganization(t, { clinics: [{}, {}] });
  const [clinicId, elsewhere] = clinicIds as [string, string];
  const role = 'administrator';
  const { scope } = await givenStaff(t, { organizationId, clinicIds: [clinicId], role });
  return { organizationId, clinicId, elsewhere, scope };
}

function within<T>(scope: Scope, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return t.database.inTransaction(scope, work);
}

const seen = (office: Office) => () =>
  within(office.scope, (ctx) => listInterfaces(ctx, office.clinicId));

/** The change is thin: a console asks again. */
async function expectSetUp(
  office: Office,
  action: (ctx: Ctx) => Promise<InterfaceView>,
): Promise<InterfaceView> {
  const snapshot = seen(office);
  let fresh: InterfaceView[] = [];
  const { answer, changes } = await expectChange({
    t,
    organizationId: office.organizationId,
    snapshot,
    fold: (state, { type }) => (type === 'interfaces.interface-changed' ? fresh : state),
    action: async () => {
      const changed = await within(office.scope, action);
      fresh = await snapshot();
      return changed;
    },
    types: ['interfaces.interface-changed'],
  });
  assert.deepEqual(
    changes.map(({ feed, payload, entity_id }) => [feed, payload, entity_id]),
    [['interfaces:organization', null, answer.id]],
  );
  return answer;
}

function expectRefusal(
  office: Office,
  refusal: string,
  action: (ctx: Ctx) => Promise<unknown>,
): Promise<void> {
  return expectNoChange({
    t,
    organizationId: office.organizationId,
    snapshot: seen(office),
    action: () => within(office.scope, action),
    refusal,
  });
}

const fresh = { kind: 'eligibility', folder: 'harbor', scope: 'clinic' } as const;

describe('an interface', () => {
  it('is added for the clinic or for all, with its first version', async () => {
    const office = await givenOffice();
    const payerIds = [await givenPayer(t, office.organizationId)];
    const own = await expectSetUp(office, (ctx) =>
      addInterface(ctx, { ...someFields, ...fresh, ...office, scope: 'clinic', payerIds }),
    );
    assert.deepEqual([own.clinicId, own.payerIds, own.enabled], [office.clinicId, payerIds, true]);
    const all = await expectSetUp(office, (ctx) =>
      addInterface(ctx, { ...someFields, ...office, ...fresh, folder: 'b', scope: 'organization' }),
    );
    assert.equal(all.clinicId, null);
    const versions = await t.owner('interface_version').where({ id: own.id });
    assert.equal(versions.length, 1);
  });

  it('has a folder of its own and payers that there are', async () => {
    const office = await givenOffice();
    await givenInterface(t, office.organizationId, { folder: 'harbor' });
    const input = { ...someFields, ...office, ...fresh };
    await expectRefusal(office, 'rule-broken folder-taken', (ctx) => addInterface(ctx, input));
    await expectRefusal(office, 'invalid-input', (ctx) =>
      addInterface(ctx, { ...input, folder: 'b', payerIds: [newId()] }),
    );
    const other = await givenOffice();
    await expectSetUp(other, (ctx) => addInterface(ctx, { ...input, ...other, ...fresh }));
  });

  it('of HL7 names its sender, which no other of the organization may, and has no folder', async () => {
    const office = await givenOffice();
    const none = {
      ...{ ourQualifier: null, ourId: null, theirQualifier: null, theirId: null },
      ...{ providerName: null, providerNpi: null },
    };
    const sender = { theirApplication: 'VALLEYLAB', theirFacility: 'VALLEY', ourFacility: 'NORTH' };
    const hl7 = {
      ...{ ...someFields, ...none, ...office, ...sender },
      ...({ kind: 'hl7', scope: 'clinic', folder: null } as const),
    };
    const added = await expectSetUp(office, (ctx) => addInterface(ctx, hl7));
    assert.deepEqual(
      [added.kind, added.theirApplication, added.ourApplication, added.ourFacility],
      ['hl7', 'VALLEYLAB', null, 'NORTH'],
    );
    const refused = (refusal: string, wrong: object): Promise<void> =>
      expectRefusal(office, refusal, (ctx) => addInterface(ctx, { ...hl7, ...wrong }));
    await refused('rule-broken sender-taken', { ourFacility: 'NORTH' });
    for (const wrong of [
      { ourFacility: null, scope: 'organization' },
      { ourFacility: null, folder: 'valley' },
      { theirApplication: null },
      { theirApplication: '', theirFacility: '' },
      { ourId: 'DAYSHEET' },
      { ...someFields, ...fresh, theirApplication: 'VALLEYLAB' },
      { ...someFields, ...fresh, ourApplication: 'DAYSHEET' },
    ])
      await refused('invalid-input', wrong);
    const other = await expectSetUp(office, (ctx) =>
      addInterface(ctx, { ...hl7, theirFacility: 'HILL' }),
    );
    const change = { ...hl7, interfaceId: other.id, expectedVersion: 1, enabled: true };
    await expectRefusal(office, 'rule-broken sender-taken', (ctx) => changeInterface(ctx, change));
    await expectSetUp(office, (ctx) => changeInterface(ctx, { ...change, ourFacility: null }));
    const elsewhere = await givenOffice();
    await expectSetUp(elsewhere, (ctx) =>
      addInterface(ctx, { ...hl7, ...elsewhere, scope: 'clinic' }),
    );
  });

  it('of FHIR is of one clinic and names no parties of X12, which X12 needs', async () => {
    const office = await givenOffice();
    const none = {
      ...{ ourQualifier: null, ourId: null, theirQualifier: null, theirId: null },
      ...{ providerName: null, providerNpi: null },
    };
    const fhir = { ...someFields, ...none, ...office, ...fresh, kind: 'fhir-refills' } as const;
    const added = await expectSetUp(office, (ctx) => addInterface(ctx, fhir));
    assert.deepEqual(
      [added.kind, added.clinicId, added.ourId],
      ['fhir-refills', office.clinicId, null],
    );
    const more = { ...fhir, folder: 'b' };
    const payerIds = [await givenPayer(t, office.organizationId)];
    for (const wrong of [
      { ...more, scope: 'organization' as const },
      { ...more, ourId: 'DAYSHEET' },
      { ...more, payerIds },
      { ...more, kind: 'eligibility' as const },
    ])
      await expectRefusal(office, 'invalid-input', (ctx) => addInterface(ctx, wrong));
    const change = {
      ...someFields,
      ...office,
      interfaceId: added.id,
      expectedVersion: 1,
      enabled: true,
    };
    await expectRefusal(office, 'invalid-input', (ctx) => changeInterface(ctx, change));
  });

  it('is changed and switched off by the version that was seen', async () => {
    const office = await givenOffice();
    const { id: interfaceId } = await givenInterface(t, office.organizationId);
    const input = { ...someFields, ...office, interfaceId, expectedVersion: 1, enabled: false };
    const off = await expectSetUp(office, (ctx) => changeInterface(ctx, input));
    assert.deepEqual([off.enabled, off.theirId, off.version], [false, '042000001', 2]);
    await expectRefusal(office, 'conflict', (ctx) => changeInterface(ctx, input));
  });

  it('is kept by administrators, and of another clinic not seen', async () => {
    const office = await givenOffice();
    const { organizationId, clinicId, elsewhere } = office;
    const theirs = await givenInterface(t, organizationId, { clinic_id: elsewhere });
    assert.deepEqual(await seen(office)(), []);
    const input = { ...someFields, ...office, expectedVersion: 1, enabled: true };
    await expectRefusal(office, 'not-found', (ctx) =>
      changeInterface(ctx, { ...input, interfaceId: theirs.id }),
    );
    await expectRefusal(office, 'not-found', (ctx) => listMessages(ctx, theirs.id));
    const manager = await givenStaff(t, {
      organizationId,
      clinicIds: [clinicId],
      role: 'clinic-manager',
    });
    await expectRefusal({ ...office, scope: manager.scope }, 'not-allowed', (ctx) =>
      addInterface(ctx, { ...someFields, ...office, ...fresh }),
    );
  });
});

describe('a file that was refused', () => {
  async function givenMessage(office: Office, outcome: 'done' | 'refused') {
    const row = await givenInterface(t, office.organizationId, { folder: outcome });
    const problems =
      outcome === 'done' ? [] : [{ place: 12, code: 'damaged', reason: 'SE01 is no number' }];
    const message = await within(scopeOf(row), async (ctx) => {
      const received = await lockReceived(ctx, row, 'ab');
      const problem_code = problems[0]?.code ?? null;
      const settled = { outcome, control_number: '1', counts: {}, problems, problem_code };
      return settleReceived(ctx, received.row, settled);
    });
    return { row, message };
  }

  it('is shown with its place, and read again once somebody asks', async () => {
    const office = await givenOffice();
    const { row, message } = await givenMessage(office, 'refused');
    const shown = () => within(office.scope, (ctx) => listMessages(ctx, row.id));
    const [before] = await shown();
    assert.deepEqual(
      [before?.problems, before?.canBeReadAgain, before?.isAskedAgain],
      [[{ place: 12, code: 'damaged', reason: 'SE01 is no number' }], true, false],
    );
    assert.equal((await seen(office)())[0]?.refused, 1);
    const asked = await within(office.scope, (ctx) =>
      readFileAgain(ctx, { ...office, messageId: message.id }),
    );
    assert.equal(asked.isAskedAgain, true);
    assert.deepEqual(await shown(), [asked]);
  });

  it('alone is read again', async () => {
    const office = await givenOffice();
    const { message } = await givenMessage(office, 'done');
    await expectRefusal(office, 'rule-broken not-refused', (ctx) =>
      readFileAgain(ctx, { ...office, messageId: message.id }),
    );
  });
});
