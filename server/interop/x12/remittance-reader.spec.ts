import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  given835,
  givenBpr,
  givenHeading,
  givenTransaction,
  givenVisit,
  read835,
} from './given-835.ts';
import { readRemittances, RemittanceReader } from './remittance-reader.ts';
import { usualX12Limits } from './read-segments.ts';

/** The visit with something else in place of the segment that begins so. */
function visitWith(begin: string, ...instead: string[]): string[] {
  const at = givenVisit.findIndex((each) => each.startsWith(begin));
  assert.ok(at >= 0, begin);
  return givenVisit.toSpliced(at, 1, ...instead);
}

function refusalOf(text: string): string {
  const { ends } = read835(text);
  const verdict = ends[0]?.verdict;
  assert.equal(verdict?.kind, 'refused');
  return verdict.problem.reason;
}

describe('a remittance', () => {
  it('says what is paid, how, by whom and to whom', () => {
    const { remittances, problems, ends } = read835(given835());
    assert.deepEqual(problems, []);
    const [remittance] = remittances;
    assert.ok(remittance);
    const { envelope, ...rest } = remittance;
    assert.deepEqual(rest, {
      ...{ segment: 3, control: '0001', version: '005010X221A1' },
      payment: {
        ...{ segment: 4, amount: 12_500, handling: 'I', method: 'ACH', date: '2026-11-25' },
      },
      trace: { number: 'EFT-4711', payer: '1512345678' },
      productionDate: '2026-11-22',
      payer: {
        ...{ name: 'HARBOR HEALTH', id: 'HH001' },
        references: [{ kind: '2U', value: 'HH001' }],
      },
      payee: {
        ...{ name: 'DAYSHEET CLINICS', npi: '1999999984', taxId: '042103580' },
        references: [{ kind: 'TJ', value: '042103580' }],
      },
      references: [],
    });
    assert.equal(envelope.interchangeControl, '000000077');
    assert.deepEqual(ends, [
      { segment: 32, control: '0001', claims: 1, verdict: { kind: 'balanced' } },
    ]);
  });

  it('has claims with their lines and adjustments', () => {
    const [claim] = read835(given835()).claims;
    assert.ok(claim);
    const { lines, patient, rendering, ...rest } = claim;
    assert.deepEqual(rest, {
      ...{ segment: 15, claimControl: 'CL-1001', status: '1', charge: 20_000, paid: 12_500 },
      ...{ patientResponsibility: 3000, filing: '12', payerControl: 'PCN-1', facility: '11' },
      ...{ frequency: '1', adjustments: [], insured: null, corrected: null, crossover: null },
      ...{ otherPayer: null, remarks: [], quantities: [], references: [] },
      dates: {
        ...{ from: '2026-11-02', to: '2026-11-02', received: '2026-11-05', coverageEnded: null },
      },
      amounts: [{ kind: 'AU', amount: 15_500 }],
    });
    assert.deepEqual(patient, {
      ...{ family: 'QUILL', given: 'ADA', middle: 'M', suffix: '', idKind: 'MI', id: 'MEM-1' },
    });
    assert.equal(rendering?.id, '1999999976');
    assert.deepEqual(lines[0], {
      segment: 21,
      procedure: { kind: 'HC', code: '99213', modifiers: ['25'], text: '' },
      ...{ submitted: null, revenueCode: '', charge: 15_000, paid: 9500, units: '1' },
      ...{ submittedUnits: null, from: '2026-11-02', to: '2026-11-02' },
      ...{ control: 'LINE-1', allowed: 12_500 },
      adjustments: [
        { segment: 23, group: 'CO', reason: '45', amount: 2500, quantity: null },
        { segment: 24, group: 'PR', reason: '3', amount: 3000, quantity: null },
      ],
      ...{ references: [], amounts: [], quantities: [], remarks: [] },
    });
    assert.equal(lines.length, 2);
  });

  it('keeps six reasons of a CAS with their quantities, and refuses a seventh', () => {
    const six = 'CAS*OA*1*1*1*2*2*-2*3*3**4*4**5*5**6*10*.5';
    const [claim] = read835(given835({ claims: [visitWith('CAS*CO*45*25', six)] })).claims;
    assert.deepEqual(
      claim?.lines[0]?.adjustments
        .slice(0, 6)
        .map(({ reason, amount, quantity }) => [...[reason, amount, quantity]]),
      [
        ['1', 100, '1'],
        ['2', 200, '-2'],
        ['3', 300, null],
        ['4', 400, null],
        ['5', 500, null],
        ['6', 1000, '0.5'],
      ],
    );
    const seven = given835({ claims: [visitWith('CAS*CO*45*25', `${six}*7*1`)] });
    assert.equal(refusalOf(seven), 'CAS has more than six reasons');
  });

  it('takes remark codes of claims and lines, what was sent instead, and dates from to', () => {
    const claims = [
      [
        'CLP*CL-2*2*80*0**13*PCN-2',
        'NM1*QC*1*QUILL*ADA',
        'NM1*IL*1*QUILL*BEN****MI*MEM-2',
        'NM1*74*1*QUILL-HART',
        'NM1*TT*2*SECOND HEALTH*****PI*SH',
        'NM1*PR*2*FIRST HEALTH*****PI*FH',
        'NM1*GB*1*SOMEBODY',
        'MIA*0****MA01***************MA02*MA03**N1',
        'MOA***MA130*N5',
        'REF*F8*OLD-1',
        'DTM*036*20261031',
        'QTY*CA*8.00',
        'SVC*HC:99214*80*0**1*HC:99215:GT::::LONG VISIT*2',
        'DTM*150*20261101',
        'DTM*151*20261103',
        'CAS*CO*27*80',
        'REF*0K*POLICY 7',
        'AMT*KH*5',
        'QTY*ZK*1',
        'LQ*HE*N362',
        'LQ*RX*70',
      ],
    ];
    const [claim] = read835(given835({ amount: '0', claims })).claims;
    assert.ok(claim);
    assert.deepEqual(claim.remarks, ['MA01', 'MA02', 'MA03', 'N1', 'MA130', 'N5']);
    assert.equal(claim.insured?.id, 'MEM-2');
    assert.equal(claim.corrected?.family, 'QUILL-HART');
    assert.equal(claim.crossover?.id, 'SH');
    assert.equal(claim.otherPayer?.id, 'FH');
    assert.deepEqual(claim.references, [{ kind: 'F8', value: 'OLD-1' }]);
    assert.deepEqual(claim.quantities, [{ kind: 'CA', count: '8' }]);
    assert.equal(claim.dates.coverageEnded, '2026-10-31');
    const [line] = claim.lines;
    assert.deepEqual(line?.submitted, {
      ...{ kind: 'HC', code: '99215', modifiers: ['GT'], text: 'LONG VISIT' },
    });
    assert.deepEqual([line.from, line.to], ['2026-11-01', '2026-11-03']);
    assert.equal(line.submittedUnits, '2');
    assert.deepEqual(line.remarks, ['N362']);
    assert.deepEqual(line.references, [{ kind: '0K', value: 'POLICY 7' }]);
    assert.deepEqual(line.amounts, [{ kind: 'KH', amount: 500 }]);
    assert.deepEqual(line.quantities, [{ kind: 'ZK', count: '1' }]);
  });

  it('takes money that belongs to no claim', () => {
    const summary = [
      'PLB*1999999984*20261231*WO:PCN-0*40.5*L6:PCN-1*-1.25',
      'PLB*1999999984*20261231*72*10',
    ];
    const { adjustments, ends } = read835(given835({ amount: '75.75', summary }));
    assert.deepEqual(
      adjustments.map(({ reason, reference, amount }) => [reason, reference, amount]),
      [
        ['WO', 'PCN-0', 4050],
        ['L6', 'PCN-1', -125],
        ['72', '', 1000],
      ],
    );
    assert.equal(ends[0]?.verdict.kind, 'balanced');
  });

  it('takes as much of it as there is: nothing of it is held', () => {
    const summary = Array.from({ length: 25_000 }, () => 'PLB*1999999984*20261231*72*0');
    const { adjustments, ends } = read835(given835({ summary }));
    assert.equal(adjustments.length, 25_000);
    assert.equal(ends[0]?.verdict.kind, 'balanced');
  });

  it('is below zero when it is a debit', () => {
    const bpr = givenBpr('20').replace('*C*', '*D*');
    const { remittances } = read835(given835({ bpr }));
    assert.equal(remittances[0]?.payment.amount, -2000);
  });
});

