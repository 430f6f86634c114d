// A request as a 278: what leaves, and what is refused.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { OpenAuthorization } from '../open-service.ts';
import { read278Request } from '../../interop/x12/read-278.ts';
import { readX12 } from '../../interop/x12/read-transactions.ts';
import { traceOf } from '../../interop/x12/trace-number.ts';
import { addFlag } from '../../patients/flag-service.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { messagesOf } from '../../platform/drop-folder/given-drop-folder.ts';
import { givenRequest, inHand, visitLine } from '../given-authorization.ts';
import { authorizationsProof, type AuthorizationsProof } from '../test-authorizations.ts';
import {
  givenAskingClinic,
  givenNpi,
  referenceOfLast,
  type AskingClinic,
} from './given-authorization-exchange.ts';
import { sendAuthorization } from './send-service.ts';

describe('a request sent as a 278', () => {
  let t: TestDatabase;
  let proof: AuthorizationsProof;
  const clinics: AskingClinic[] = [];
  before(async () => {
    t = await testDatabase();
    proof = authorizationsProof(t);
  });
  after(async () => {
    await Promise.all(clinics.map(({ folders }) => folders.remove()));
    await t.close();
  });

  async function givenClinic(over = {}): Promise<AskingClinic> {
    const clinic = await givenAskingClinic(t, over);
    clinics.push(clinic);
    return clinic;
  }

  it('says who asks for whom and what, each line under its own trace number', async () => {
    const clinic = await givenClinic();
    const { id } = await givenRequest(t, clinic);
    const held = await inHand(t, clinic, id);
    const item = await proof.proves(
      clinic,
      clinic.specialist.scope,
      (ctx) => sendAuthorization(ctx, held),
      ['authorizations.authorization-submitted', 'interfaces.message-recorded'],
    );
    assert.deepEqual(
      [item.work.status, item.submission?.channel, item.submission?.receivedAt],
      ['submitted', 'x12', null],
    );
    const running = item.work.clocks.filter(({ state }) => state === 'running');
    assert.deepEqual(
      running.map(({ rule }) => rule),
      ['authorizations.acknowledge'],
    );
    await clinic.server.runOnce();
    const [text = ''] = await clinic.folders.sent();
    const { transactions, problems } = readX12(text);
    assert.deepEqual(problems, []);
    const read = read278Request(transactions[0]!);
    assert.ok('request' in read, JSON.stringify(read));
    const { request } = read;
    assert.equal(request.reference, await referenceOfLast(t, id));
    assert.deepEqual([request.payer.id, request.requester.id], ['BSH01', '1999999984']);
    assert.equal(request.subscriber.memberId, 'W1234');
    assert.equal(request.dependent, null);
    assert.deepEqual(
      request.event.traces.map(({ number }) => number),
      [traceOf(id)],
    );
    assert.deepEqual(request.event.diagnoses, [{ kind: 'ABK', code: 'M5450', on: null }]);
    assert.deepEqual(request.event.terms, {
      ...{ category: 'HS', certification: 'I', serviceType: '', urgency: null },
      place: { code: '11', kind: 'B' },
    });
    assert.deepEqual(
      request.event.providers.map(({ role, id: npi }) => [role, npi]),
      [['DK', givenNpi]],
    );
    assert.equal(request.services.length, 1);
    const service = request.services[0]!;
    assert.deepEqual(service.traces[0]?.number, traceOf(item.lines[0]?.id ?? ''));
    assert.deepEqual(service.dates, [
      { kind: '472', range: { from: '2026-11-23', to: '2027-02-21' } },
    ]);
    assert.deepEqual(
      [service.procedure?.codeKind, service.procedure?.code, service.quantity?.kind],
      ['HC', '97110', 'VS'],
    );
    assert.deepEqual(
      service.providers.map(({ role, id: npi }) => [role, npi]),
      [['SJ', givenNpi]],
    );
  });

  it('asks for a drug by its NDC, for a referral in words, and for what renews with its number', async () => {
    const clinic = await givenClinic();
    const { id } = await givenRequest(t, clinic, {
      ...{ source: 'renewal', priorNumber: 'CERT-7', isRequired: true },
      lines: [
        visitLine(clinic, {
          ...{ kind: 'drug', description: 'Adalimumab', visitTypeId: null, renderingId: null },
          ...{ code: { system: 'ndc', code: '00074433902', modifiers: [] }, unit: 'units' },
        }),
        visitLine(clinic, {
          ...{ kind: 'referral', description: 'Cardiology', visitTypeId: null, code: null },
          ...{ quantity: 2, placeOfService: '22' },
        }),
      ],
    });
    const held = await inHand(t, clinic, id);
    await t.database.inTransaction(clinic.specialist.scope, (ctx) => sendAuthorization(ctx, held));
    await clinic.server.runOnce();
    const [text = ''] = await clinic.folders.sent();
    const read = read278Request(readX12(text).transactions[0]!);
    assert.ok('request' in read, JSON.stringify(read));
    const { event, services } = read.request;
    assert.deepEqual(event.references, [{ kind: 'BB', value: 'CERT-7' }]);
    assert.equal(event.terms.certification, 'R');
    const [drug, referral] = services;
    assert.deepEqual(
      [drug?.procedure?.codeKind, drug?.procedure?.code, drug?.procedure?.unit, drug?.terms],
      ['N4', '00074433902', 'UN', null],
    );
    assert.deepEqual([referral?.procedure, referral?.messages], [null, ['Cardiology']]);
    assert.deepEqual(
      [referral?.terms?.category, referral?.terms?.serviceType, referral?.terms?.place?.code],
      ['SC', '3', '22'],
    );
  });

  it('is refused, and nothing leaves, where it may not or cannot be written', async () => {
    const asks = (over: Partial<OpenAuthorization>) => over;
    const cases: [string, object, Partial<OpenAuthorization>, ((c: AskingClinic) => unknown)?][] = [
      ['no-interface', { payer_ids: [] }, {}],
      ['no-interface', { enabled: false }, {}],
      ['no-diagnosis', {}, asks({ diagnoses: [] })],
      [
        'cannot-be-written',
        {},
        {},
        ({ providerId }) => t.owner('staff_member').where({ id: providerId }).update({ npi: null }),
      ],
      [
        'cannot-be-written',
        {},
        {},
        ({ payerId }) => t.owner('payer').where({ id: payerId }).update({ payer_identifier: null }),
      ],
      [
        'cannot-be-written',
        {},
        asks({ orderingId: null, orderingName: 'Lee~Kim', orderingNpi: null }),
      ],
      [
        'kept-from-plan',
        {},
        {},
        (clinic) =>
          t.database.inTransaction(clinic.scheduler.scope, (ctx) =>
            addFlag(ctx, {
              ...{ clinicId: clinic.clinicId, patientId: clinic.patientId, note: null },
              detail: {
                ...{ kind: 'plan-restriction', coverageId: null, service: null },
                ...{ from: '2026-11-23', until: '2026-11-23' },
              },
            }),
          ),
      ],
    ];
    for (const [rule, over, asked, prepare] of cases) {
      const clinic = await givenClinic(over);
      const { id } = await givenRequest(t, clinic, asked);
      await prepare?.(clinic);
      const held = await inHand(t, clinic, id);
      await proof.refuses(
        clinic,
        clinic.specialist.scope,
        (ctx) => sendAuthorization(ctx, held),
        `rule-broken ${rule}`,
      );
      assert.deepEqual(await messagesOf(t, clinic.row), []);
      const rows = await t.owner('authorization_submission').where({ request_id: id });
      assert.deepEqual(rows, []);
    }
  });
});
