// Messages that laboratories and other systems wrote, against what an independent reader found in them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { findCorpus } from '../../../scripts/corpora.ts';
import { kindOf, looseHeader } from './header.ts';
import { interpretationOf, reportStatusOf } from './lab-codes.ts';
import type { LabMessage, LabObservation } from './lab-message.ts';
import type { Hl7Message } from './message.ts';
import { labOrderKinds, readLabOrder } from './read-lab-order.ts';
import { isLabReport, readLabReport } from './read-lab-report.ts';
import { readMessage } from './read-message.ts';
import { splitBatch } from './split-batch.ts';
import { writeMessage } from './write-message.ts';

interface ExpectedMessage {
  type: string;
  control_id: string;
  processing: string;
  version: string;
  segments: Record<string, number>;
  /** Of the first fifteen. */
  obr?: { placer: string; filler: string; status: string }[];
  obx_status?: Record<string, number>;
  obx_abnormal?: number;
  critical?: boolean;
  releasable_as_final?: boolean;
  orders?: { control: string; status: string }[];
}

interface Found {
  path: string;
  wanted: ExpectedMessage;
  bytes: Uint8Array;
  message: Hl7Message;
}

const mostListed = 15;
const expectations = findCorpus('expected/hl7v2.json');
if (expectations === null) {
  process.stdout.write('# The HL7 corpora are not here: nothing of them is tested.\n');
} else {
  const expected = JSON.parse(readFileSync(expectations, 'utf8')) as Record<
    string,
    { messages: ExpectedMessage[] }
  >;
  // Streams with frames are the listener's.
  const files = Object.entries(expected).filter(
    ([path]) => path.endsWith('.hl7') && findCorpus(path) !== null,
  );
  const split = files.map(([path, { messages }]) => ({
    ...{ path, messages },
    parts: splitBatch(readFileSync(findCorpus(path)!)).messages,
  }));

  describe('HL7 messages of others', () => {
    it('are all found in their files', () => {
      assert.ok(files.length > 400);
      for (const { path, messages, parts } of split)
        assert.equal(parts.length, messages.length, path);
    });

    const found = split.flatMap(({ path, messages, parts }) =>
      parts.map(({ bytes }, at): Found => {
        const read = readMessage(bytes);
        assert.ok(read.kind === 'message', path);
        return { path, wanted: messages[at]!, bytes, message: read.message };
      }),
    );

    it('have their segments, and who wrote them', () => {
      for (const { path, wanted, message } of found) {
        const sizes: Record<string, number> = {};
        for (const { id } of message.segments) sizes[id] = (sizes[id] ?? 0) + 1;
        assert.deepEqual(sizes, wanted.segments, path);
        const header = looseHeader(message.segments[0]);
        assert.deepEqual(
          [kindOf(header), header.controlId, header.version],
          [wanted.type, wanted.control_id, wanted.version],
          path,
        );
      }
    });

    it('are written as they were read, but that CR ends every segment', () => {
      for (const { path, bytes, message } of found)
        assert.deepEqual(Buffer.from(writeMessage(message)), withCr(bytes), path);
    });

    const reports = found.filter(({ message }) => isLabReport(looseHeader(message.segments[0])));
    it('hold reports, read to the last observation', () => {
      assert.ok(reports.length > 190);
      for (const { path, wanted, message } of reports) {
        const read = readLabReport(message);
        if (read.kind === 'read') assertMeaning(read.report, wanted, path);
        else {
          assert.equal(read.problem.reason, 'holds no OBR', path);
          assert.deepEqual(wanted.obr, [], path);
        }
      }
    });

    it('hold orders', () => {
      const orders = found.filter(({ message }) =>
        labOrderKinds.includes(kindOf(looseHeader(message.segments[0]))),
      );
      assert.ok(orders.length > 20);
      for (const { path, wanted, message } of orders) {
        const read = readLabOrder(message);
        if (read.kind === 'refused') {
          assert.equal(wanted.segments['OBR'] ?? wanted.segments['ORC'] ?? 0, 0, path);
          continue;
        }
        const said = new Set(wanted.orders?.map(({ control }) => control));
        const controls = read.order.orders.flatMap(({ control }) => control ?? []);
        assert.deepEqual(new Set(controls), said, path);
      }
    });
  });
}

function withCr(bytes: Uint8Array): Buffer {
  const text = Buffer.from(bytes).toString('latin1');
  const lines = text
    .replaceAll('\x1c', '')
    .split(/[\r\n\v]+/)
    .filter((line) => line !== '');
  return Buffer.from(lines.map((line) => `${line}\r`).join(''), 'latin1');
}

function assertMeaning(report: LabMessage, wanted: ExpectedMessage, path: string): void {
  const { reports } = report;
  const listed = reports.slice(0, mostListed).map((each) => each.status ?? '');
  assert.deepEqual(
    listed,
    wanted.obr?.map(({ status }) => status),
    path,
  );
  assert.equal(reports.length, wanted.segments['OBR'], path);
  const all = [...observationsOf(report)];
  const statuses: Record<string, number> = {};
  for (const { status } of all) statuses[status ?? ''] = (statuses[status ?? ''] ?? 0) + 1;
  assert.deepEqual(statuses, wanted.obx_status, path);
  const isFinal = reports.every(({ status }) => reportStatusOf(status) === 'final');
  assert.equal(isFinal, wanted.releasable_as_final, path);
  const meanings = all.map(({ flags }) => interpretationOf(flags));
  assert.equal(meanings.includes('critical'), wanted.critical, path);
}

/** Each once: in some structures one specimen is of several reports. */
function observationsOf({ others, reports }: LabMessage): Set<LabObservation> {
  const ofReports = reports.flatMap(({ observations, specimens }) => [
    ...observations,
    ...specimens.flatMap((specimen) => specimen.observations),
  ]);
  return new Set([...others, ...ofReports]);
}
