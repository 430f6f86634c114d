import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hl7, labReport, msh, pid } from './given-hl7.ts';
import { splitBatch } from './split-batch.ts';

const fhs = 'FHS|^~\\&|LAB';
const bhs = 'BHS|^~\\&|LAB';

describe('a file of messages', () => {
  it('is divided into them, each at its place', () => {
    const one = [msh({ controlId: '1' }), pid];
    const two = [msh({ controlId: '2' }), pid, 'NTE|1'];
    for (const end of ['\r', '\n', '\r\n']) {
      const file = hl7([fhs, bhs, ...one, ...two, 'BTS|2', bhs, ...one, 'BTS|1|x', 'FTS|2'], end);
      const { messages, problems } = splitBatch(file);
      assert.deepEqual(problems, []);
      assert.deepEqual(
        messages.map(({ segment }) => segment),
        [3, 5, 10],
      );
      assert.equal(Buffer.from(messages[1]!.bytes).toString(), hl7(two, end).toString());
    }
  });

  it('may be one message, or several without envelopes', () => {
    assert.equal(splitBatch(labReport()).messages.length, 1);
    assert.equal(splitBatch(Buffer.concat([labReport(), labReport()])).messages.length, 2);
  });

  it('is told of when its counts are wrong, and its messages count all the same', () => {
    const file = hl7([fhs, bhs, msh(), pid, 'BTS|3', 'FTS|1']);
    const { messages, problems } = splitBatch(file);
    assert.equal(messages.length, 1);
    assert.deepEqual(problems, [
      {
        ...{ segment: 5, field: 'BTS-1', code: 'bad-count' },
        reason: 'BTS-1 says another number of messages than the 1 there are',
      },
    ]);
  });

  it('says where something stands outside of every message', () => {
    const { messages, problems } = splitBatch(hl7(['EVN|A01', msh()]));
    assert.equal(messages.length, 1);
    assert.deepEqual(
      problems.map(({ segment, code }) => [segment, code]),
      [[1, 'no-header']],
    );
    assert.deepEqual(
      splitBatch(Buffer.alloc(0)).problems.map(({ code }) => code),
      ['empty'],
    );
    assert.deepEqual(
      splitBatch(labReport(), 10).problems.map(({ code }) => code),
      ['too-large'],
    );
  });
});
