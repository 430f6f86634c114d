import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { given271, givenIsa, givenReceiver, givenSource, givenSubscriber } from './given-x12.ts';
import { readSegments, usualX12Limits } from './read-segments.ts';
import { readX12, type X12File } from './read-transactions.ts';
import { segmentText } from './segment.ts';

const body = [...givenSource, ...givenReceiver, ...givenSubscriber, 'EB*1**30^98'];
const file = given271(body);

function faults({ problems }: X12File): string[] {
  return problems.map(({ segment, kind, reason }) => `${segment} ${kind}: ${reason}`);
}

/** What a file says, however it is laid out. */
function said(text: string): string[][] {
  return readX12(text).transactions.map(({ segments }) =>
    segments.map(({ id, elements }) => [id, ...elements].join('*')),
  );
}

describe('reading an X12 file', () => {
  it('knows transactions with the envelope that they came in', () => {
    const { transactions, problems } = readX12(file);
    assert.deepEqual(problems, []);
    const [transaction] = transactions;
    assert.equal(transactions.length, 1);
    assert.equal(transaction?.type, '271');
    assert.equal(transaction.control, '0001');
    assert.equal(transaction.version, '005010X279A1');
    assert.deepEqual(transaction.envelope, {
      delimiters: { element: '*', repetition: '^', component: ':', terminator: '~' },
      sender: 'DAYSHEET',
      receiver: 'PAYER',
      interchangeControl: '000000042',
      isTest: true,
      groupControl: '42',
      version: '005010X279A1',
    });
  });

  it('reads the same from every legal layout', () => {
    const lines = file.replaceAll('~', '~\r\n');
    const layouts = {
      lines,
      indented: lines.replaceAll('\n', '\n\t  '),
      'lines without a mark': file.replaceAll('~', '\n'),
      'lines of another system': file.replaceAll('~', '\r\n'),
      'a byte order mark': `\uFEFF${file}`,
      'wrapped at 80 columns': file.replaceAll(/.{80}/g, '$&\n'),
      'without the last mark': file.slice(0, -1),
    };
    for (const [name, text] of Object.entries(layouts)) {
      assert.deepEqual(faults(readX12(text)), [], name);
      assert.deepEqual(said(text), said(file), name);
    }
    assert.deepEqual(said(file.replaceAll('*', '|')), said(file));
  });

  it('takes an ISA whose padding was lost, and says so', () => {
    const read = readX12(file.replaceAll(/ +\*/g, '*'));
    assert.deepEqual(faults(read), ['1 anomaly: ISA is not 106 characters wide']);
    assert.equal(read.transactions[0]?.envelope.sender, 'DAYSHEET');
  });

  it('knows no repetition where ISA11 is the code of 004010', () => {
    const { transactions } = readX12(file.replace('*^*00501*', '*U*00401*'));
    assert.equal(transactions[0]?.envelope.delimiters.repetition, null);
  });

  it('reads several interchanges, each with its own separators', () => {
    const second = file.replaceAll('*', '|').replaceAll('~', "'");
    assert.deepEqual(said(`${file}\n${second}`), [...said(file), ...said(file)]);
  });

  it('reports wrong counts and control numbers with their segment', () => {
    const broken = file
      .replace('SE*15*0001', 'SE*22*0002')
      .replace('GE*1*42', 'GE*3*43')
      .replace('IEA*1*000000042', 'IEA*x*000000041');
    const read = readX12(broken);
    assert.equal(read.transactions.length, 1);
    assert.deepEqual(faults(read), [
      '17 anomaly: SE01 says 22 segments, there are 15',
      '17 anomaly: SE02 differs from ST02',
      '18 anomaly: GE01 says 3 ST, there are 1',
      '18 anomaly: GE02 differs from GS06',
      '19 anomaly: IEA01 is no number',
      '19 anomaly: IEA02 differs from ISA13',
    ]);
  });

  it('gives no transaction that was cut off, and says what is open', () => {
    const read = readX12(file.slice(0, file.indexOf('EB*1') + 3));
    assert.deepEqual(read.transactions, []);
    assert.deepEqual(faults(read), [
      '16 anomaly: the file ends before this segment does',
      '16 refusal: ST of segment 3 has no SE',
      '16 anomaly: GS of segment 2 has no GE',
      '16 anomaly: ISA of segment 1 has no IEA',
    ]);
  });

  it('refuses what is no X12 in a sentence', () => {
    assert.deepEqual(faults(readX12('')), ['0 refusal: the file is empty']);
    assert.deepEqual(faults(readX12('\uFEFF \r\n')), ['0 refusal: the file is empty']);
    const noIsa = ['1 refusal: does not begin with a whole ISA segment'];
    for (const text of [
      '%PDF-1.4',
      'ISA',
      'ISA*00*',
      file.toLowerCase(),
      file.slice(givenIsa.length),
    ])
      assert.deepEqual(faults(readX12(text)), noIsa);
  });

  it('stops at its limits with the segment that goes beyond', () => {
    const tight = { ...usualX12Limits, segments: 5, segmentCharacters: 120, elements: 20 };
    assert.match(faults(readX12(file, tight)).at(-1) ?? '', /^6 refusal: .* more than 5 segments/);
    const long = file.replace('HL*1', `HL*${'1'.repeat(130)}`);
    assert.match(faults(readX12(long, tight)).at(-1) ?? '', /^5 refusal: is longer than 120/);
    const wide = file.replace('HL*1', `HL${'*'.repeat(25)}`);
    assert.match(
      faults(readX12(wide, tight)).at(-1) ?? '',
      /^5 refusal: has more than 20 elements/,
    );
    const small = { ...tight, characters: 10 };
    assert.match(faults(readX12(file, small)).at(-1) ?? '', /^0 refusal: the file is longer/);
  });

  it('says where a segment has no name and keeps it in its place', () => {
    const read = readX12(file.replace('DTP*346', 'Dtp*346'));
    assert.deepEqual(faults(read), ['15 anomaly: has no name of a segment']);
    assert.equal(read.transactions[0]?.segments.length, 15);
  });

  it('gives back every segment as it was written', () => {
    const text = fc.string({ unit: fc.constantFrom('A', 'b', '7', ' ', '^', ':', '.', 'É', '-') });
    const element = text.filter((each) => each.trim() === each);
    const segment = fc.tuple(fc.constantFrom('NM1', 'EB', 'N3', 'HL'), fc.array(element));
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 30 }), (segments) => {
        const texts = segments.map(([id, elements]) => [id, ...elements].join('*'));
        const read = [...readSegments(`${givenIsa}${texts.map((each) => `${each}~`).join('')}`)];
        const back = read.flatMap((each) =>
          each.kind === 'segment' ? [segmentText(each.segment, each.delimiters)] : [],
        );
        assert.deepEqual(back, [givenIsa.slice(0, -1), ...texts]);
      }),
    );
  });

  it('never throws and names a segment, whatever is done to a file', () => {
    const cut = fc.nat(file.length - 1);
    const noise = fc.string({
      unit: fc.constantFrom('~', '*', 'ISA', 'SE', 'HL*', '\n', '\0', 'é'),
    });
    fc.assert(
      fc.property(cut, cut, noise, (from, to, instead) => {
        const { problems } = readX12(file.slice(0, from) + instead + file.slice(to));
        for (const { segment } of problems) assert.ok(Number.isInteger(segment) && segment >= 0);
      }),
    );
  });
});
