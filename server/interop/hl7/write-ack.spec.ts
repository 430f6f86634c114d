import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Message } from 'node-hl7-client';
import { hl7, msh } from './given-hl7.ts';
import { looseHeader, type MessageHeader } from './header.ts';
import type { Hl7Problem } from './hl7-problem.ts';
import { readMessage } from './read-message.ts';
import { ackCodeFor, buildAck } from './write-ack.ts';

const at = '2026-11-23T15:00:00.000Z';

function headerOf(line: string): MessageHeader {
  const read = readMessage(hl7([line]));
  assert.ok(read.kind === 'message');
  return looseHeader(read.message.segments[0]);
}

const problem: Hl7Problem = {
  ...{ segment: 7, field: 'OBX-5', code: 'bad-value', reason: 'OBX-5 is no number' },
};

describe('an acknowledgement', () => {
  it('names the message, turns the parties around and speaks the sender’s version', () => {
    const to = headerOf(msh({ controlId: 'A-1', processing: 'T' }));
    const ack = Buffer.from(buildAck({ to, code: 'AA', problems: [], at, controlId: 'ACK-1' }));
    assert.equal(
      ack.toString(),
      'MSH|^~\\&|DAYSHEET|NORTH|VALLEYLAB|VALLEY|20261123150000+0000||ACK^R01^ACK|ACK-1|T|2.5.1\rMSA|AA|A-1\r',
    );
  });

  it('says what was wrong and where, as an independent reader finds', () => {
    const to = headerOf(msh());
    const ack = Buffer.from(buildAck({ to, code: 'AE', problems: [problem], at, controlId: '1' }));
    const read = new Message({ text: ack.toString() });
    const said = ['MSA.1', 'MSA.2', 'ERR.2.1', 'ERR.2.2', 'ERR.2.3', 'ERR.3.1', 'ERR.4', 'ERR.8'];
    assert.deepEqual(
      said.map((path) => read.get(path).toString()),
      [...['AE', 'MSG-1', 'OBX', '7', '5', '102', 'E', 'Segment 7: OBX-5 is no number']],
    );
  });

  it('says it to older systems where they look for it', () => {
    const to = headerOf(msh({ version: '2.3', type: 'ORU^R01' }));
    const ack = Buffer.from(buildAck({ to, code: 'AE', problems: [problem], at, controlId: '1' }));
    assert.deepEqual(ack.toString().split('\r').slice(1), [
      'MSA|AE|MSG-1|Segment 7: OBX-5 is no number',
      'ERR|OBX^7^5^102&Data type error',
      '',
    ]);
  });

  it('is in the delimiters and the charset of the sender', () => {
    const to = headerOf('MSH@~&#\\@MÜLLER@F@@@@@ORU~R01@MÜ~1@P@2.5@@@@@@8859/1');
    const ack = buildAck({ to, code: 'AA', problems: [], at, controlId: '1' });
    const text = Buffer.from(ack).toString('latin1');
    assert.match(text, /^MSH@~&#\\@@@MÃ\S+LLER@F@/);
    assert.match(text, /@8859\/1\rMSA@AA@MÃ\S+\r$/);
  });

  it('can be given where not even the header could be read', () => {
    const empty: Hl7Problem = { segment: 0, field: null, code: 'empty', reason: 'is empty' };
    const ack = Buffer.from(
      buildAck({ to: null, code: 'AE', problems: [empty], at, controlId: '1' }),
    );
    const read = readMessage(ack);
    assert.equal(read.kind, 'message');
    assert.match(ack.toString(), /\rMSA\|AE\rERR\|\|\|100\^.*\|E\|\|\|\|The message is empty\r$/);
  });

  it('is of the mode that the sender speaks, and not given where none is wanted', () => {
    const cases: [acks: string, ...codes: (string | null)[]][] = [
      ['|', 'AA', 'AE', 'AR'],
      ['AL|NE', 'CA', 'CE', 'CR'],
      ['AL|AL', 'CA', 'CE', 'CR'],
      ['NE|AL', 'AA', 'AE', 'AR'],
      ['|AL', 'AA', 'AE', 'AR'],
      ['ER|NE', null, 'CE', 'CR'],
      ['SU|NE', 'CA', null, null],
      ['NE|NE', null, null, null],
    ];
    for (const [acks, ...codes] of cases) {
      const header = headerOf(msh({ acks }));
      const outcomes = ['accepted', 'error', 'rejected'] as const;
      assert.deepEqual(
        outcomes.map((outcome) => ackCodeFor(header, outcome)),
        codes,
        acks,
      );
    }
  });
});
