import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { givenAppointment } from '../calendar/given-appointment.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { runTickOnce } from '../platform/ticks/run-ticks.ts';
import { givenProvider } from '../staff/given-organization.ts';
import { findCorpus } from '../../scripts/corpora.ts';
import { readX12 } from '../interop/x12/read-transactions.ts';
import { read270 } from '../interop/x12/read-270.ts';
import { expectChange, expectNoChange } from '../platform/change-log/expect-change.ts';
import type { Ctx } from '../platform/context.ts';
import { testDatabase, type TestDatabase } from '../platform/db/test-database.ts';
import { messagesOf } from '../platform/drop-folder/given-drop-folder.ts';
import { getCoverageAlert, listCoverages, listCoveragesIn } from './coverage-queries.ts';
import { changeCoverage, endCoverage, verifyCoverage } from './coverage-service.ts';
import { traceOf } from '../interop/x12/trace-number.ts';
import { checkEligibility } from './eligibility-service.ts';
import { checkAhead } from './eligibility-batch-service.ts';
import type { CheckRow } from './eligibility-repository.ts';
import type { CoverageRow } from './coverage-repository.ts';
import { givenCoverage, givenPayer } from './given-coverage.ts';
import { givenPatient } from './given-patient.ts';
import { addFlag } from './flag-service.ts';
import {
  active,
  an271,
  aRejecting271,
  coverageOf,
  givenCheck,
  givenEligibilityDesk,
  inactive,
  lastCheck,
  type GivenDesk,
} from './given-eligibility.ts';

let t: TestDatabase;
const desks: GivenDesk[] = [];
before(async () => {
  t = await testDatabase();
});
after(async () => {
  await Promise.all(desks.map(({ folders }) => folders.remove()));
  await t.close();
});

async function givenDesk(
  over: Parameters<typeof givenEligibilityDesk>[1] = {},
): Promise<GivenDesk> {
  const desk = await givenEligibilityDesk(t, over);
  desks.push(desk);
  return desk;
}

function within<T>({ scope }: GivenDesk, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  return t.database.inTransaction(scope, work);
}

const seen = (desk: GivenDesk) => () => within(desk, (ctx) => listCoverages(ctx, desk.patientId));

async function comes(desk: GivenDesk, content: string): Promise<void> {
  await desk.folders.drop('answer.271', content);
  for (let look = 0; look < 2; look += 1) await desk.server.runOnce();
}

/** The change is thin: a console asks for the patient's coverages again. */
async function expectCoverageChanges(
  desk: GivenDesk,
  action: () => Promise<unknown>,
  times = 1,
): Promise<void> {
  const snapshot = seen(desk);
  let fresh = await snapshot();
  await expectChange({
    t,
    organizationId: desk.organizationId,
    snapshot,
    fold: (state, { type }) => (type === 'patients.coverage-changed' ? fresh : state),
    action: async () => {
      await action();
      fresh = await snapshot();
    },
    types: Array.from({ length: times }, () => 'patients.coverage-changed'),
    except: 'interfaces',
  });
}

/** What came is kept with its problem, and nothing of any coverage changed. */
async function expectKept(
  desk: GivenDesk,
  content: string,
  expected: { outcome: string; codes: string[] },
): Promise<void> {
  const [before, checks] = [await coverageOf(t, desk), await checksOf(desk)];
  await comes(desk, content);
  assert.deepEqual(await coverageOf(t, desk), before);
  assert.deepEqual(await checksOf(desk), checks);
  const last = (await messagesOf(t, desk.row)).filter(({ direction }) => direction === 'in').at(-1);
  assert.deepEqual(
    [last?.outcome, last?.problems.map(({ code }) => code)],
    [expected.outcome, expected.codes],
  );
  assert.equal((await desk.folders.names('claimed')).length, 0);
}

const checksOf = ({ organizationId }: GivenDesk) =>
  t.owner('eligibility_check').where({ organization_id: organizationId }).orderBy('id');

