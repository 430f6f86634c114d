import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findCorpus } from '../../../scripts/corpora.ts';
import { readCsv, separators, usualCsvLimits, type CsvTable } from './read-csv.ts';
import { writeCsv } from './write-csv.ts';

function table(text: string | Uint8Array): CsvTable {
  const reading = readCsv(typeof text === 'string' ? Buffer.from(text) : text);
  assert.ok('table' in reading, JSON.stringify(reading));
  return reading.table;
}

function refusal(text: string | Uint8Array, limits = usualCsvLimits): string {
  const reading = readCsv(typeof text === 'string' ? Buffer.from(text) : text, limits);
  assert.ok('refused' in reading);
  return `${reading.refused.line}: ${reading.refused.reason}`;
}

const fieldsOf = ({ rows }: CsvTable): (readonly string[])[] => rows.map((row) => row.fields);

describe('reading comma-separated text', () => {
  it('reads every line end, also mixed, and leaves out empty lines', () => {
    for (const end of ['\n', '\r\n', '\r'])
      assert.deepEqual(fieldsOf(table(['a,b', '1,2', '', '3,4', ''].join(end))), [
        ['1', '2'],
        ['3', '4'],
      ]);
    assert.deepEqual(fieldsOf(table('a,b\r\n1,2\n3,4\r5,6')), [
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  it('keeps separators, quotes and line ends inside quotes, and quotes inside a bare field', () => {
    assert.deepEqual(fieldsOf(table('a,b\n"Springfield, MA","say ""yes""\nplease"\n5\'4"N,x')), [
      ['Springfield, MA', 'say "yes"\nplease'],
      ['5\'4"N', 'x'],
    ]);
  });

  it('says on which line a row begins, whatever the rows before hold', () => {
    const { rows } = table('a,b\n\n"one\r\ntwo\nthree",2\n\n3,4\n');
    assert.deepEqual(
      rows.map((row) => row.line),
      [3, 7],
    );
  });

  it('names rows with too few or too many fields and reads the rest', () => {
    const { rows, problems } = table('a,b\n1\n1,2\n1,2,3\n');
    assert.deepEqual(problems, [
      { line: 2, reason: 'has 1 fields where 2 were expected' },
      { line: 4, reason: 'has 3 fields where 2 were expected' },
    ]);
    assert.deepEqual(
      rows.map((row) => row.line),
      [3],
    );
  });

  it('keeps what stands before a quote that never closes, and says where it opens', () => {
    const { rows, problems } = table('a,b\n1,2\n3,"4\n5,6\n');
    assert.equal(rows.length, 1);
    assert.deepEqual(problems, [
      { line: 3, reason: 'opens a quote that never closes; nothing from this line on was read' },
    ]);
  });

  it('reads by the byte order mark, else UTF-8, else windows-1252', () => {
    const text = 'name\nJosé\n';
    const le = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const be = Buffer.from(le).swap16();
    const cases = [
      [Buffer.from(`\uFEFF${text}`), 'utf-8'],
      [Buffer.from(text), 'utf-8'],
      [le, 'utf-16le'],
      [be, 'utf-16be'],
      [Buffer.from(text, 'latin1'), 'windows-1252'],
    ] as const;
    for (const [bytes, encoding] of cases) {
      const read = table(bytes);
      assert.equal(read.encoding, encoding);
      assert.deepEqual(read.headings, ['name']);
      assert.deepEqual(fieldsOf(read), [['José']]);
    }
  });

  it('finds the separator in the headings, not in quoted ones', () => {
    for (const separator of separators) {
      const read = table(`"x,y;z"${separator}b\n1${separator}2\n`);
      assert.equal(read.separator, separator);
      assert.deepEqual(fieldsOf(read), [['1', '2']]);
    }
  });

  it('takes names that objects hold already as plain headings', () => {
    assert.deepEqual(table('__proto__,constructor\n1,2\n').headings, ['__proto__', 'constructor']);
  });

  it('refuses what is no table, with the line', () => {
    assert.equal(refusal(''), '1: the file is empty');
    assert.equal(refusal('\n\n'), '1: the file is empty');
    assert.equal(refusal('a,,c\n'), '1: column 2 has no heading');
    assert.equal(refusal('\na,b,a\n'), '2: two columns have the heading "a"');
    assert.equal(refusal(Buffer.from([0x50, 0x4b, 0, 0])), '1: the file is not text');
    assert.match(refusal('"a,b\n1,2\n'), /^1: opens a quote/);
  });

  it('refuses what is beyond its limits', () => {
    const tight = { bytes: 100, rows: 2, columns: 3, rowCharacters: 30 };
    assert.equal(refusal('a'.repeat(101), tight), '1: the file is larger than 100 bytes');
    assert.equal(refusal('a\n1\n2\n3\n', tight), '4: the file has more than 2 rows');
    assert.equal(refusal('a,b,c,d\n', tight), '1: has more than 3 columns');
    const long = readCsv(Buffer.from(`a\n1\n${'2'.repeat(40)}\n`), tight);
    assert.ok('table' in long);
    assert.equal(long.table.problems[0]?.line, 3);
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readCsv(bytes)));
    const odd = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', '\uFEFF', ';') });
    fc.assert(fc.property(odd, (text) => void readCsv(Buffer.from(text))));
  });
});

describe('writing comma-separated text', () => {
  it('is read back as it was, but for what would run as a formula', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', '\n', ';', 'é', '1') });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1 });
    fc.assert(
      fc.property(rows, (written) => {
        const read = table(writeCsv(['one', 'two'], written));
        assert.deepEqual(fieldsOf(read), written);
      }),
    );
  });

  it('lets no text run as a formula, and leaves numbers alone', () => {
    const text = writeCsv(
      ['a', 'b'],
      [
        ['=1+1', -2],
        ['@SUM(A1)', 3],
        ['+1 617 555 0100', null],
      ],
    );
    assert.deepEqual(fieldsOf(table(text)), [
      ["'=1+1", '-2'],
      ["'@SUM(A1)", '3'],
      ["'+1 617 555 0100", ''],
    ]);
  });
});

const spectrum = findCorpus('csv/csv-spectrum');
describe('csv-spectrum', { skip: spectrum === null && 'the corpora are not here' }, () => {
  const names = spectrum === null ? [] : readdirSync(`${spectrum}/csvs`);
  for (const name of names)
    it(`reads ${name} as its JSON says`, () => {
      const { headings, rows } = table(readFileSync(`${spectrum}/csvs/${name}`));
      const read = rows.map(({ fields }) =>
        Object.fromEntries(headings.map((heading, at) => [heading, fields[at] ?? ''])),
      );
      assert.deepEqual(read.map(comparable), expected(name).map(comparable));
    });

  function expected(name: string): Record<string, string>[] {
    const file = `${spectrum}/json/${name.replace('.csv', '.json')}`;
    const json = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    return Array.isArray(json) ? (json as Record<string, string>[]) : [json];
  }

  // The corpus was checked out with LF only, and the telephone number of its coordinates was replaced in the CSV.
  function comparable(row: Record<string, string>): Record<string, string> {
    const entries = Object.entries(row).filter(([heading]) => heading !== 'Contact Phone Number');
    return Object.fromEntries(
      entries.map(([heading, text]) => [heading, text.replaceAll('\r\n', '\n')]),
    );
  }
});
