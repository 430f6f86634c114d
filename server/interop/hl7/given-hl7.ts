// Builders for specs: messages as laboratories write them, our own in every word.

/** Segments joined as the standard wants, the last one ended too. */
export function hl7(lines: readonly string[], end = '\r'): Buffer {
  return Buffer.from(lines.map((line) => `${line}${end}`).join(''), 'utf8');
}

export interface GivenHeader {
  type?: string;
  controlId?: string;
  processing?: string;
  version?: string;
  sender?: string;
  facility?: string;
  acks?: string;
  charset?: string;
}

export function msh(of: GivenHeader = {}): string {
  const { type = 'ORU^R01^ORU_R01', controlId = 'MSG-1', processing = 'P' } = of;
  const { version = '2.5.1', sender = 'VALLEYLAB', facility = 'VALLEY' } = of;
  const { acks = '|', charset = '' } = of;
  const ends = `|||${acks}||${charset}`.replace(/\|+$/, '');
  return (
    `MSH|^~\\&|${sender}|${facility}|DAYSHEET|NORTH|20261123093000-0500||` +
    `${type}|${controlId}|${processing}|${version}${ends}`
  );
}

export const pid =
  'PID|1||MRN-1001^^^NORTH&2.16.840.1.113883.19.1&ISO^MR~998877^^^VALLEY^PI||Quill^Ada^M^^^^L||19850615|F|||12 Mill Rd^Apt 3^Boston^MA^02110^USA||^PRN^PH^^1^617^5550100';

/** A report of two numbers, final, with what the law wants shown. */
export function labReportLines(
  of: GivenHeader & { placer?: string; filler?: string } = {},
): string[] {
  const { placer = 'PLC-1', filler = 'FIL-1' } = of;
  return [
    msh(of),
    pid,
    `ORC|RE|${placer}^DAYSHEET|${filler}^VALLEYLAB|||||||||1999999984^Osei^Nana^^^^MD^^NPI^^^^NPI`,
    `OBR|1|${placer}^DAYSHEET|${filler}^VALLEYLAB|24323-8^Comprehensive metabolic panel^LN|||20261122081500-0500|||||||20261122091000-0500||1999999984^Osei^Nana^^^^MD^^NPI^^^^NPI||||||20261123092500-0500||CH|F`,
    'OBX|1|NM|2823-3^Potassium^LN^K^Kalium^L||4.10|mmol/L^^UCUM|3.5-5.1|N|||F|||20261122081500-0500|||||||||Valley Laboratory^D^^^^CLIA^XX^^^22D0999999|9 Lab Way^^Salem^MA^01970',
    'OBX|2|NM|2345-7^Glucose^LN||412|mg/dL|70-99|HH|||F|||20261122081500-0500',
    'NTE|1|L|Repeated and confirmed.',
  ];
}

export function labReport(of: Parameters<typeof labReportLines>[0] = {}): Buffer {
  return hl7(labReportLines(of));
}
