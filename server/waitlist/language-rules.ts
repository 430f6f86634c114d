// Languages by their tags and as people write them: pure.
const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** `es-MX` → `es`. */
export function primary(tag: string): string {
  return tag.split('-')[0] ?? tag;
}

export function languageName(tag: string): string {
  return names.of(tag) ?? tag;
}

let known: [code: string, name: string][] | null = null;

/** Of those with two letters: `Spanish interpreter` → `es`. */
export function languagesNamedIn(text: string): string[] {
  known ??= twoLetters().flatMap((code) => {
    const name = names.of(code);
    return name === undefined ? [] : [[code, name.toLowerCase()]];
  });
  const words = text.toLowerCase().split(/[^\p{L}]+/u);
  return known.filter(([, name]) => words.includes(name)).map(([code]) => code);
}

function twoLetters(): string[] {
  const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
  return letters.flatMap((one) => letters.map((other) => one + other));
}
