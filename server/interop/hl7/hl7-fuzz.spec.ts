// Whatever comes, the codec answers with a message or with a problem, and at once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Message } from 'node-hl7-client';
import { repetitionsAt, textAt } from './field-values.ts';
import { hl7, labReport, labReportLines, msh, pid } from './given-hl7.ts';
import { readLabOrder } from './read-lab-order.ts';
import { readLabReport } from './read-lab-report.ts';
import { readMessage, usualHl7Limits } from './read-message.ts';
import { splitBatch } from './split-batch.ts';
import { newMessage, writeMessage } from './write-message.ts';

function readAll(bytes: Uint8Array): void {
  for (const part of [bytes, ...splitBatch(bytes).messages.map((each) => each.bytes)]) {
    const read = readMessage(part);
    if (read.kind === 'refused') {
      assert.doesNotMatch(read.problem.reason, /Quill|MRN-1001/);
      continue;
    }
    const again = readMessage(writeMessage(read.message));
    assert.ok(again.kind === 'message');
    assert.deepEqual(
      again.message.segments.map(({ fields }) => fields),
      read.message.segments.map(({ fields }) => fields),
    );
    for (const answer of [readLabReport(read.message), readLabOrder(read.message)])
      if (answer.kind === 'refused') assert.doesNotMatch(answer.problem.reason, /Quill|MRN-1001/);
  }
}

const hostile = [
  '\0',
  '\r',
  '\n',
  '|',
  '^',
  '~',
  '\\',
  '&',
  '""',
  '__proto__',
  'MSH|',
  'é',
  '\v',
  '\x1c',
];

describe('hostile HL7', () => {
  it('of any bytes is read or refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), readAll), { numRuns: 300 });
  });

  it('made from a good message is read or refused', () => {
    const good = [
      ...labReportLines({ charset: 'UNICODE UTF-8' }),
      ...[
        'OBX|3|ED|PDF^Report^L||^AP^PDF^Base64^JVBERi0=||||||F',
        'SPM|1|^S||BLD',
        'ORC|NW|1',
        'OBR|2',
      ],
    ];
    const bytes = hl7(good);
    const change = fc.record({
      at: fc.nat(bytes.length),
      cut: fc.nat(40),
      put: fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 8 })),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        let changed: Buffer = bytes;
        for (const { at, cut, put } of changes)
          changed = Buffer.concat([
            changed.subarray(0, at),
            Buffer.from(put),
            changed.subarray(at + cut),
          ]);
        readAll(changed);
      }),
      { numRuns: 1_000 },
    );
  });

  it('of its greatest size takes no time', () => {
    const most = usualHl7Limits.bytes;
    const fill = (text: string): string => text.repeat(Math.floor((most - 400) / text.length));
    const bombs = [
      [msh(), fill('Z\r')],
      [msh(), `OBX|1|FT|x||${fill('\\')}`],
      [msh(), `OBX|1|FT|x||${fill('\\X0')}`],
      [msh(), pid, 'OBR|1', `OBX|1|TX|x||${fill('~')}`],
      [msh(), pid, 'OBR|1', `OBX|1|CWE|${fill('^')}||${fill('a').slice(0, 10)}`],
      [msh(), pid, 'OBR|1', `OBX|1|ED|x||^AP^PDF^Base64^${fill('QUJD')}`],
      [msh(), pid, 'OBR|1', `OBX|1|NM|x||${fill('9')}`],
      [msh(), `PID|1||${fill('a^b~')}`],
      [msh(), fill('\n')],
      [msh(), fill('NTE|1||x\r').slice(0, -1)],
      [`MSH|^~\\&|${fill('|')}`],
    ];
    for (const lines of bombs) {
      const started = performance.now();
      readAll(hl7(lines));
      // A bound that a slow machine keeps too: what it must not be is minutes.
      assert.ok(performance.now() - started < 20_000);
    }
  });

  it('makes nothing of names that objects have', () => {
    const bytes = hl7([
      msh(),
      pid,
      'OBR|1|||__proto__^constructor^toString',
      'OBX|1|__proto__|hasOwnProperty||valueOf||||||constructor',
    ]);
    readAll(bytes);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });
});

describe('what we write', () => {
  it('is understood by an independent reader', () => {
    const read = readMessage(labReport());
    assert.ok(read.kind === 'message');
    const { syntax, segments } = read.message;
    const text = fc
      .string({ unit: 'binary-ascii', minLength: 1, maxLength: 20 })
      .filter((each) => /^[!-~]+$/.test(each) && each !== '""');
    fc.assert(
      fc.property(text, text, (first, second) => {
        const ours = newMessage(
          syntax,
          ['A', 'B', 'C', 'D', '20261123', '', ['ORU', 'R01'], '1', 'P', '2.5.1'],
          [['NTE', '1', '', [first, second]]],
        );
        const theirs = new Message({ text: Buffer.from(writeMessage(ours)).toString() });
        assert.deepEqual(
          [theirs.get('NTE.3.1').toString(), theirs.get('NTE.3.2').toString()],
          [first, second],
        );
      }),
      { numRuns: 200 },
    );
    const theirs = new Message({ text: Buffer.from(writeMessage(read.message)).toString() });
    assert.equal(theirs.get('PID.5.1').toString(), textAt(segments[1]!, 5));
    assert.equal(theirs.get('MSH.10').toString(), textAt(segments[0], 10));
    assert.equal(repetitionsAt(segments[1]!, 3).length, 2);
  });
});
