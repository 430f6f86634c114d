// What goes wrong when a name is typed: one letter too few, too many, another one, two the wrong way round; the names in
// another order; accents left out.
import fc from 'fast-check';

export interface Slip {
  kind: 'none' | 'left-out' | 'too-many' | 'another' | 'swapped';
  /** Which word, and where in it. */
  word: number;
  at: number;
  letter: string;
  isTurned: boolean;
  isPlain: boolean;
}

export const anySlip: fc.Arbitrary<Slip> = fc.record({
  kind: fc.constantFrom('none', 'left-out', 'too-many', 'another', 'swapped'),
  word: fc.nat(5),
  at: fc.nat(20),
  letter: fc.constantFrom(...Array.from('abcdefghijklmnopqrstuvwxyz')),
  isTurned: fc.boolean(),
  isPlain: fc.boolean(),
});

export function slipped(name: string, slip: Slip): string {
  const plain = slip.isPlain ? name.normalize('NFD').replace(/\p{M}/gu, '') : name;
  // A hyphen joins two names; whoever types writes it or not.
  const words = plain.normalize('NFC').split(/[\s-]+/);
  const which = slip.word % words.length;
  const typed = words.map((word, place) => (place === which ? slippedWord(word, slip) : word));
  return (slip.isTurned ? typed.toReversed() : typed).join(' ');
}

function slippedWord(word: string, { kind, at, letter }: Slip): string {
  const letters = Array.from(word);
  const place = at % letters.length;
  const [before, after] = [letters.slice(0, place), letters.slice(place + 1)];
  const here = letters[place] ?? '';
  switch (kind) {
    case 'none':
      return word;
    case 'left-out':
      return letters.length > 1 ? [...before, ...after].join('') : word;
    case 'too-many':
      return [...before, letter, here, ...after].join('');
    case 'another':
      return [...before, letter, ...after].join('');
    case 'swapped': {
      const [next = '', ...rest] = after;
      return [...before, next, here, ...rest].join('');
    }
  }
}
