// What somebody means by a text, in English or Spanish: pure, and rather not understood than wrongly.

export const textMeanings = ['comes', 'cannot-come', 'late', 'stop', 'who', 'unreadable'] as const;
export type TextMeaning = (typeof textMeanings)[number];

/** Whole texts, without case, accents and marks. Carriers take every one of the stop words as an opt-out. */
const whole: Readonly<Record<string, TextMeaning>> = {
  ...meaning('stop', 'stop stopall unsubscribe cancel end quit optout revoke alto parar pare baja'),
  ...meaning('comes', 'yes y yep confirm confirmed ok okay si s confirmo vale'),
  ...meaning('cannot-come', 'no n'),
  ...meaning('late', 'late tarde'),
  ...meaning('who', 'help info ayuda'),
};

function meaning(of: TextMeaning, words: string): Record<string, TextMeaning> {
  return Object.fromEntries(words.split(' ').map((word) => [word, of]));
}

/** The first that is found decides: who does not want texts, or cannot come, must not be taken for who does. */
const phrases: readonly [TextMeaning, RegExp][] = [
  [
    'stop',
    /\b(opt out|stop (texting|messages|messaging)|no more (texts|messages)|no mas (mensajes|textos)|dejen de)\b/,
  ],
  [
    'cannot-come',
    /\b(can ?not|cant|wont|will not|not able to|unable to|no puedo|no podre|no voy a) (come|make|be there|attend|ir|venir|asistir|llegar)/,
  ],
  [
    'late',
    /\b(running late|be late|minutes late|min late|llego tarde|voy tarde|llegare tarde|retrasad[oa])\b/,
  ],
  ['who', /\b(who is this|who are you|whos this|quien es|quien habla|quienes son)\b/],
  [
    'comes',
    /\b(i will come|ill come|ill be there|i will be there|see you|voy a ir|ahi estare|alli estare|si voy)\b/,
  ],
];

const longestUnderstood = 80;

export function meaningOf(text: string): TextMeaning {
  const plain = plainWords(text);
  if (Object.hasOwn(whole, plain)) return whole[plain] ?? 'unreadable';
  // A long text says more than one thing: a person reads it.
  if (plain.length > longestUnderstood) return 'unreadable';
  const found = phrases.filter(([, phrase]) => phrase.test(plain)).map(([means]) => means);
  return found[0] ?? 'unreadable';
}

function plainWords(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^a-z0-9 ]+/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim();
}