describe('a transaction that cannot be read', () => {
  it('is refused by its end, and those beside it stand', () => {
    const claims = [givenVisit, visitWith('CLP', 'CLP*CL-2*1*2OO*125*30*12*PCN-2')];
    const { ends, claims: read } = read835(given835({ amount: '250', claims }, {}));
    assert.deepEqual(
      ends.map(({ control, claims: count, verdict }) => [control, count, verdict.kind]),
      [
        ['0001', 0, 'refused'],
        ['0002', 1, 'balanced'],
      ],
    );
    assert.equal(read.length, 1);
    const [end] = ends;
    assert.ok(end?.verdict.kind === 'refused');
    assert.deepEqual(end.verdict.problem, {
      ...{ kind: 'refusal', segment: 32, reason: 'CLP03 is no amount' },
    });
  });

  const broken: Record<string, [reason: string, text: string]> = {
    'a claim without a number': [
      'CLP01 is missing',
      given835({ claims: [visitWith('CLP', 'CLP**1*200*125')] }),
    ],
    'a claim without an amount': [
      'CLP04 is missing',
      given835({ claims: [visitWith('CLP', 'CLP*A*1*200')] }),
    ],
    'a line without a procedure': [
      'SVC01 is missing',
      given835({ claims: [visitWith('SVC', 'SVC**150*95')] }),
    ],
    'an adjustment by nobody': [
      'CAS01 is no group of adjustments',
      given835({ claims: [visitWith('CAS', 'CAS*XX*45*25')] }),
    ],
    'an adjustment without a reason': [
      'CAS02 is missing',
      given835({ claims: [visitWith('CAS', 'CAS*CO**25')] }),
    ],
    'an adjustment without an amount': [
      'CAS03 is missing',
      given835({ claims: [visitWith('CAS', 'CAS*CO*45')] }),
    ],
    'an empty adjustment': [
      'CAS has no reason',
      given835({ claims: [visitWith('CAS', 'CAS*CO')] }),
    ],
    'a payment without direction': [
      'BPR03 is neither C nor D',
      given835({ bpr: 'BPR*I*125*X*CHK' }),
    ],
    'two payments': [
      'there is more than one BPR where one is',
      given835({ heading: [givenBpr('125'), ...givenHeading] }),
    ],
    'no payment': ['there is no BPR', given835({ bpr: 'NTE*ADD*NOTHING' })],
    'no trace': ['there is no TRN', given835({ heading: givenHeading.slice(1) })],
    'no payee': ['there is no N1 of the payee', given835({ heading: givenHeading.slice(0, 7) })],
    'another currency': [
      'CUR02 is not USD',
      given835({ heading: ['CUR*PR*CAD', ...givenHeading] }),
    ],
    'a line of no claim': [
      'SVC stands where it does not belong',
      given835({ claims: [['SVC*HC:99213*1*1'], givenVisit] }),
    ],
    'a claim after the summary': [
      'CLP stands where it does not belong',
      given835({ summary: ['PLB*1*20261231*72*0', ...givenVisit] }),
    ],
    'half a pair of a PLB': ['PLB04 is missing', given835({ summary: ['PLB*1*20261231*72'] })],
    'a seventh pair of a PLB': [
      'PLB has more than six pairs',
      given835({ summary: [`PLB*1*20261231${'*72*0'.repeat(7)}`] }),
    ],
    'too many lines': [
      'the claim has more than 999 lines',
      given835({
        claims: [['CLP*A*1*0*0', ...Array.from({ length: 1000 }, () => 'SVC*HC:1*0*0')]],
      }),
    ],
    'too many segments of a claim': [
      'the claim has more than 20000 segments',
      given835({ claims: [['CLP*A*1*0*0', ...Array.from({ length: 20_001 }, () => 'REF*EA*1')]] }),
    ],
    'too many segments of a heading': [
      'the heading has more than 1000 segments',
      given835({ heading: [...givenHeading, ...Array.from({ length: 1000 }, () => 'REF*PQ*1')] }),
    ],
  };
  for (const [name, [reason, text]] of Object.entries(broken))
    it(`because of ${name}`, () => {
      assert.equal(refusalOf(text), reason);
    });

  it('because the file breaks off, and says so from there on', () => {
    const whole = given835({}, {});
    const { ends, claims } = read835(whole.slice(0, whole.lastIndexOf('SVC')));
    assert.deepEqual(
      ends.map(({ verdict }) => verdict.kind),
      ['balanced', 'refused'],
    );
    assert.equal(claims.length, 1);
  });

  it('because the file is refused while it is open', () => {
    const reader = new RemittanceReader({ ...usualX12Limits, segments: 20 });
    const events = [...reader.push(given835()), ...reader.end()];
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['remittance', 'problem', 'end'],
    );
    const end = events.at(-1);
    assert.ok(end?.kind === 'end' && end.end.verdict.kind === 'refused');
    assert.equal(end.end.verdict.problem.reason, 'the file has more than 20 segments');
  });

  it('because it is another transaction', () => {
    const { ends, problems } = read835(given835().replace('ST*835', 'ST*820'));
    assert.deepEqual(ends, []);
    assert.deepEqual(problems, [{ kind: 'refusal', segment: 3, reason: 'ST01 is not 835' }]);
  });
});

