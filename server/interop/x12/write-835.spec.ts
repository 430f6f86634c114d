import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { X12Interchange, X12Parser, type X12Segment } from 'node-x12';
import { any835 } from './given-any-remittance.ts';
import { given835, givenRemittedClaim, read835 } from './given-835.ts';
import { readRemittances, RemittanceReader, type RemittanceEvent } from './remittance-reader.ts';
import { write835, type New835 } from './write-835.ts';

type Written = New835['remittances'];

const envelope = {
  sender: { qualifier: 'ZZ', id: 'HARBOR' },
  receiver: { qualifier: 'ZZ', id: 'DAYSHEET' },
  ...{ control: 77, date: '2026-11-23', time: '14:05', isTest: true },
};

function written(remittances: Written): string {
  const result = write835({ ...envelope, remittances });
  assert.ok('text' in result, JSON.stringify(result));
  return result.text;
}

/** Without what the file gives: the numbers of segments. */
function withoutPlaces(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, each: unknown) => (key === 'segment' ? undefined : each)),
  );
}

function readBack(text: string): unknown {
  const { remittances, claims, adjustments } = read835(text);
  const heads = remittances.map(({ payment, trace, productionDate, payer, payee, references }) => ({
    ...{ payment, trace, productionDate, payer, payee, references },
  }));
  return withoutPlaces({ heads, claims, adjustments });
}

function given(remittances: Written): unknown {
  return withoutPlaces({
    heads: remittances.map(({ remittance }) => remittance),
    claims: remittances.flatMap(({ claims }) => claims),
    adjustments: remittances.flatMap(({ adjustments }) => adjustments),
  });
}

describe('an 835 of ours', () => {
  it('is read back as it was given, and is balanced', () => {
    fc.assert(
      fc.property(any835, (remittances) => {
        const text = written(remittances);
        assert.deepEqual(readBack(text), given(remittances));
        const { ends, problems } = read835(text);
        assert.deepEqual(
          ends.map(({ verdict }) => verdict),
          remittances.map(() => ({ kind: 'balanced' })),
        );
        assert.deepEqual(problems, []);
      }),
    );
  });

  it('is not balanced when any one amount is a cent off', () => {
    const changed = fc.tuple(any835, fc.nat(), fc.constantFrom(-1, 1));
    fc.assert(
      fc.property(changed, ([remittances, at, by]) => {
        const places = balancedAmounts(remittances);
        const place = places[at % places.length];
        assert.ok(place);
        const text = written(withCents(remittances, place, by));
        const verdicts = read835(text).ends.map(({ verdict }) => verdict.kind);
        assert.equal(verdicts.filter((kind) => kind === 'held').length, 1, place.join('.'));
      }),
    );
  });

  it('says the same wherever its text is cut', async () => {
    const cut = fc.tuple(any835, fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }));
    await fc.assert(
      fc.asyncProperty(cut, async ([remittances, lengths]) => {
        const text = written(remittances);
        const pieces: string[] = [];
        for (let at = 0; at < text.length; at += pieces.at(-1)?.length ?? 1)
          pieces.push(text.slice(at, at + (lengths[pieces.length % lengths.length] ?? 1)));
        const events: RemittanceEvent[] = [];
        for await (const event of readRemittances(pieces)) events.push(event);
        const reader = new RemittanceReader();
        assert.deepEqual(events, [...reader.push(text), ...reader.end()]);
      }),
    );
  });

  it('is never taken silently when it is broken', () => {
    const breaks = fc.array(
      fc.record({
        at: fc.nat(),
        length: fc.nat({ max: 40 }),
        text: fc.string({
          unit: fc.constantFrom(...Array.from('~*:^\n\r 09-.AISAZ')),
          maxLength: 12,
        }),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(any835, breaks, (remittances, all) => {
        let text = written(remittances);
        for (const { at, length, text: instead } of all) {
          const from = at % text.length;
          text = text.slice(0, from) + instead + text.slice(from + length);
        }
        const { remittances: heads, ends, problems } = read835(text);
        // Each that began has its end, and a file of which nothing is left says why.
        assert.ok(ends.length >= heads.length);
        assert.ok(ends.length > 0 || problems.length > 0);
      }),
      { numRuns: 400 },
    );
  });

  it('names what cannot be written, and is not', () => {
    const [remittance] = read835(given835()).remittances;
    assert.ok(remittance);
    const claims = [givenRemittedClaim({ claimControl: 'A*B' })];
    assert.deepEqual(
      write835({ ...envelope, remittances: [{ remittance, claims, adjustments: [] }] }),
      {
        refused: ['CLP01 holds a separator'],
      },
    );
  });
});

type Place = readonly (string | number)[];

/** Every amount that has to add up, by its path. CLP03 does so only where no line says it again. */
function balancedAmounts(remittances: Written): Place[] {
  return remittances.flatMap(({ claims, adjustments }, at) => [
    [at, 'remittance', 'payment', 'amount'],
    ...adjustments.map((_, index) => [at, 'adjustments', index, 'amount']),
    ...claims.flatMap((claim, number) => {
      const path = [at, 'claims', number];
      return [
        [...path, 'charge'],
        [...path, 'paid'],
        ...claim.adjustments.map((_, index) => [...path, 'adjustments', index, 'amount']),
        ...claim.lines.flatMap((line, index) => [
          [...path, 'lines', index, 'charge'],
          [...path, 'lines', index, 'paid'],
          ...line.adjustments.map((_, each) => [
            ...[...path, 'lines', index, 'adjustments', each, 'amount'],
          ]),
        ]),
      ];
    }),
  ]);
}

function withCents(remittances: Written, place: Place, by: number): Written {
  const copy: unknown = structuredClone(remittances);
  const [last, ...path] = place.toReversed();
  let into = copy as Record<string | number, unknown>;
  for (const key of path.toReversed()) into = into[key] as Record<string | number, unknown>;
  into[last ?? ''] = (into[last ?? ''] as number) + by;
  return copy as Written;
}

describe('an independent reader', () => {
  const value = (segment: X12Segment, at: number): string => segment.elements[at - 1]?.value ?? '';

  it('finds the same claims, amounts and counts', () => {
    fc.assert(
      fc.property(any835, (remittances) => {
        const interchange = new X12Parser(true).parse(written(remittances));
        assert.ok(interchange instanceof X12Interchange);
        const transactions = interchange.functionalGroups[0]?.transactions ?? [];
        assert.equal(transactions.length, remittances.length);
        for (const [at, { claims, remittance }] of remittances.entries()) {
          const segments = transactions[at]?.segments ?? [];
          const amount = segments.find(({ tag }) => tag === 'BPR');
          assert.ok(amount);
          assert.equal(
            Math.round(Number(value(amount, 2)) * 100),
            Math.abs(remittance.payment.amount),
            'BPR02',
          );
          assert.deepEqual(
            segments.filter(({ tag }) => tag === 'CLP').map((clp) => value(clp, 1)),
            claims.map(({ claimControl }) => claimControl),
          );
          assert.equal(
            segments.filter(({ tag }) => tag === 'SVC').length,
            claims.reduce((sum, { lines }) => sum + lines.length, 0),
          );
        }
      }),
    );
  });
});
