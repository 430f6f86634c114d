import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hl7, labReport, labReportLines, msh, pid } from './given-hl7.ts';
import type { LabMessage } from './lab-message.ts';
import { readLabReport } from './read-lab-report.ts';
import { readMessage } from './read-message.ts';

function refusedOrRead(lines: readonly string[] | Buffer) {
  const read = readMessage(Buffer.isBuffer(lines) ? lines : hl7(lines));
  assert.ok(read.kind === 'message');
  return readLabReport(read.message);
}

function report(lines: readonly string[] | Buffer): LabMessage {
  const read = refusedOrRead(lines);
  assert.ok(read.kind === 'read');
  return read.report;
}

const obr = (fields = ''): string => `OBR|1|P-1|F-1|GLU^Glucose^L${fields}`;

describe('a report of a laboratory', () => {
  it('says who, what, when and by whom', () => {
    const { header, patient, reports, anomalies } = report(labReport());
    assert.deepEqual(
      [header.sendingApplication.name, header.sendingFacility.name, header.processing],
      ['VALLEYLAB', 'VALLEY', 'P'],
    );
    assert.deepEqual(patient, {
      identifiers: [
        {
          value: 'MRN-1001',
          authority: 'NORTH',
          authorityId: '2.16.840.1.113883.19.1',
          type: 'MR',
        },
        { value: '998877', authority: 'VALLEY', authorityId: null, type: 'PI' },
      ],
      name: { family: 'Quill', given: 'Ada', middle: 'M', suffix: '' },
      birthDate: '1985-06-15',
      sex: 'F',
      address: {
        line1: '12 Mill Rd',
        line2: 'Apt 3',
        city: 'Boston',
        state: 'MA',
        postalCode: '02110',
        country: 'USA',
      },
      phone: '6175550100',
    });
    const [first] = reports;
    assert.equal(first?.placer?.id, 'PLC-1');
    assert.equal(first.filler?.namespace, 'VALLEYLAB');
    assert.equal(first.service?.id, '24323-8');
    assert.deepEqual([first.section, first.status], ['CH', 'F']);
    assert.deepEqual(
      first.orderedBy.map(({ id, idType, family, credentials }) => [
        id,
        idType,
        family,
        credentials,
      ]),
      [['1999999984', 'NPI', 'Osei', 'MD']],
    );
    assert.equal(first.collectedAt?.instant, '2026-11-22T13:15:00.000Z');
    const [potassium, glucose] = first.observations;
    assert.deepEqual(potassium?.values, [{ kind: 'number', text: '4.10', number: 4.1 }]);
    assert.deepEqual(potassium.code?.alternate, { id: 'K', text: 'Kalium', system: 'L' });
    assert.deepEqual(
      [potassium.unit?.id, potassium.range, potassium.flags],
      ['mmol/L', '3.5-5.1', ['N']],
    );
    assert.deepEqual(
      [potassium.performer?.name, potassium.performer?.id, potassium.performer?.address?.city],
      ['Valley Laboratory', '22D0999999', 'Salem'],
    );
    assert.deepEqual(glucose?.notes, ['Repeated and confirmed.']);
    assert.deepEqual(anomalies, []);
  });

  it('has values of many types', () => {
    const pdf = Buffer.from('%PDF-1.7').toString('base64');
    const values: [string, unknown][] = [
      [
        'SN|x||>^100',
        { kind: 'structured', comparator: '>', first: '100', separator: '', second: '' },
      ],
      [
        'SN|x||^1^:^128',
        { kind: 'structured', comparator: '=', first: '1', separator: ':', second: '128' },
      ],
      [
        'CWE|x||260385009^Negative^SCT',
        {
          kind: 'coded',
          coded: {
            id: '260385009',
            text: 'Negative',
            system: 'SCT',
            alternate: null,
            originalText: null,
          },
        },
      ],
      [
        'IS|x||NEG',
        {
          kind: 'coded',
          coded: { id: 'NEG', text: '', system: '', alternate: null, originalText: null },
        },
      ],
      ['FT|x||one\\.br\\ two \\T\\ three', { kind: 'text', text: 'one\n two & three' }],
      ['ZZ|x||a^b', { kind: 'text', text: 'a^b' }],
      [
        'DT|x||20261122',
        { kind: 'time', time: { local: '2026-11-22', offset: null, instant: null } },
      ],
      ['TM|x||0815', { kind: 'text', text: '0815' }],
      [
        `ED|x||LAB^AP^PDF^Base64^${pdf}`,
        { kind: 'document', type: 'AP', subtype: 'PDF', bytes: Buffer.from('%PDF-1.7') },
      ],
      [
        'ED|x||^AP^PDF^Base64^not base64!',
        { kind: 'document', type: 'AP', subtype: 'PDF', bytes: null },
      ],
      [
        'ED|x||^TEXT^plain^A^a \\F\\ b',
        { kind: 'document', type: 'TEXT', subtype: 'plain', bytes: Buffer.from('a | b') },
      ],
      [
        'RP|x||http://lab.example/1?a=1\\T\\b=2^^IM^JPEG',
        { kind: 'pointer', pointer: 'http://lab.example/1?a=1&b=2', type: 'IM', subtype: 'JPEG' },
      ],
      ['NM|x||""', { kind: 'deleted' }],
    ];
    const { reports, anomalies } = report([
      msh(),
      pid,
      obr(),
      ...values.map(([value], at) => `OBX|${at + 1}|${value}||||||F`),
    ]);
    assert.deepEqual(
      reports[0]?.observations.map(({ values: [value] }) => value),
      values.map(([, value]) => value),
    );
    assert.deepEqual(anomalies, []);
  });

  it('keeps as text what is not of its type, and says where', () => {
    const { reports, anomalies } = report([
      msh(),
      pid,
      obr('|||yesterday'),
      'OBX|1|NM|x||60~see note||||||F',
      'OBX|2|SN|y||"^1^:^3||||||F',
    ]);
    assert.deepEqual(
      reports[0]?.observations.map(({ values }) => values),
      [
        [
          { kind: 'number', text: '60', number: 60 },
          { kind: 'text', text: 'see note' },
        ],
        [{ kind: 'text', text: '"^1^:^3' }],
      ],
    );
    assert.deepEqual(
      anomalies.map(({ segment, field }) => [segment, field]),
      [
        [3, 'OBR-7'],
        [4, 'OBX-5'],
        [5, 'OBX-5'],
      ],
    );
  });

  it('says nothing of a state that is not said', () => {
    const { reports } = report([msh(), pid, obr(), 'OBX|1|NM|x||60||||||F']);
    assert.equal(reports[0]?.status, null);
  });

  it('fills from ORC what OBR leaves away', () => {
    const { reports } = report([
      msh(),
      pid,
      'ORC|RE|P-9|F-9|||||||||77^Osei',
      'NTE|1||Of the order.',
      'OBR|1|||GLU',
      'NTE|1||Of the report.',
      'OBX|1|NM|x||1||||||P',
    ]);
    assert.deepEqual(
      [reports[0]?.placer?.id, reports[0]?.filler?.id, reports[0]?.orderedBy[0]?.id],
      ['P-9', 'F-9', '77'],
    );
    assert.deepEqual(reports[0]?.notes, ['Of the order.', 'Of the report.']);
  });

  it('knows the older source and the newer specimen, and what was found in it', () => {
    const old = report([
      msh({ version: '2.3' }),
      pid,
      `${obr()}|||||||||||BLD&Blood&L^^^L ARM`,
      'OBX|1|NM|x||1||||||F',
    ]);
    assert.deepEqual(
      old.reports[0]?.specimens.map(({ type }) => type?.text),
      ['Blood'],
    );
    const { reports } = report([
      ...[msh(), pid, obr(), 'OBX|1|NM|x||1||||||F'],
      ...[
        'SPM|1|OURS&A^THEIRS&B||119297000^Blood^SCT|||||||||||||202611220815|202611220910',
        'NTE|1||Hemolyzed.',
        'OBX|1|ST|a||asked||||||F',
      ],
    ]);
    const [specimen] = reports[0]!.specimens;
    assert.deepEqual(
      [specimen?.id, specimen?.type?.id, specimen?.collectedAt?.local, specimen?.notes],
      ['THEIRS', '119297000', '2026-11-22T08:15', ['Hemolyzed.']],
    );
    assert.equal(specimen?.observations.length, 1);
    assert.equal(reports[0]!.observations.length, 1);
  });

  it('never takes results for less when SPM stands before them', () => {
    const { reports } = report([msh(), pid, obr(), 'SPM|1||||', 'OBX|1|NM|x||1||||||F']);
    assert.equal(reports[0]?.observations.length, 1);
  });

  it('follows the structures of OUL', () => {
    const r22 = report([
      msh({ type: 'OUL^R22^OUL_R22' }),
      pid,
      'OBX|1|NM|h||1||||||F',
      'SPM|1|^S-1||BLD',
      'OBX|1|NM|s||1||||||F',
      'OBR|1|P-1|F-1|A',
      'ORC|RE|P-2',
      'OBX|1|NM|x||1||||||F',
      'SPM|2|^S-2||UR',
      'OBR|2|||B',
      'OBX|1|NM|y||1||||||F',
      'SPM|3|^S-3||CSF',
      'OBX|1|NM|z||1||||||F',
    ]);
    assert.deepEqual(
      r22.reports.map(({ service, specimens, observations }) => [
        service?.id,
        specimens.map(({ id }) => id),
        observations.length,
      ]),
      [
        ['A', ['S-1'], 1],
        ['B', ['S-2', 'S-3'], 1],
      ],
    );
    assert.equal(r22.others.length, 1);
    const r24 = report([
      msh({ type: 'OUL^R24' }),
      pid,
      'OBR|1|P-1||A',
      'OBX|1|NM|w||1||||||F',
      'SPM|1|^S-1',
      'OBX|1|NM|s||1||||||F',
      'SAC||1',
      'OBX|1|NM|x||1||||||F',
    ]);
    assert.deepEqual(
      r24.reports[0]?.observations.map(({ code }) => code?.id),
      ['w', 'x'],
    );
    assert.deepEqual(
      r24.reports[0].specimens.map(({ observations }) => observations.length),
      [1],
    );
  });

  it('names the report that it goes on', () => {
    const { reports } = report([
      msh(),
      pid,
      `${obr()}${'|'.repeat(22)}600-7&Bacteria&LN^1|||P-0&A^F-0&B`,
    ]);
    assert.deepEqual(
      [
        reports[0]?.parent?.code?.id,
        reports[0]?.parent?.subId,
        reports[0]?.parent?.placer,
        reports[0]?.parent?.filler,
      ],
      ['600-7', '1', 'P-0', 'F-0'],
    );
  });

  it('knows patients by older fields, and messages without an event', () => {
    const { header, patient, notes } = report([
      msh({ type: 'ORU', version: '2.2' }),
      'PID|1|EXT-1||ALT-1|Quill^Ada||1985',
      'NTE|1||Fasted.',
      obr(),
    ]);
    assert.equal(header.event, '');
    assert.deepEqual(
      patient?.identifiers.map(({ value }) => value),
      ['EXT-1', 'ALT-1'],
    );
    assert.equal(patient.birthDate, null);
    assert.deepEqual(notes, ['Fasted.']);
  });

  it('is refused, with the place, where it would have to be guessed', () => {
    const cases: [string, string[]][] = [
      ['missing 0', [msh(), pid]],
      ['bad-count 4', [msh(), pid, obr(), pid, obr()]],
      ['other-type 1 MSH-9', [msh({ type: 'ADT^A01' }), pid]],
      ['other-type 1 MSH-9', [msh({ type: 'ORU^R99' }), pid, obr()]],
      ['missing 1 MSH-10', labReportLines({ controlId: '' })],
      ['missing 1 MSH-9', labReportLines({ type: '' })],
    ];
    for (const [wanted, lines] of cases) {
      const read = refusedOrRead(lines);
      assert.ok(read.kind === 'refused', wanted);
      const { code, segment, field } = read.problem;
      assert.equal(`${code} ${segment}${field === null ? '' : ` ${field}`}`, wanted);
    }
  });
});
