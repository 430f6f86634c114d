/** How keyboards call the keys that have no letter. */
const written: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** The keys of a shortcut as they are drawn, one after the other. */
export function keysAsWritten(keys: string): string[] {
  return keys === '' ? [] : keys.split(' ').map((key) => written[key] ?? withShift(key));
}

/** A capital letter is easily taken for the small one. */
function withShift(key: string): string {
  return /^\p{Lu}$/u.test(key) ? `Shift+${key}` : key;
}
