// Answers of payers by 278: each to the line whose trace number it carries, and nothing by halves.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Authorization } from '#contract/authorization-request';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { answerWith, givenRule, grantOf, visitLine } from '../given-authorization.ts';
import { authorizationsProof, type AuthorizationsProof } from '../test-authorizations.ts';
import {
  a278,
  comes,
  givenAskingClinic,
  givenSent,
  referenceOfLast,
  send,
  type AskingClinic,
  type SomeReview,
} from './given-authorization-exchange.ts';

describe('an answer by 278', () => {
  let t: TestDatabase;
  let proof: AuthorizationsProof;
  let clinic: AskingClinic;
  const clinics: AskingClinic[] = [];
  before(async () => {
    t = await testDatabase();
    proof = authorizationsProof(t);
  });
  beforeEach(async () => {
    t.clock.set('2026-11-23T15:00:00.000Z');
    clinic = await givenAskingClinic(t);
    clinics.push(clinic);
    await givenRule(t, clinic, { payerId: clinic.payerId });
  });
  after(async () => {
    await Promise.all(clinics.map(({ folders }) => folders.remove()));
    await t.close();
  });

  const lineOf = ({ lines }: Authorization, at = 0) => lines[at]!;

  /** Two lines: visits, and an image. */
  const two = () => [
    visitLine(clinic),
    visitLine(clinic, {
      ...{ kind: 'imaging', description: 'MRI', visitTypeId: null, quantity: 1, unit: 'units' },
      code: { system: 'cpt', code: '72148', modifiers: [] },
    }),
  ];

  async function now(item: { id: string }): Promise<Authorization> {
    const { authorizations } = await proof.snapshot(clinic);
    return authorizations[item.id]!;
  }

  async function reviewOf(
    item: Authorization,
    over: Partial<SomeReview> = {},
  ): Promise<SomeReview> {
    return { reference: await referenceOfLast(t, item.id), item, ...over };
  }

  /** Taken, with what it said of each thing that was not applied. */
  async function taken(content: string, expected: string[]): Promise<void> {
    const message = await comes(t, clinic, content);
    assert.deepEqual(
      [message?.outcome, message?.problems.map(({ code }) => code)],
      ['done', expected],
    );
    assert.deepEqual(await clinic.folders.names('claimed'), []);
  }

  const tells = (action: () => Promise<unknown>, types: string[]) =>
    proof.tells(clinic, action, [
      ...types.map((type) => `authorizations.authorization-${type}`),
      'interfaces.message-recorded',
    ]);

  it('approves what it certifies, for the provider who was asked for, and notes the receipt', async () => {
    const item = await givenSent(t, clinic);
    t.clock.advance({ minutes: 30 });
    const answer = await reviewOf(item, {
      says: ['REF*NT*REVIEW-55'],
      time: '1020',
      services: [
        {
          line: lineOf(item),
          says: ['HCR*A1*CERT-1', 'DTP*007*RD8*20261124-20270131', 'SV1*HC:97110', 'HSD*VS*12'],
        },
      ],
    });
    await tells(() => taken(a278([answer]), []), ['received', 'answered']);
    const after = await now(item);
    const line = lineOf(after);
    assert.deepEqual(line.grant, {
      ...{ quantity: 12, unit: 'visits', from: '2026-11-24', until: '2027-01-31' },
      ...{ level: 'individual', providerIds: [clinic.providerId], code: null },
    });
    assert.deepEqual(line.decision, {
      ...{ action: 'A1', number: 'CERT-1', reasonCodes: [], because: '', via: 'x12', byId: null },
      decidedAt: '2026-11-23T15:20:00.000Z',
    });
    assert.deepEqual(
      [after.work.status, after.submission?.confirmation, after.submission?.receivedAt],
      ['approved', 'REVIEW-55', '2026-11-23T15:20:00.000Z'],
    );
    const received = await t
      .owner('authorization_answer')
      .where({ request_id: item.id })
      .pluck<string[]>('received_at');
    assert.deepEqual(received, ['2026-11-23T15:00:00.000Z']);
  });

  it('decides each line by itself', async () => {
    const item = await givenSent(t, clinic, { lines: two() });
    const answer = await reviewOf(item, {
      services: [
        { line: lineOf(item), says: ['HCR*A2*CERT-2', 'SV1*HC:97110', 'HSD*VS*6'] },
        { line: lineOf(item, 1), says: ['HCR*A3**0V^0W', 'SV1*HC:72148', 'MSG*TRY THERAPY'] },
      ],
    });
    await taken(a278([answer]), []);
    const [visits, image] = (await now(item)).lines;
    assert.deepEqual([visits?.status, visits?.grant?.quantity], ['approved', 6]);
    assert.deepEqual(
      [image?.status, image?.decision?.reasonCodes, image?.decision?.because],
      ['denied', ['0V', '0W'], 'TRY THERAPY · Reason 0V, 0W (X12 886)'],
    );
  });

  it('decides every line where the event decides, and shares out no quantity', async () => {
    const item = await givenSent(t, clinic, { lines: two() });
    await taken(a278([await reviewOf(item, { says: ['HCR*A1*CERT-3', 'HSD*VS*5'] })]), []);
    assert.deepEqual(
      (await now(item)).lines.map(({ status, grant }) => [status, grant?.quantity, grant?.unit]),
      [
        ['approved', 12, 'visits'],
        ['approved', 1, 'units'],
      ],
    );
  });

  it('pends, with the documents that the payer wants, and decides later', async () => {
    const item = await givenSent(t, clinic);
    const pended = await reviewOf(item, { says: ['HCR*A4**0U', 'PWK*OB*FX'] });
    await taken(a278([pended]), []);
    const waiting = await now(item);
    assert.deepEqual([lineOf(waiting).status, lineOf(waiting).pendedFor], ['pended', 'documents']);
    assert.deepEqual(
      waiting.documents.map(({ title, askedBy }) => [title, askedBy]),
      [['Operative note', 'payer']],
    );
    t.clock.advance({ minutes: 60 });
    const decided = await reviewOf(item, { says: ['HCR*A1*CERT-4'], time: '1030' });
    await taken(a278([decided], { control: '000000002' }), []);
    assert.equal(lineOf(await now(item)).status, 'approved');
  });

  it('may be to call, to need nothing, or to be cancelled', async () => {
    const cases: [string, string, string | null][] = [
      ['CT', 'pended', 'contact-payer'],
      ['NA', 'not-required', null],
      ['C', 'cancelled', null],
    ];
    for (const [at, [action, status, pendedFor]] of cases.entries()) {
      const lines = [
        visitLine(clinic, { from: `2027-0${at + 3}-01`, until: `2027-0${at + 3}-20` }),
      ];
      const item = await givenSent(t, clinic, { lines });
      const answer = await reviewOf(item, { says: [`HCR*${action}`] });
      await taken(a278([answer], { control: `00000000${at + 1}` }), []);
      const line = lineOf(await now(item));
      assert.deepEqual([line.status, line.pendedFor], [status, pendedFor]);
    }
  });

  it('that was not reviewed comes back with the reason, and can be mended and sent again', async () => {
    const item = await givenSent(t, clinic);
    const refused = await reviewOf(item, { refusal: ['AAA*Y**T4*C'] });
    await tells(() => taken(a278([refused]), ['sent-back']), ['not-delivered']);
    const back = await now(item);
    assert.deepEqual(
      [back.work.status, lineOf(back).status, back.submission?.trouble],
      [
        'gathering',
        'gathering',
        'The payer sent it back: Payer name or number missing. Correct it and send it again.',
      ],
    );
    assert.deepEqual(
      back.work.clocks.filter(({ state }) => state === 'running').map(({ rule }) => rule),
      ['authorizations.prepare'],
    );
    const again = await send(t, clinic, item.id);
    assert.deepEqual([again.work.status, again.submission?.trouble], ['submitted', null]);
    // The refusal of the first says nothing of the second.
    await taken(a278([refused], { control: '000000002' }), ['older']);
    assert.equal((await now(item)).work.status, 'submitted');
    await taken(a278([await reviewOf(item, { says: ['HCR*A1*C'] })], { control: '000000003' }), []);
    assert.equal(lineOf(await now(item)).status, 'approved');
  });

  it('gives back one line alone where one alone was not reviewed', async () => {
    const item = await givenSent(t, clinic, { lines: two() });
    const answer = await reviewOf(item, {
      services: [
        { line: lineOf(item), says: ['HCR*A1*CERT-5', 'SV1*HC:97110'] },
        { line: lineOf(item, 1), says: ['AAA*N**AG*C', 'SV1*HC:72148'] },
      ],
    });
    await tells(
      () => taken(a278([answer]), ['sent-back']),
      ['received', 'answered', 'not-delivered'],
    );
    assert.deepEqual(
      (await now(item)).lines.map(({ status }) => status),
      ['approved', 'gathering'],
    );
  });

  it('that will come later leaves the request with the payer', async () => {
    const item = await givenSent(t, clinic);
    const later = await reviewOf(item, { says: ['AAA*N**42*Y'] });
    await tells(() => taken(a278([later]), ['waits']), ['received']);
    assert.equal(lineOf(await now(item)).status, 'submitted');
  });

  it('is shown, and not guessed, where it cannot be told what was certified', async () => {
    const cases: string[][] = [
      ['HCR*A2*C'],
      ['HCR*A2*C', 'HSD*VS*12'],
      ['HCR*A1*C', 'HSD*VS*8.5'],
      ['HCR*A1*C', 'HSD*VS*20'],
      ['HCR*A6*C', 'DTP*036*D8*20261101'],
    ];
    for (const [at, says] of cases.entries()) {
      const month = String(at + 3).padStart(2, '0');
      const lines = [visitLine(clinic, { from: `2027-${month}-01`, until: `2027-${month}-20` })];
      const item = await givenSent(t, clinic, { lines });
      const answer = await reviewOf(item, { says });
      const file = a278([answer], { control: `00000000${at + 1}` });
      await tells(() => taken(file, ['shown']), ['received', 'contradicted']);
      const line = lineOf(await now(item));
      assert.deepEqual(
        [line.status, line.grant, line.contradiction?.via],
        ['submitted', null, 'x12'],
      );
    }
  });

  it('takes an other quantity, span and code where it says so', async () => {
    const item = await givenSent(t, clinic);
    const answer = await reviewOf(item, {
      services: [
        {
          line: lineOf(item),
          says: ['HCR*A6*CERT-6', 'DTP*007*D8*20261201', 'SV1*HC:97112:GP**UN*20'],
        },
      ],
    });
    await taken(a278([answer]), []);
    assert.deepEqual(lineOf(await now(item)).grant, {
      ...{ quantity: 20, unit: 'units', from: '2026-12-01', until: '2027-02-21' },
      ...{ level: 'individual', providerIds: [clinic.providerId] },
      code: { system: 'cpt', code: '97112', modifiers: ['GP'] },
    });
  });

  it('that is of nobody, older or there already changes nothing', async () => {
    const item = await givenSent(t, clinic);
    t.clock.advance({ minutes: 60 });
    const approving = await reviewOf(item, { says: ['HCR*A1*CERT-7'], time: '1030' });
    await taken(a278([approving]), []);
    const other = await givenAskingClinic(t);
    clinics.push(other);
    const elsewhere = await givenSent(t, other);
    const before = await proof.snapshot(clinic);
    const cases: [string, SomeReview][] = [
      ['unknown-trace', { ...approving, item: null }],
      ['unknown-trace', await reviewOf(elsewhere, { says: ['HCR*A3'] })],
      ['unknown-reference', { reference: 'NOBODY', item: null, refusal: ['AAA*Y**42*R'] }],
      ['repeated', approving],
      ['repeated', { ...approving, time: '1031' }],
      ['older', { ...approving, says: ['HCR*A4'], time: '1010' }],
      ['repeated', { ...approving, refusal: ['AAA*Y**42*R'] }],
      [
        'no-trace',
        { ...approving, says: [], services: [{ line: null, says: ['HCR*A3', 'SV1*HC:97110'] }] },
      ],
    ];
    for (const [at, [code, answer]] of cases.entries()) {
      const content = a278([answer], { control: String(at + 2).padStart(9, '0') });
      await taken(content, [code]);
      assert.deepEqual(await proof.snapshot(clinic), before, code);
    }
    assert.deepEqual(
      (await proof.snapshot(other)).authorizations[elsewhere.id]?.work.status,
      'submitted',
    );
  });

  it('that contradicts what stands is shown beside it', async () => {
    const item = await givenSent(t, clinic);
    const line = lineOf(item);
    await answerWith(t, clinic, item.id, [
      { action: 'A1', lineId: line.id, number: 'PHONE-1', grant: grantOf(clinic) },
    ]);
    const denying = await reviewOf(item, { says: ['HCR*A3**0V'] });
    await tells(() => taken(a278([denying]), ['contradicted']), ['contradicted']);
    const after = lineOf(await now(item));
    assert.deepEqual(
      [after.status, after.decision?.via, after.contradiction?.action],
      ['approved', 'portal', 'A3'],
    );
  });

  it('in a file that is broken anywhere leaves nothing behind', async () => {
    const item = await givenSent(t, clinic, { lines: two() });
    const good = await reviewOf(item, { says: ['HCR*A1*CERT-8'] });
    const whole = a278([good, good]);
    const broken: [string, string][] = [
      ['not-x12', 'HELLO'],
      ['damaged', whole.replace('IEA*1', 'IEA*2')],
      ['damaged', whole.slice(0, whole.length / 2)],
      ['damaged', whole.replace('SE*', 'SE*9')],
      ['other-sender', a278([good], { sender: 'OTHER' })],
      ['other-usage', whole.replace('*T*:', '*P*:')],
      ['other-type', whole.replaceAll('ST*278', 'ST*271')],
      ...[
        ['HCR*A1*CERT-8', 'HCR*ZZ*CERT-8'],
        ['HCR*A1*CERT-8', 'HCR*A1*CERT-8~\nHCR*A3'],
        ['HCR*A1*CERT-8', 'DTP*007*D8*20261399'],
        ['HCR*A1*CERT-8', 'HSD*VS*MANY'],
        ['BHT*0007*11', 'BHT*0007*13'],
        ['*1005*18', '*9999*18'],
        ['UM*HS', 'UM*QQ'],
        ['HL*4*3*EV', 'HL*4*3*XX'],
      ].map(([from = '', to = '']): [string, string] => {
        // In the second of two answers: the first would be good.
        const at = whole.lastIndexOf(from);
        const count = to.includes('~') ? 1 : 0;
        const changed = whole.slice(0, at) + to + whole.slice(at + from.length);
        return ['not-read', count === 0 ? changed : bumpLastCount(changed)];
      }),
    ];
    const before = await proof.snapshot(clinic);
    for (const [code, content] of broken) {
      const message = await comes(t, clinic, content);
      assert.deepEqual([message?.outcome, message?.problem_code], ['refused', code], content);
      assert.deepEqual(await proof.snapshot(clinic), before, content);
    }
    const answers = await t.owner('authorization_answer').where({ request_id: item.id });
    assert.deepEqual(answers, []);
    // None of them used the number up.
    await taken(a278([good]), []);
    const reused = a278([{ ...good, says: ['HCR*A3'] }]);
    assert.equal((await comes(t, clinic, reused))?.problem_code, 'control-number-reused');
    assert.equal(lineOf(await now(item)).status, 'approved');
  });
});

function bumpLastCount(file: string): string {
  const at = file.lastIndexOf('SE*');
  const [, count = ''] = /^SE\*(\d+)/.exec(file.slice(at)) ?? [];
  return `${file.slice(0, at)}SE*${Number(count) + 1}${file.slice(at + 3 + count.length)}`;
}