describe('a question to the payer', () => {
  it('leaves as a file that names the coverage and is known by its trace number', async () => {
    const desk = await givenDesk({ coverage: { group_number: 'G7' } });
    await expectCoverageChanges(desk, () => within(desk, (ctx) => checkEligibility(ctx, desk)));
    assert.equal(await desk.server.runOnce(), 1);
    const [text = ''] = await desk.folders.sent();
    const { transactions, problems } = readX12(text);
    assert.deepEqual(problems, []);
    const [read] = transactions.map(read270);
    const check = await lastCheck(t, desk);
    const inquiry = read!.inquiries[0]!;
    assert.deepEqual(inquiry.traces, [{ number: traceOf(check.id), originator: '9DAYSHEET0' }]);
    assert.equal(read?.reference, check.reference);
    const { family, given, memberId, references } = inquiry.subscriber;
    assert.deepEqual(
      [family, given, memberId, references],
      ['NUNEZ', 'ADA', 'W1234', [{ kind: '6P', value: 'G7' }]],
    );
    assert.deepEqual([inquiry.payer.id, inquiry.provider.id], ['BSH01', '1999999984']);
    assert.deepEqual(inquiry.service, { from: '2026-11-23', to: '2026-11-23' });
    const [coverage] = await seen(desk)();
    assert.deepEqual(coverage?.check, {
      id: check.id,
      askedAt: t.clock.now,
      askedBy: 'Reyes, Sam',
      serviceOn: '2026-11-23',
      answer: null,
    });
    const entries = await t
      .owner('audit_entry')
      .where({ organization_id: desk.organizationId, act: 'coverage.check-eligibility' });
    assert.equal(entries.length, 1);
  });

  it('names the holder as subscriber and the patient as dependent', async () => {
    const desk = await givenDesk({
      coverage: {
        relationship: 'child',
        subscriber_family: 'Núñez',
        subscriber_given: 'Luis',
        subscriber_birth_on: '1960-05-01',
      },
    });
    await givenCheck(t, desk);
    await desk.server.runOnce();
    const [text = ''] = await desk.folders.sent();
    const [inquiry] = readX12(text).transactions.flatMap((each) => read270(each).inquiries);
    assert.deepEqual(
      [inquiry?.subscriber.given, inquiry?.subscriber.birthOn, inquiry?.dependent?.given],
      ['LUIS', '1960-05-01', 'ADA'],
    );
  });

  it('is refused, and nobody is asked, where it may not or cannot be put', async () => {
    const flag = (detail: Parameters<typeof addFlag>[1]['detail']) => (desk: GivenDesk) =>
      within(desk, (ctx) => addFlag(ctx, { ...desk, detail, note: null }));
    const restriction = { kind: 'plan-restriction', coverageId: null, service: null } as const;
    const cases: [
      string,
      Parameters<typeof givenDesk>[0],
      ((d: GivenDesk) => Promise<unknown>)?,
    ][] = [
      ['no-interface', { row: { payer_ids: [] } }],
      ['no-interface', { row: { enabled: false } }],
      ['mistaken', { coverage: { valid: false } }],
      ['not-in-force', { coverage: { ends_on: '2026-11-22' } }],
      ['not-in-force', { coverage: { effective_from: '2026-11-24' } }],
      ['cannot-be-written', { coverage: { member_id: 'W~1' } }],
      ['deceased', {}, flag({ kind: 'deceased', diedOn: null, source: 'Family' })],
      ['kept-from-plan', {}, flag({ ...restriction, from: '2026-11-23', until: '2026-11-23' })],
      ['already-asked', {}, (desk) => givenCheck(t, desk)],
    ];
    for (const [rule, over, prepare] of cases) {
      const desk = await givenDesk(over);
      await prepare?.(desk);
      const asked = (await checksOf(desk)).length;
      await expectNoChange({
        t,
        organizationId: desk.organizationId,
        snapshot: seen(desk),
        action: () => within(desk, (ctx) => checkEligibility(ctx, desk)),
        refusal: `rule-broken ${rule}`,
      });
      assert.equal((await checksOf(desk)).length, asked, rule);
      assert.equal((await messagesOf(t, desk.row)).length, asked, rule);
    }
  });

  it('may be put once more when no answer has come for an hour', async () => {
    const desk = await givenDesk();
    await givenCheck(t, desk);
    const askable = async () =>
      (await within(desk, (ctx) => listCoveragesIn(ctx, desk))).askable.length;
    assert.equal(await askable(), 0);
    const now = t.clock.now;
    t.clock.advance({ minutes: 60 });
    assert.equal(await askable(), 1);
    await givenCheck(t, desk);
    assert.equal((await checksOf(desk)).length, 2);
    t.clock.set(now);
  });

  it('takes the clinic’s own interface before the organization’s', async () => {
    const desk = await givenDesk({ row: { enabled: false } });
    const elsewhere = await givenDesk();
    await t
      .owner('interface')
      .where({ id: desk.row.id })
      .update({ enabled: true, clinic_id: desk.clinicId });
    await t.owner('interface').insert({
      ...desk.row,
      id: elsewhere.coverageId,
      folder: 'other',
      enabled: true,
    });
    assert.equal((await givenCheck(t, desk)).interface_id, desk.row.id);
  });
});

