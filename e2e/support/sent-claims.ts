// What journeys of claims need to stand ready: three claims of one patient, as they were sent, and what the payer says of them.
import { listPayers } from '#contract/payer';
import { httpConsole } from '../../scripts/http-console.ts';
import { openChart } from '../../scripts/open-chart.ts';

export interface SentClaims {
  /** An 837. */
  claims: string;
  /** The 835 that answers it. */
  remittance: string;
  trace: string;
  /** Two lines, denied for two reasons. */
  twice: string;
  /** Denied as bundled; small enough to be appealed without a word of anybody. */
  bundled: string;
  /** Denied, and more than a biller may write off alone. */
  large: string;
}

const birthOn = '1971-04-05';

/** `name` is letters only; numbers are made of it, so that each journey has claims of its own. */
export async function givenSentClaims(url: string, name: string): Promise<SentClaims> {
  const manager = await httpConsole(url, 'clinic-manager');
  const clinicId = manager.me.clinics[0]!.id;
  await openChart(manager, {
    ...{ clinicId, family: name, given: 'Rosa', birthOn, sex: 'female', phone: null },
  });
  const { items } = await manager.call(listPayers, { query: { clinicId } });
  const payer = items.find(
    ({ payerIdentifier, lineOfBusiness }) =>
      payerIdentifier !== null && lineOfBusiness === 'commercial',
  );
  if (!payer) throw new Error('No commercial payer has a number.');
  const family = name.toUpperCase();
  const [twice, bundled, large] = [1, 2, 3].map((n) => `${family.slice(0, 8)}${n}`) as [
    string,
    string,
    string,
  ];
  const claims: SentClaim[] = [
    {
      control: twice,
      lines: [
        { procedure: '99213', charge: 120, denial: '197' },
        { procedure: '80053', charge: 90, denial: '50' },
      ],
    },
    { control: bundled, lines: [{ procedure: '99214', charge: 210, denial: '97' }] },
    {
      control: large,
      lines: [
        { procedure: '93306', charge: 640, denial: '197' },
        { procedure: '99212', charge: 60, denial: null },
      ],
    },
  ];
  const about = { family, payer: payer.name.toUpperCase(), payerNumber: payer.payerIdentifier! };
  return {
    ...{ claims: asSent(claims, about), remittance: asAnswered(claims, about) },
    ...{ trace: `EFT${family}`, twice, bundled, large },
  };
}

interface SentClaim {
  control: string;
  /** Whole dollars; CARC of a denial, `null` = paid. */
  lines: { procedure: string; charge: number; denial: string | null }[];
}

interface About {
  family: string;
  payer: string;
  payerNumber: string;
}

const servedOn = daysAgo(30);
const today = daysAgo(0);

function asSent(claims: readonly SentClaim[], about: About): string {
  const heading = [
    `BHT*0019*00*77*${today}*1405*CH`,
    'NM1*41*2*DAYSHEET CLINIC*****46*DAYSHEET',
    'PER*IC*BILLING*TE*6175550100',
    'NM1*40*2*CLEARING*****46*CLEARING',
    'HL*1**20*1',
    'NM1*85*2*DAYSHEET CLINIC*****XX*1234567893',
    'N3*1 PIER RD',
    'N4*BOSTON*MA*02110',
    'REF*EI*123456789',
    'HL*2*1*22*0',
    'SBR*P*18*******CI',
    `NM1*IL*1*${about.family}*ROSA****MI*W${about.family}`,
    'N3*2 ELM ST',
    'N4*BOSTON*MA*02111',
    `DMG*D8*${birthOn.replaceAll('-', '')}*F`,
    `NM1*PR*2*${about.payer}*****PI*${about.payerNumber}`,
  ];
  const sent = claims.flatMap(({ control, lines }) => [
    `CLM*${control}*${sumOf(lines)}***11:B:1*Y*A*Y*Y`,
    'HI*ABK:E119*ABF:I10',
    ...lines.flatMap(({ procedure, charge }, index) => [
      `LX*${index + 1}`,
      `SV1*HC:${procedure}*${charge}*UN*1***1`,
      `DTP*472*D8*${servedOn}`,
    ]),
  ]);
  return interchange('HC', '837', '005010X222A1', [...heading, ...sent]);
}

function asAnswered(claims: readonly SentClaim[], about: About): string {
  const paid = claims.flatMap(({ lines }) => lines).filter(({ denial }) => denial === null);
  const heading = [
    `BPR*I*${sumOf(paid)}*C*ACH*CCP*01*011000015*DA*1234567*1512345678**01*011000138*DA*98765*${today}`,
    `TRN*1*EFT${about.family}*1512345678`,
    `DTM*405*${today}`,
    `N1*PR*${about.payer}*XV*${about.payerNumber}`,
    'N3*1 HARBOR WAY',
    'N4*BOSTON*MA*02110',
    'PER*BL*PROVIDER LINE*TE*6175550100',
    'N1*PE*DAYSHEET CLINIC*XX*1234567893',
    'LX*1',
  ];
  const said = claims.flatMap(({ control, lines }) => [
    `CLP*${control}*1*${sumOf(lines)}*${sumOf(lines.filter(({ denial }) => denial === null))}*0*12*P${control}*11*1`,
    `NM1*QC*1*${about.family}*ROSA****MI*W${about.family}`,
    `DTM*232*${servedOn}`,
    ...lines.flatMap(({ procedure, charge, denial }) => [
      `SVC*HC:${procedure}*${charge}*${denial === null ? charge : 0}**1`,
      `DTM*472*${servedOn}`,
      ...(denial === null ? [] : [`CAS*CO*${denial}*${charge}`]),
    ]),
  ]);
  return interchange('HP', '835', '005010X221A1', [...heading, ...said]);
}

function interchange(code: string, type: string, version: string, segments: string[]): string {
  const [day, control] = [today.slice(2), String(controlOf(segments)).padStart(9, '0')];
  const begin = type === '837' ? `ST*837*0001*${version}` : 'ST*835*0001';
  return [
    `ISA*00*          *00*          *ZZ*CLEARING       *ZZ*DAYSHEET       *${day}*1405*^*00501*${control}*0*P*:`,
    `GS*${code}*CLEARING*DAYSHEET*${today}*1405*77*X*${version}`,
    begin,
    ...segments,
    `SE*${segments.length + 2}*0001`,
    'GE*1*77',
    `IEA*1*${control}`,
  ]
    .map((segment) => `${segment}~\n`)
    .join('');
}

/** Of its content, so that no two files have the same. */
function controlOf(segments: readonly string[]): number {
  let sum = 7;
  for (const character of segments.join(''))
    sum = (sum * 31 + character.charCodeAt(0)) % 900_000_000;
  return sum + 1;
}

function sumOf(lines: readonly { charge: number }[]): number {
  return lines.reduce((sum, { charge }) => sum + charge, 0);
}

/** `20261123`, of the demo's clock. */
function daysAgo(days: number): string {
  const day = new Date(Date.now() - days * 86_400_000);
  return day.toISOString().slice(0, 10).replaceAll('-', '');
}
