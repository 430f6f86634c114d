// A remittance as a file, of as many claims as wanted, in one transaction that balances.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { givenAdjustment, givenLine, givenRemittedClaim } from '../server/interop/x12/given-835.ts';
import { write835 } from '../server/interop/x12/write-835.ts';

const number = 'CLAIM0000000';

/** A visit of four lines with what they commonly carry; some 650 characters. */
const claim = givenRemittedClaim({
  claimControl: number,
  ...{ payerControl: `PCN${number}`, frequency: '1', patientResponsibility: 8000 },
  patient: { family: 'QUILL', given: 'ADA', middle: 'M', suffix: '', idKind: 'MI', id: 'MEM-1' },
  rendering: { kind: 'person', name: 'LEE', given: 'SAM', idKind: 'XX', id: '1999999976' },
  references: [
    { kind: '1L', value: 'GROUP-77' },
    { kind: 'CE', value: 'PPO GOLD' },
  ],
  dates: { from: '2026-11-02', to: '2026-11-03', received: '2026-11-05', coverageEnded: null },
  amounts: [{ kind: 'AU', amount: 48_000 }],
  ...{ charge: 60_000, paid: 40_000 },
  lines: ['99213', '93000', '80053', '36415'].map((code, at) =>
    givenLine({
      procedure: { kind: 'HC', code, modifiers: at === 0 ? ['25'] : [], text: '' },
      ...{ charge: 15_000, paid: 10_000, allowed: 12_000, control: `${number}L${at}` },
      adjustments: [
        givenAdjustment({ amount: 3000 }),
        givenAdjustment({ group: 'PR', reason: '2', amount: 2000 }),
      ],
      remarks: at === 3 ? ['N130'] : [],
    }),
  ),
});

export async function growRemittance(path: string, claims: number): Promise<void> {
  const written = write835({
    sender: { qualifier: 'ZZ', id: 'HARBOR' },
    receiver: { qualifier: 'ZZ', id: 'DAYSHEET' },
    ...{ control: 77, date: '2026-11-23', time: '14:05', isTest: true },
    remittances: [
      {
        remittance: {
          payment: {
            ...{ amount: claims * claim.paid, handling: 'I', method: 'ACH', date: '2026-11-25' },
          },
          trace: { number: 'EFT-4711', payer: '1512345678' },
          productionDate: '2026-11-22',
          payer: { name: 'HARBOR HEALTH', id: 'HH001', references: [] },
          payee: { name: 'DAYSHEET CLINICS', npi: '1999999984', taxId: null, references: [] },
          references: [],
        },
        claims: [claim],
        adjustments: [],
      },
    ],
  });
  if ('refused' in written) throw new Error(written.refused.join(', '));
  const { text } = written;
  const [from, to] = [text.indexOf('CLP*'), text.indexOf('SE*')];
  const one = text.slice(from, to);
  const segments = one.split('~').length - 1;
  const tail = text
    .slice(to)
    .replace(/^SE\*(\d+)/, (_, count) => `SE*${Number(count) + segments * (claims - 1)}`);
  await pipeline(
    Readable.from(pieces(text.slice(0, from), one, tail, claims)),
    createWriteStream(path),
  );
}

function* pieces(head: string, one: string, tail: string, claims: number): Generator<string> {
  let piece = head;
  for (let at = 0; at < claims; at += 1) {
    piece += one.replaceAll(number, `CLAIM${String(at).padStart(7, '0')}`);
    if (piece.length < 1_000_000) continue;
    yield piece;
    piece = '';
  }
  yield piece + tail;
}