describe('coverages of coming visits', () => {
  const runAhead = ({ organizationId }: GivenDesk) =>
    runTickOnce(
      t.database,
      { name: 'patients.check-ahead', everyMs: 1, run: checkAhead },
      organizationId,
    );

  async function visits(desk: GivenDesk, patientId: string, startsAt: string): Promise<void> {
    const { organizationId, clinicId } = desk;
    const providerId = await givenProvider(t, { organizationId, clinicIds: [clinicId] });
    const visitTypeId = await givenVisitType(t, { organizationId, clinicId });
    const place = { organizationId, clinicId, providerId, visitTypeId };
    await givenAppointment(t, { ...place, patientId, startsAt });
  }

  it('are asked about once, in one file, for the day of the visit', async () => {
    const desk = await givenDesk();
    const { organizationId, payerId } = desk;
    await visits(desk, desk.patientId, '2026-11-24T15:00:00.000Z');
    const another = async (startsAt: string, over: Partial<CoverageRow> = {}) => {
      const patientId = await givenPatient(t, { organizationId });
      await visits(desk, patientId, startsAt);
      return givenCoverage(t, { organizationId, patientId, payerId }, over);
    };
    const tomorrow = '2026-11-24T16:00:00.000Z';
    const second = await another(tomorrow, { verified_on: '2026-10-01', verified_how: 'card' });
    await another('2026-11-23T18:00:00.000Z');
    await another('2026-11-25T15:00:00.000Z');
    await another(tomorrow, { verified_on: '2026-11-20', verified_how: 'card' });
    await another(tomorrow, { ends_on: '2026-11-23' });
    await another(tomorrow, { member_id: 'W~1' });
    await another(tomorrow, { payer_id: await givenPayer(t, organizationId) });
    assert.equal(await runAhead(desk), 2);
    assert.equal(await runAhead(desk), 0);
    const checks = await t
      .owner('eligibility_check')
      .where({ organization_id: organizationId })
      .select<CheckRow[]>('*');
    assert.deepEqual(
      checks.map(({ coverage_id }) => coverage_id).sort(),
      [desk.coverageId, second].sort(),
    );
    assert.ok(
      checks.every((check) => check.asked_by === null && check.service_on === '2026-11-24'),
    );
    await desk.server.runOnce();
    const [text = '', ...others] = await desk.folders.sent();
    assert.deepEqual(others, []);
    const references = readX12(text).transactions.map((each) => read270(each).reference);
    assert.deepEqual(references.sort(), checks.map(({ reference }) => reference).sort());
  });
});

