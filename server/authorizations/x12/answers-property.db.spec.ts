// Whatever a payer answers: no units below zero, no file by halves, no answer that is lost.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Authorization } from '#contract/authorization-request';
import { unitsLeft } from '#contract/authorization-line';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { takeFile } from '../../platform/drop-folder/take-file.ts';
import { givenRule, visitLine } from '../given-authorization.ts';
import { authorizationsProof, type AuthorizationsProof } from '../test-authorizations.ts';
import { authorizationsKind } from './authorizations-kind.ts';
import {
  a278,
  givenAskingClinic,
  givenSent,
  referenceOfLast,
  type AskingClinic,
  type SomeReview,
} from './given-authorization-exchange.ts';

const decisions = ['A1*C', 'A2*C', 'A3**0V', 'A4', 'A6*C', 'C', 'CT', 'NA', 'ZZ'];
const says = fc
  .record({
    hcr: fc.option(fc.constantFrom(...decisions)),
    aaa: fc.option(fc.constantFrom('N**AG*C', 'N**42*Y', 'Y**33*R'), { freq: 4 }),
    span: fc.option(fc.constantFrom('D8*20261201', 'RD8*20261101-20261130', 'D8*20261340')),
    quantity: fc.option(
      fc.tuple(fc.constantFrom('VS', 'DY', 'MJ', 'UN'), fc.constantFrom('0', '1', '12', '2.5')),
    ),
  })
  .map(({ hcr, aaa, span, quantity }) => [
    ...(aaa === null ? [] : [`AAA*${aaa}`]),
    ...(hcr === null ? [] : [`HCR*${hcr}`]),
    ...(span === null ? [] : [`DTP*007*${span}`]),
    ...(quantity === null ? [] : [`HSD*${quantity.join('*')}`]),
  ]);
const answer = fc.record({
  says,
  services: fc.array(fc.record({ of: fc.constantFrom(0, 1, 2, 3), says }), { maxLength: 3 }),
  minute: fc.integer({ min: 0, max: 59 }),
  isOurs: fc.boolean(),
});
const files = fc.array(fc.array(answer, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 4,
});

describe('any answers of a payer', () => {
  let t: TestDatabase;
  let clinic: AskingClinic;
  let proof: AuthorizationsProof;
  let control = 0;
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

  it('leave whole lines behind, and a refused file leaves nothing', async () => {
    let done = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(files, async (all) => {
        const item = await givenSent(t, clinic, { lines: threeLines() });
        const reference = await referenceOfLast(t, item.id);
        for (const answers of all) {
          control += 1;
          const reviews = answers.map((each): SomeReview => ({
            ...{ reference: each.isOurs ? reference : 'OTHER', item, says: each.says },
            services: each.services.map((service) => ({
              line: item.lines[service.of] ?? null,
              says: [...service.says.slice(0, 2), 'SV1*HC:97110', ...service.says.slice(2)],
            })),
            time: `10${String(each.minute).padStart(2, '0')}`,
          }));
          const text = a278(reviews, { control: String(control).padStart(9, '0') });
          const before = await proof.snapshot(clinic);
          const message = await takeFile(
            { database: t.database, kind: authorizationsKind, row: clinic.row },
            Buffer.from(text),
          );
          const after = await proof.snapshot(clinic);
          if (message.outcome === 'refused') {
            refused += 1;
            assert.deepEqual(after, before);
          } else {
            done += 1;
            const applied = message.counts['applied'] ?? 0;
            assert.equal(message.counts['answers'], applied + message.problems.length);
          }
          holdsTogether(after.authorizations[item.id]!);
        }
      }),
      { numRuns: 40 },
    );
    assert.ok(done > 10 && refused > 5, `${done} taken, ${refused} refused`);
  });

  let opened = 0;
  function threeLines() {
    opened += 1;
    return [0, 1, 2].map((at) =>
      visitLine(clinic, {
        ...{ visitTypeId: null, description: `Therapy ${opened} ${at}`, code: null },
        code: {
          system: 'hcpcs',
          code: `G${String(opened * 3 + at).padStart(4, '0')}`,
          modifiers: [],
        },
      }),
    );
  }
});

function holdsTogether({ lines, submission, work }: Authorization): void {
  for (const line of lines) {
    assert.ok(unitsLeft(line) >= 0);
    assert.equal(line.grant !== null, line.status === 'approved');
    if (line.grant) assert.ok(line.grant.quantity > 0 && line.grant.from <= line.grant.until);
    if (line.status === 'gathering') assert.equal(line.decision, null);
  }
  if (lines.some(({ status }) => status === 'gathering'))
    assert.deepEqual([work.status, submission?.trouble !== null], ['gathering', true]);
}
