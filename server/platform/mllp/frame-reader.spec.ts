import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { framed, FrameReader } from './frame-reader.ts';

function framesIn(bytes: Uint8Array, { chunk = bytes.length, most = 1_000 } = {}): string[] {
  const reader = new FrameReader(most);
  const frames: string[] = [];
  for (let at = 0; at < bytes.length; at += chunk)
    for (const frame of reader.push(bytes.subarray(at, at + chunk)))
      frames.push(`${Buffer.from(frame.bytes).toString()}${frame.isTooLarge ? '…' : ''}`);
  return frames;
}

describe('frames of MLLP', () => {
  const cases: [string, string, string[]][] = [
    ['one', '\vMSH|1\r\x1c\r', ['MSH|1\r']],
    ['two at once', '\vMSH|1\x1c\r\vMSH|2\x1c\r', ['MSH|1', 'MSH|2']],
    ['with noise before and between', 'xx\r\n\vMSH|1\x1c\r\r\n \vMSH|2\x1c\r', ['MSH|1', 'MSH|2']],
    ['without the last CR', '\vMSH|1\x1c\vMSH|2\x1c', ['MSH|1', 'MSH|2']],
    ['that are empty', '\v\x1c\r\vMSH|1\x1c\r', ['MSH|1']],
    ['begun anew', '\vMSH|1\rPID|\vMSH|2\x1c\r', ['MSH|2']],
    ['with a VT in a text', '\vMSH|1\rNTE|a\vb\x1c\r', ['MSH|1\rNTE|a\vb']],
    ['that never end', '\vMSH|1\r', []],
    ['that are none', 'MSH|1\r\x1c\r', []],
  ];
  for (const [name, text, wanted] of cases)
    it(`are found: ${name}`, () => {
      for (const chunk of [1, 2, 7, text.length])
        assert.deepEqual(framesIn(Buffer.from(text), { chunk }), wanted);
    });

  it('that are too large are cut, and nothing is read after them', () => {
    const text = Buffer.from('\vMSH|1\x1c\r\vMSH|234567890\x1c\r\vMSH|3\x1c\r');
    const [first, second, ...rest] = framesIn(text, { chunk: 4, most: 10 });
    assert.equal(first, 'MSH|1');
    assert.match(second ?? '', /^MSH|2.*…$/);
    assert.deepEqual(rest, []);
  });

  it('come whole however the stream is cut', () => {
    const message = fc
      .string({ minLength: 1, maxLength: 40 })
      .map((text) => `MSH${text.replaceAll('\v', '').replaceAll('\x1c', '')}`);
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 8 }),
        fc.integer({ min: 1, max: 50 }),
        (messages, chunk) => {
          const stream = Buffer.concat(messages.map((text) => framed(Buffer.from(text))));
          assert.deepEqual(framesIn(stream, { chunk }), messages);
        },
      ),
    );
  });

  it('know whether one is under way', () => {
    const reader = new FrameReader(100);
    assert.equal(reader.isInFrame, false);
    reader.push(Buffer.from('\vMSH'));
    assert.equal(reader.isInFrame, true);
    reader.push(Buffer.from('\x1c'));
    assert.equal(reader.isInFrame, false);
  });
});