describe('an answer of the payer', () => {
  it('verifies the coverage with what the patient pays, as of its day', async () => {
    const desk = await givenDesk();
    const check = await givenCheck(t, desk);
    await desk.server.runOnce();
    await expectCoverageChanges(desk, () => comes(desk, an271([{ check, says: active }])));
    const [coverage] = await seen(desk)();
    assert.deepEqual(coverage?.verification, {
      on: '2026-11-23',
      by: null,
      how: 'eligibility-response',
    });
    assert.deepEqual(coverage.known, {
      on: '2026-11-23',
      copayCents: 2500,
      deductibleCents: 150_000,
      deductibleLeftCents: 40_000,
    });
    assert.deepEqual(coverage.check?.answer, {
      kind: 'active',
      on: '2026-11-23',
      plan: 'GOLD PPO',
      rejectCode: null,
      leftAside: null,
    });
    const versions = await t
      .owner('coverage_version')
      .where({ id: desk.coverageId })
      .orderBy('version')
      .select<{ act: string; actor_id: string | null }[]>('act', 'actor_id');
    assert.deepEqual(versions.at(-1), { act: 'verified', actor_id: null });
    const [entry] = await t
      .owner('audit_entry')
      .where({ organization_id: desk.organizationId, act: 'coverage.take-eligibility' })
      .select<{ actor_kind: string }[]>('actor_kind');
    assert.equal(entry?.actor_kind, 'system');
    const message = (await messagesOf(t, desk.row)).find(({ direction }) => direction === 'in');
    assert.deepEqual(message?.counts, { answers: 1, applied: 1 });
    assert.equal(message.control_number, '000000001');
  });

  it('that the coverage is not active shows at check-in until something else is known', async () => {
    const desk = await givenDesk();
    const check = await givenCheck(t, desk);
    await expectCoverageChanges(desk, () => comes(desk, an271([{ check, says: inactive }])));
    const alert = async () =>
      (await within(desk, (ctx) => getCoverageAlert(ctx, { ...desk, date: '2026-11-23' }))).alert;
    assert.deepEqual(
      [(await alert())?.about, (await alert())?.on, (await alert())?.canBeAsked],
      ['inactive', '2026-11-23', true],
    );
    const { version } = await coverageOf(t, desk);
    const how = 'phone' as const;
    const none = { copayCents: null, deductibleCents: null, deductibleLeftCents: null };
    await within(desk, (ctx) =>
      verifyCoverage(ctx, { ...desk, expectedVersion: version, how, ...none }),
    );
    assert.equal(await alert(), null);
  });

  it('that refuses the person, or the question as a whole, is shown and changes nothing else', async () => {
    const desk = await givenDesk();
    const check = await givenCheck(t, desk);
    const before = await coverageOf(t, desk);
    await expectCoverageChanges(desk, () => comes(desk, an271([{ check, says: ['AAA*N**72*C'] }])));
    assert.deepEqual(await coverageOf(t, desk), before);
    const { answer, reject_code: code } = await lastCheck(t, desk);
    assert.deepEqual([answer, code], ['rejected', '72']);

    const other = await givenDesk();
    const { reference } = await givenCheck(t, other);
    await expectCoverageChanges(other, () => comes(other, aRejecting271(reference, '42')));
    const rejected = await lastCheck(t, other);
    assert.deepEqual([rejected.answer, rejected.reject_code], ['rejected', '42']);
    await expectKept(other, aRejecting271('SOMEBODY-ELSE', '42', '000000002'), {
      outcome: 'done',
      codes: ['unknown-reference'],
    });
  });

  it('that does not say whether the coverage is active verifies nothing', async () => {
    const desk = await givenDesk();
    const check = await givenCheck(t, desk);
    const before = await coverageOf(t, desk);
    await comes(desk, an271([{ check, says: ['EB*B**98***27*25'] }]));
    assert.deepEqual(await coverageOf(t, desk), before);
    assert.equal((await lastCheck(t, desk)).answer, 'silent');
  });

  it('is never attached by guess', async () => {
    const desk = await givenDesk();
    await givenCheck(t, desk);
    const foreign = await givenCheck(t, await givenDesk());
    const unknown = { id: foreign.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')) };
    await expectKept(
      desk,
      an271([
        { check: null, says: active },
        { check: unknown, says: active },
        { check: foreign, says: active },
      ]),
      { outcome: 'done', codes: ['no-trace', 'unknown-trace', 'unknown-trace'] },
    );
    assert.equal((await desk.folders.names('done')).length, 2);
  });

  it('counts once; of two the later by its own date counts, in whatever order they come', async () => {
    const desk = await givenDesk();
    const check = await givenCheck(t, desk);
    await comes(desk, an271([{ check, says: active }], { time: '1405' }));
    const same = an271([{ check, says: inactive }], { time: '1405', control: '000000002' });
    await expectKept(desk, same, { outcome: 'done', codes: ['repeated'] });
    const earlier = an271([{ check, says: inactive }], { time: '1404', control: '000000003' });
    await expectKept(desk, earlier, { outcome: 'done', codes: ['older'] });
    await comes(desk, an271([{ check, says: inactive }], { time: '140501', control: '000000004' }));
    assert.equal((await coverageOf(t, desk)).inactive_on, '2026-11-23');
  });

  it('to an earlier question does not undo that to a later one', async () => {
    const desk = await givenDesk();
    const now = t.clock.now;
    const first = await givenCheck(t, desk);
    t.clock.advance({ hours: 2 });
    const second = await givenCheck(t, desk);
    await comes(desk, an271([{ check: second, says: active }], { time: '1700' }));
    const verified = await coverageOf(t, desk);
    await comes(
      desk,
      an271([{ check: first, says: inactive }], { time: '1500', control: '000000002' }),
    );
    assert.deepEqual(await coverageOf(t, desk), verified);
    const rows = await t
      .owner('eligibility_check')
      .where({ id: first.id })
      .select<{ answer: string; left_aside: string }[]>('answer', 'left_aside');
    assert.deepEqual(rows, [{ answer: 'inactive', left_aside: 'known-better' }]);
    t.clock.set(now);
  });

  it('is left aside where the coverage is not what was asked about any more', async () => {
    const desk = await givenDesk();
    const check = await givenCheck(t, desk);
    const { payer, planName, order, effectiveFrom } = (await seen(desk)())[0]!;
    await within(desk, (ctx) =>
      changeCoverage(ctx, {
        ...desk,
        expectedVersion: 1,
        payerId: payer.id,
        planName,
        memberId: 'W9',
        groupNumber: null,
        order,
        relationship: 'self',
        subscriber: null,
        effectiveFrom,
        endsOn: null,
      }),
    );
    const changed = await coverageOf(t, desk);
    await comes(desk, an271([{ check, says: active }]));
    assert.deepEqual(await coverageOf(t, desk), changed);
    assert.equal((await lastCheck(t, desk)).left_aside, 'coverage-changed');

    const mistaken = await givenDesk();
    const asked = await givenCheck(t, mistaken);
    await within(mistaken, (ctx) =>
      endCoverage(ctx, { ...mistaken, expectedVersion: 1, endsOn: null }),
    );
    await comes(mistaken, an271([{ check: asked, says: active }]));
    assert.equal((await lastCheck(t, mistaken)).left_aside, 'coverage-mistaken');
  });
});

describe('a file that is no answer', () => {
  it('is refused whole, with the segment and without a word of what it says', async () => {
    const desk = await givenDesk();
    const check = await givenCheck(t, desk);
    const whole = an271([{ check, says: active }]);
    const cases: [string, string][] = [
      ['hello, this is Ada Nunez', 'not-x12'],
      [whole.replace(/SE\*\d+/, 'SE*99'), 'damaged'],
      [whole.slice(0, whole.indexOf('EB*C')), 'damaged'],
      [an271([{ check, says: active }], { sender: 'SOMEBODY' }), 'other-sender'],
      [an271([{ check, says: active }], { usage: 'P' }), 'other-usage'],
      [whole.replace('ST*271', 'ST*835'), 'other-type'],
    ];
    for (const [content, code] of cases) {
      const [before, checks] = [await coverageOf(t, desk), await checksOf(desk)];
      await comes(desk, content);
      assert.deepEqual([await coverageOf(t, desk), await checksOf(desk)], [before, checks], code);
      const last = (await messagesOf(t, desk.row)).filter(({ outcome }) => outcome === 'refused');
      assert.ok(
        last.some(({ problem_code }) => problem_code === code),
        code,
      );
      assert.doesNotMatch(await desk.folders.report('refused'), /nunez|W1234/i);
    }
    assert.match(await desk.folders.report('refused'), /^segment 3: other-type: /m);
    await comes(desk, whole);
    assert.equal((await lastCheck(t, desk)).answer, 'active', 'none of them used up its number');
  });

  it('is refused when its control number was taken with other content', async () => {
    const desk = await givenDesk();
    const check = await givenCheck(t, desk);
    await comes(desk, an271([{ check, says: active }]));
    await expectKept(desk, an271([{ check, says: inactive }], { time: '1500' }), {
      outcome: 'refused',
      codes: ['control-number-reused'],
    });
  });
});

const expectations = findCorpus('expected/x12.json');
describe('answers of other systems', { skip: expectations === null }, () => {
  it('end in a folder, every one of them', async () => {
    const desk = await givenDesk();
    const paths = Object.keys(JSON.parse(readFileSync(expectations!, 'utf8')) as object);
    const files = paths.flatMap((path) => {
      const found = path.includes('271') ? findCorpus(path) : null;
      return found === null ? [] : [readFileSync(found)];
    });
    assert.ok(files.length > 3);
    for (const [at, bytes] of files.entries())
      await desk.folders.drop(`${at}.271`, bytes.toString('latin1'));
    for (let look = 0; look < 2; look += 1) await desk.server.runOnce();
    const ended = [...(await desk.folders.names('done')), ...(await desk.folders.names('refused'))];
    assert.equal(ended.filter((name) => name.endsWith('.271')).length, files.length);
    assert.deepEqual(desk.server.faults(), []);
  });
});
