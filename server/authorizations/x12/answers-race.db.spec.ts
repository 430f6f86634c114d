// A file of the payer and a phone call about one line at the same moment: one decides, the other is seen, never two.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { takeFile } from '../../platform/drop-folder/take-file.ts';
import { ProblemError } from '../../platform/problem.ts';
import { recordAnswer } from '../answer-service.ts';
import { givenRule, grantOf, inHand, visitLine } from '../given-authorization.ts';
import { authorizationsProof, type AuthorizationsProof } from '../test-authorizations.ts';
import { authorizationsKind } from './authorizations-kind.ts';
import {
  a278,
  givenAskingClinic,
  givenSent,
  referenceOfLast,
  type AskingClinic,
} from './given-authorization-exchange.ts';

const rounds = 20;
const tooLate = ['rule-broken lease-lost', 'rule-broken wrong-state', 'conflict'];

describe('a file and a phone call at once', () => {
  let t: TestDatabase;
  let clinic: AskingClinic;
  let proof: AuthorizationsProof;
  before(async () => {
    t = await testDatabase();
    proof = authorizationsProof(t);
    clinic = await givenAskingClinic(t);
    await givenRule(t, clinic, { payerId: clinic.payerId });
  });
  after(async () => {
    await clinic.folders.remove();
    await t.close();
  });

  async function race(round: number): Promise<void> {
    const line = visitLine(clinic, { visitTypeId: null, description: `Therapy ${round}` });
    const code = { system: 'cpt', code: `9${1000 + round}`, modifiers: [] } as const;
    const lines = [{ ...line, code: { ...code, modifiers: [] } }];
    const item = await givenSent(t, clinic, { lines });
    const lineId = item.lines[0]?.id ?? '';
    const held = await inHand(t, clinic, item.id);
    const reference = await referenceOfLast(t, item.id);
    const control = String(round + 1).padStart(9, '0');
    const file = a278([{ reference, item, says: ['HCR*A3**0V'] }], { control });
    const byFile = () =>
      takeFile(
        { database: t.database, kind: authorizationsKind, row: clinic.row },
        Buffer.from(file),
      );
    const byPhone = () =>
      t.database
        .inTransaction(clinic.specialist.scope, (ctx) =>
          recordAnswer(ctx, {
            ...{ ...held, via: 'phone', decidedAt: t.clock.now, note: '' },
            answers: [{ action: 'A1', lineId, number: 'P-1', grant: grantOf(clinic) }],
          }),
        )
        .then(() => 'written')
        .catch((error: unknown) => {
          if (!(error instanceof ProblemError)) throw error;
          return [error.code, error.details.rule ?? ''].join(' ').trim();
        });
    const [message, phone] =
      round % 2 === 0
        ? await Promise.all([byFile(), byPhone()])
        : await Promise.all([byPhone(), byFile()]).then(([said, taken]) => [taken, said] as const);
    assert.equal(message.outcome, 'done');
    const { authorizations } = await proof.snapshot(clinic);
    const after = authorizations[item.id]?.lines[0];
    const stood = await t
      .owner('authorization_answer')
      .where({ line_id: lineId, fate: 'stood' })
      .pluck<string[]>('via');
    assert.equal(stood.length, 1);
    if (stood[0] === 'phone') {
      assert.equal(phone, 'written');
      assert.deepEqual(
        message.problems.map((problem) => problem.code),
        ['contradicted'],
      );
      assert.deepEqual([after?.status, after?.contradiction?.action], ['approved', 'A3']);
      return;
    }
    assert.ok(tooLate.includes(phone), phone);
    assert.deepEqual([after?.status, after?.grant, after?.contradiction], ['denied', null, null]);
  }

  it(`are one decision and one that is seen, ${rounds} times`, async () => {
    for (let round = 0; round < rounds; round += 1) await race(round);
  });
});
