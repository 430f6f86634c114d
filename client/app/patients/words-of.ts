/** Codes with their words, in the order of the contract. */
export function wordsOf<K extends string>(
  words: Readonly<Record<K, string>>,
): { code: K; words: string }[] {
  return (Object.keys(words) as K[]).map((code) => ({ code, words: words[code] }));
}
