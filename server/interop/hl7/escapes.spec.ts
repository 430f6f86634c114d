import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usualHl7Delimiters } from './delimiters.ts';
import { escapeText, unescapeText } from './escapes.ts';
import type { Hl7Syntax } from './message.ts';

const syntax: Hl7Syntax = { delimiters: usualHl7Delimiters, charset: 'utf-8' };

describe('an escape', () => {
  const cases: [string, string][] = [
    ['Smith\\F\\Jones\\S\\a\\T\\b\\R\\c\\E\\d', 'Smith|Jones^a&b~c\\d'],
    ['one\\.br\\two\\.sp2\\three\\.ce\\four', 'one\ntwo\n\nthree\nfour'],
    ['\\.in+4\\\\.ti-2\\\\.nf\\as it is\\.fi\\', 'as it is'],
    ['is \\H\\HIGH\\N\\ now', 'is HIGH now'],
    ['\\X21\\ \\X0D0A\\ \\XC3A9\\ \\XE9\\', '! \n é é'],
    ['\\X00\\', '\uFFFD'],
    [
      '\\Z99\\ \\C2842\\ \\M824041\\ \\Xzz\\ \\X1\\ \\.zz\\ \\P\\',
      '\\Z99\\ \\C2842\\ \\M824041\\ \\Xzz\\ \\X1\\ \\.zz\\ \\P\\',
    ],
    ['C:\\data\\F\\x', 'C:\\data|x'],
    ['at the end\\', 'at the end\\'],
    ['\\\\', '\\\\'],
  ];
  for (const [written, meant] of cases)
    it(`means what it says: ${written}`, () => {
      assert.equal(unescapeText(written, syntax), meant);
    });

  it('marks cut text where the message says by what', () => {
    const cut = { ...syntax, delimiters: { ...usualHl7Delimiters, truncation: '#' } };
    assert.equal(unescapeText('cut\\P\\', cut), 'cut#');
  });

  it('is written so that it is read back', () => {
    const text = 'X|Y^Z~W\\Q&V\nline2';
    assert.equal(escapeText(text, syntax), 'X\\F\\Y\\S\\Z\\R\\W\\E\\Q\\T\\V\\.br\\line2');
    assert.equal(unescapeText(escapeText(text, syntax), syntax), text);
  });

  it('takes no time in a text that is full of marks', () => {
    const many = '\\'.repeat(1_000_001);
    assert.equal(unescapeText(many, syntax).length, many.length);
  });
});
