// Messages of laboratories, from the wire to the queue of results.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { hl7, labReportLines, msh, pid } from '../../interop/hl7/given-hl7.ts';
import { givenPatient } from '../../patients/given-patient.ts';
import { testDatabase, type TestDatabase } from '../../platform/db/test-database.ts';
import { applyOnce } from '../../platform/hl7-inbox/apply-messages.ts';
import {
  answersTo,
  givenLaboratory,
  givenListener,
  hl7MessagesOf,
  type GivenLaboratory,
} from '../../platform/hl7-inbox/given-hl7-inbox.ts';
import { framed } from '../../platform/mllp/frame-reader.ts';
import { resultAppliers } from './hl7-appliers.ts';

interface Kept {
  title: string;
  report_status: string;
  number: number;
  missing: string[];
  source: string;
  placer: string;
  critical_count: number;
}

describe('messages of laboratories', () => {
  let t: TestDatabase;
  before(async () => {
    t = await testDatabase();
  });
  after(() => t.close());

  const log = pino({ level: 'silent' });
  const apply = ({ organizationId }: GivenLaboratory): Promise<number> =>
    applyOnce({ database: t.database, appliers: resultAppliers, log }, organizationId);

  async function send(laboratory: GivenLaboratory, ...messages: Buffer[]): Promise<string[]> {
    const listener = await givenListener(t, resultAppliers);
    try {
      const stream = Buffer.concat(messages.map((message) => framed(message)));
      return (await answersTo(listener.port, stream)).map(([code]) => code);
    } finally {
      await listener.stop();
      await apply(laboratory);
    }
  }

  const resultsOf = ({ organizationId }: GivenLaboratory): Promise<Kept[]> =>
    t.owner('result').where({ organization_id: organizationId }).orderBy('id').select<Kept[]>('*');
  const statesOf = async ({ row }: GivenLaboratory): Promise<string[]> =>
    (await hl7MessagesOf(t, row)).map(({ state, problem_code }) =>
      problem_code === null ? state : `${state} ${problem_code}`,
    );

  it('become results of the patient whom they name, and later versions the same result', async () => {
    const laboratory = await givenLaboratory(t);
    const { organizationId, sender } = laboratory;
    await givenPatient(t, {
      ...{ organizationId, mrn: 'MRN-1001', family: 'Quill', given: 'Ada' },
      birthOn: '1985-06-15',
    });
    const lines = labReportLines({ sender });
    const corrected = labReportLines({ sender, controlId: 'MSG-2' }).map((line) =>
      line.startsWith('OBR')
        ? line.replace(/\|F$/, '|C')
        : line.replace('||4.10|', '||4.90|').replace('|||F|||', '|||C|||'),
    );
    assert.deepEqual(await send(laboratory, hl7(lines), hl7(corrected)), ['AA', 'AA']);
    assert.deepEqual(await statesOf(laboratory), ['applied', 'applied']);
    const [result, ...others] = await resultsOf(laboratory);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [result?.title, result?.report_status, result?.number, result?.source],
      ['Comprehensive metabolic panel', 'corrected', 2, 'Valley laboratory'],
    );
    // Whom the message names is certain; who ordered it works nowhere here, and its order never came.
    assert.deepEqual(result?.missing, ['provider', 'order']);
    assert.equal(result.critical_count, 1);
  });

  it('are the same results when the interface has another name, and two where a number is said twice', async () => {
    const laboratory = await givenLaboratory(t);
    const { sender, row } = laboratory;
    const lines = labReportLines({ sender });
    const twice = [...lines, ...lines.slice(3)].map((line, at) =>
      at > 6 ? line.replace('||4.10|', '||6.90|') : line,
    );
    await send(laboratory, hl7(twice));
    const texts = async () =>
      (
        await t
          .owner('result_report')
          .where({ organization_id: row.organization_id })
          .orderBy(['result_id', 'number'])
          .select<{ number: number; content: { values: { text: string }[] } }[]>('*')
      ).map(({ number, content }) => `${number} ${content.values[0]?.text ?? ''}`);
    assert.deepEqual((await texts()).sort(), ['1 4.10', '1 6.90']);
    await t.owner('interface').where({ id: row.id }).update({ name: 'Valley, renamed' });
    const corrected = twice.map((line) =>
      line.startsWith('OBR') ? line.replace(/\|F$/, '|C') : line.replace('MSG-1', 'MSG-2'),
    );
    await send(laboratory, hl7(corrected));
    assert.deepEqual((await texts()).sort(), ['1 4.10', '1 6.90', '2 4.10', '2 6.90']);
  });

  it('place orders, which their reports answer', async () => {
    const laboratory = await givenLaboratory(t);
    const { organizationId, sender } = laboratory;
    await givenPatient(t, {
      ...{ organizationId, mrn: 'MRN-1001', family: 'Quill', given: 'Ada' },
      birthOn: '1985-06-15',
    });
    const order = hl7([
      msh({ sender, type: 'ORM^O01^ORM_O01', controlId: 'ORD-1' }),
      pid,
      'ORC|NW|PLC-1^DAYSHEET',
      'OBR|1|PLC-1^DAYSHEET||24323-8^Comprehensive metabolic panel^LN',
    ]);
    await send(laboratory, order, hl7(labReportLines({ sender })));
    const [result, ...others] = await resultsOf(laboratory);
    assert.deepEqual([others.length, result?.number, result?.placer], [0, 1, 'PLC-1']);
    assert.deepEqual(result?.missing, ['provider']);
  });

  it('are kept for a person where nobody knows whose they are, and put aside where they cannot count', async () => {
    const laboratory = await givenLaboratory(t);
    const { sender } = laboratory;
    const stranger = hl7(labReportLines({ sender }));
    const older = hl7(
      labReportLines({ sender, controlId: 'MSG-2' }).map((line) =>
        line.startsWith('OBR') ? line.replace(/\|F$/, '|P') : line,
      ),
    );
    assert.deepEqual(await send(laboratory, stranger, older), ['AA', 'AA']);
    assert.deepEqual(await statesOf(laboratory), ['applied', 'quarantined not-taken']);
    const [result] = await resultsOf(laboratory);
    assert.deepEqual([result?.missing, result?.number], [['patient', 'provider', 'order'], 1]);
    const [, aside] = await hl7MessagesOf(t, laboratory.row);
    assert.doesNotMatch(JSON.stringify(aside?.problems), /Quill|MRN-1001|Potassium/);
  });
});