describe('what is wrong without harm', () => {
  const odd: Record<string, [reason: string, text: string]> = {
    'a date that is none': [
      'BPR16 is no date',
      given835({ bpr: givenBpr('125').replace('20261125', '20262511') }),
    ],
    'a status that nobody knows': [
      'CLP02 is a status that is not known',
      given835({ claims: [visitWith('CLP', 'CLP*CL-1001*99*200*125*30*12*PCN-1')] }),
    ],
    'a segment out of place': [
      'stands where it does not belong',
      given835({ claims: [visitWith('AMT*AU', 'SBR*P')] }),
    ],
    'a claim under no LX': [
      'the claim stands under no LX',
      given835().replace('LX*1~\n', '').replace('SE*30', 'SE*29'),
    ],
    'lines that are not all of the claim': [
      'the charges of the lines are not that of the claim',
      given835({
        claims: [visitWith('CLP', 'CLP*CL-1001*1*250*125*30*12*PCN-1', 'CAS*OA*23*50')],
      }),
    ],
    'a correction group after 4010': [
      'CAS01 is CR, which ended with 4010',
      given835({ claims: [visitWith('CAS*CO*45*25', 'CAS*CR*45*25')] }),
    ],
    'a payment below zero': ['BPR02 is below zero', given835({ amount: '-125' })],
    'a wrong count': ['SE01 says 99 segments, there are 30', given835().replace('SE*30', 'SE*99')],
  };
  for (const [name, [reason, text]] of Object.entries(odd))
    it(`is reported: ${name}`, () => {
      const { problems, claims, ends } = read835(text);
      assert.deepEqual(
        problems.map((problem) => [problem.kind, problem.reason]),
        [['anomaly', reason]],
      );
      assert.equal(claims.length, 1);
      assert.notEqual(ends[0]?.verdict.kind, 'refused');
    });

  it('is nothing where 4010 knew a correction group', () => {
    const text = given835({ claims: [visitWith('CAS*CO*45*25', 'CAS*CR*45*25')] });
    assert.deepEqual(read835(text.replace('005010X221A1', '004010X091A1')).problems, []);
  });
});

describe('pieces of a file', () => {
  it('say the same wherever they are cut', async () => {
    const second = ['ISA^', ...givenTransaction({})].join('~');
    const text = `${given835({}, { amount: '1' })}${second}`;
    const whole = await all([text]);
    for (const length of [1, 2, 7, 64, 411]) {
      const pieces = [];
      for (let at = 0; at < text.length; at += length) pieces.push(text.slice(at, at + length));
      assert.deepEqual(await all(pieces), whole);
    }
  });

  it('may each declare their own delimiters', () => {
    const other = given835().replaceAll('~\n', '\n').replaceAll('*', '|').replaceAll(':', '>');
    const { ends, claims } = read835(given835() + other);
    assert.deepEqual(
      ends.map(({ verdict }) => verdict.kind),
      ['balanced', 'balanced'],
    );
    assert.deepEqual(claims[1]?.lines[0]?.procedure, claims[0]?.lines[0]?.procedure);
  });
});

async function all(pieces: readonly string[]): Promise<unknown[]> {
  const events: unknown[] = [];
  for await (const event of readRemittances(pieces)) events.push(event);
  return events;
}
