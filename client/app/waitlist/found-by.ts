/** Whether every word typed stands in the text; accents and capitals aside, in any order, as patients are searched. */
export function isFoundBy(typed: string, text: string): boolean {
  const plain = plainly(text);
  return plainly(typed)
    .split(/\s+/)
    .every((word) => plain.includes(word));
}

function plainly(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
}
