// The responses that the guide gives as examples, with our trace numbers in the places of theirs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { findCorpus } from '../../../scripts/corpora.ts';
import type { Authorization } from '#contract/authorization-request';
import { traceOf } from '../../interop/x12/trace-number.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { givenRule, visitLine } from '../given-authorization.ts';
import { authorizationsProof } from '../test-authorizations.ts';
import {
  comes,
  givenAskingClinic,
  givenSent,
  type AskingClinic,
} from './given-authorization-exchange.ts';

const folder = 'x12/x12parser-cddl/278';
const [referral, admission, pended] = ['3_1_2', '3_2_2', '3_3_2'].map((name) =>
  findCorpus(`${folder}/Example_${name}_Response.txt`),
);

if (!referral || !admission || !pended) {
  process.stdout.write('# The X12 corpora are not here: no answer of others is taken.\n');
} else {
  describe('answers as the guide gives them', () => {
    let t: TestDatabase;
    const clinics: AskingClinic[] = [];
    before(async () => {
      t = await testDatabase();
    });
    after(async () => {
      await Promise.all(clinics.map(({ folders }) => folders.remove()));
      await t.close();
    });

    async function answered(
      path: string,
      given: (clinic: AskingClinic) => ReturnType<typeof visitLine>[],
      ours: (text: string, item: Authorization) => string,
    ): Promise<Authorization['lines']> {
      const clinic = await givenAskingClinic(t, {
        ...{ their_id: '9012345720000', our_id: '9088877320000' },
      });
      clinics.push(clinic);
      await givenRule(t, clinic, { payerId: clinic.payerId });
      const item = await givenSent(t, clinic, { lines: given(clinic) });
      const message = await comes(t, clinic, ours(readFileSync(path, 'utf8'), item));
      assert.deepEqual([message?.outcome, message?.problems], ['done', []]);
      const { authorizations } = await authorizationsProof(t).snapshot(clinic);
      return authorizations[item.id]?.lines ?? [];
    }

    it('approve a referral', async () => {
      const lines = await answered(
        referral,
        (clinic) => [
          visitLine(clinic, { kind: 'referral', code: null, visitTypeId: null, quantity: 1 }),
        ],
        (text, { id }) => text.replace('111099', traceOf(id)),
      );
      assert.deepEqual(
        lines.map(({ status, decision, grant }) => [status, decision?.number, grant]),
        [
          [
            'approved',
            'AUTH0001',
            {
              ...{ quantity: 1, unit: 'visits', from: '2005-05-02', until: '2005-06-02' },
              ...{ level: 'individual', code: null },
              providerIds: [lines[0]?.renderingId],
            },
          ],
        ],
      );
    });

    it('modify an admission and approve its procedure', async () => {
      const lines = await answered(
        admission,
        (clinic) => [
          visitLine(clinic, { code: null, kind: 'referral', visitTypeId: null, unit: 'days' }),
          visitLine(clinic, {
            ...{ kind: 'procedure', visitTypeId: null, quantity: 1, unit: 'units' },
            code: { system: 'cpt', code: '33510', modifiers: [] },
          }),
        ],
        (text, { id, lines: [, second] }) =>
          text
            .replace('97021001', traceOf(id))
            .replace('HL*5*4*SS*0~', `$&TRN*2*${traceOf(second?.id ?? '')}*9012345678~`)
            .replace('SE*26', 'SE*27'),
      );
      assert.deepEqual(
        lines.map(({ status, decision, grant }) => [
          ...[status, decision?.action, grant?.quantity, grant?.unit],
        ]),
        [
          ['approved', 'A6', 5, 'days'],
          ['approved', 'A1', 1, 'units'],
        ],
      );
    });

    it('pend an emergency, for its admission summary', async () => {
      const lines = await answered(
        pended,
        (clinic) => [visitLine(clinic)],
        (text, { id }) => text.replace('YZZ099', traceOf(id)),
      );
      assert.deepEqual(
        lines.map(({ status, pendedFor }) => [status, pendedFor]),
        [['pended', 'documents']],
      );
    });
  });
}
