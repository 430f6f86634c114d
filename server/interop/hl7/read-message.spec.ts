import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { rawAt, repetitionsAt, textAt } from './field-values.ts';
import { hl7, labReportLines, msh, pid } from './given-hl7.ts';
import { kindOf, readHeader } from './header.ts';
import type { Hl7Message } from './message.ts';
import { readMessage, usualHl7Limits, type Hl7Limits } from './read-message.ts';
import { newMessage, writeMessage } from './write-message.ts';

function read(bytes: Uint8Array): Hl7Message {
  const answer = readMessage(bytes);
  assert.ok(answer.kind === 'message');
  return answer.message;
}

function refusal(bytes: Uint8Array, limits?: Hl7Limits): string {
  const answer = readMessage(bytes, limits);
  assert.ok(answer.kind === 'refused');
  const { code, segment, field } = answer.problem;
  return `${code} ${segment}${field === null ? '' : ` ${field}`}`;
}

describe('a message', () => {
  it('is written as it was read, whatever is in it', () => {
    const lines = [
      msh({ charset: 'UNICODE UTF-8' }),
      `${pid}|||""|`,
      'ZPD|1|\\Z99\\^&&~~|||',
      'pv1|1|O',
      'OBX|1|FT|x||\\.br\\\\H\\Müller 李\\N\\||',
    ];
    const bytes = hl7(lines);
    assert.deepEqual(Buffer.from(writeMessage(read(bytes))), bytes);
  });

  it('may end its segments with LF or CRLF, and may begin with a byte order mark or a frame', () => {
    const lines = labReportLines();
    const wanted = hl7(lines);
    const others = [
      hl7(lines, '\n'),
      hl7(lines, '\r\n'),
      hl7(lines, '\r\r'),
      Buffer.concat([Buffer.from('\uFEFF'), wanted]),
      Buffer.concat([Buffer.from('\v'), wanted, Buffer.from('\x1c\r')]),
      wanted.subarray(0, -1),
      Buffer.from([lines[0], '\n', lines.slice(1).join('\r')].join('')),
    ];
    for (const bytes of others) assert.deepEqual(Buffer.from(writeMessage(read(bytes))), wanted);
  });

  it('keeps a line feed within a field where segments end with CR', () => {
    const bytes = hl7([msh(), 'OBX|1|TX|N||first\n  second\nPID is no segment here', 'NTE|1']);
    const message = read(bytes);
    assert.equal(message.segments.length, 3);
    assert.equal(rawAt(message.segments[1]!, 5), 'first\n  second\nPID is no segment here');
    assert.deepEqual(Buffer.from(writeMessage(message)), bytes);
  });

  it('declares its own delimiters', () => {
    const message = read(hl7(['MSH@~&#\\@APP@FAC@@@20260101@@ADT~A01@7@P@2.5', 'PID@1@@1~~~H&2']));
    assert.equal(kindOf(readHeader(message)), 'ADT^A01');
    assert.deepEqual(repetitionsAt(message.segments[1]!, 3), ['1~~~H', '2']);
  });

  it('may declare no escape and no subcomponents', () => {
    const message = read(hl7(['MSH|^~|APP|FAC|||20260101||ADT^A01|7|P|2.5', 'PID|1||a\\F\\&b']));
    assert.equal(textAt(message.segments[1]!, 3), 'a\\F\\&b');
  });

  it('is read by the charset that MSH-18 names', () => {
    const latin = Buffer.from(
      hl7([msh({ charset: '8859/1' }), 'PID|1||1||Müller']).toString(),
      'latin1',
    );
    const named = read(latin);
    assert.equal(textAt(named.segments[1]!, 5), 'Müller');
    assert.deepEqual(Buffer.from(writeMessage(named)), latin);
    const silent = Buffer.from(hl7([msh(), 'PID|1||1||Müller \x93x\x94']).toString(), 'latin1');
    const guessed = read(silent);
    assert.equal(textAt(guessed.segments[1]!, 5), 'Müller “x”');
    assert.deepEqual(Buffer.from(writeMessage(guessed)), silent);
    const cyrillic = Buffer.concat([
      hl7([msh({ charset: '8859/5' })]),
      Buffer.from('PID|1||1||'),
      Buffer.from([0xbf]),
      Buffer.from('\r'),
    ]);
    assert.equal(textAt(read(cyrillic).segments[1]!, 5), 'П');
    assert.deepEqual(Buffer.from(writeMessage(read(cyrillic))), cyrillic);
  });

  it('is refused with the place of what is wrong', () => {
    const wrong = Buffer.concat([
      hl7([msh({ charset: 'UNICODE UTF-8' }), 'PID|1']),
      Buffer.from([0x4e, 0x54, 0x45, 0x7c, 0xe9, 0x0d]),
    ]);
    const cases: [string, Uint8Array][] = [
      ['empty 0', Buffer.alloc(0)],
      ['empty 0', Buffer.from('\r\n\r\n')],
      ['no-header 1', hl7(['EVN|A01', pid])],
      ['no-header 1', hl7(['BHS|^~\\&', msh()])],
      ['bad-delimiters 1 MSH-2', hl7(['MSH|^|A'])],
      ['bad-delimiters 1 MSH-2', hl7(['MSH|^^\\&|A'])],
      ['bad-delimiters 1 MSH-2', hl7(['MSHA^~\\&A'])],
      ['bad-delimiters 1 MSH-2', hl7(['MSH'])],
      ['bad-characters 3', wrong],
      ['bad-characters 2', hl7([msh(), 'PID|1|\0'])],
      ['no-segment-name 3', hl7([msh(), pid, 'Quill, Ada: see above'])],
      ['bad-count 3', hl7([msh(), pid, msh()])],
    ];
    for (const [wanted, bytes] of cases) assert.equal(refusal(bytes), wanted);
  });

  it('is refused above its bounds', () => {
    const bytes = hl7([msh(), pid, 'NTE|1']);
    const limits = (over: Partial<Hl7Limits>): Hl7Limits => ({ ...usualHl7Limits, ...over });
    assert.equal(refusal(bytes, limits({ bytes: 50 })), 'too-large 0');
    assert.equal(refusal(bytes, limits({ segments: 2 })), 'too-large 0');
    assert.equal(refusal(bytes, limits({ fields: 12 })), 'too-large 2');
    assert.equal(read(bytes).segments.length, 3);
  });

  it('of any texts is read as it was meant', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .map((each) => each.replaceAll('\r', '').trim());
    const { syntax } = read(hl7([msh()]));
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 6 }), (fields) => {
        fc.pre(fields.flat().every((each) => each !== '""' && !each.includes('\0')));
        const written = newMessage(syntax, ['A', 'B'], [['ZZZ', ...fields]]);
        const again = read(writeMessage(written));
        const meant = fields.map((parts, at) =>
          parts.map((_, part) => textAt(again.segments[1]!, at + 1, part + 1) ?? ''),
        );
        assert.deepEqual(meant, fields);
      }),
    );
  });
});
