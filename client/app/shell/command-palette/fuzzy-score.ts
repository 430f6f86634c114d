/** How well the letters typed fit words: higher is better, `null` = they do not. Letters at the start of a word and
 * letters that follow each other count; some of them must, or everything would fit everything. */
export function fuzzyScore(typed: string, words: string): number | null {
  const wanted = typed.toLowerCase().replace(/\s+/g, '');
  const offered = words.toLowerCase();
  if (wanted === '') return 0;
  let best: number | null = null;
  for (let at = offered.indexOf(wanted.charAt(0)); at >= 0;) {
    const score = scoreFrom(wanted, offered, at);
    if (score !== null && (best === null || score > best)) best = score;
    at = offered.indexOf(wanted.charAt(0), at + 1);
  }
  // Between words that fit alike the shorter ones are meant.
  return best === null || best < leastFor(wanted) ? null : best - words.length / 1000;
}

const atWordStart = 3;
const inARow = 2;

/** A part of a word in one piece is just enough; a letter alone must start a word. */
function leastFor(wanted: string): number {
  return Math.max((wanted.length - 1) * inARow, wanted.length === 1 ? atWordStart : 0);
}

/** Takes for each letter the next one in the row, or else the start of a later word, or else wherever it comes next. */
function scoreFrom(wanted: string, offered: string, from: number): number | null {
  let at = from;
  let score = 0;
  for (let letter = 0; letter < wanted.length; letter += 1) {
    const next = letter === 0 ? from : nextOf(wanted.charAt(letter), offered, at + 1);
    if (next < 0) return null;
    if (startsWord(offered, next)) score += atWordStart;
    else if (letter > 0 && next === at + 1) score += inARow;
    at = next;
  }
  return score;
}

function nextOf(letter: string, offered: string, from: number): number {
  let first = -1;
  for (let at = offered.indexOf(letter, from); at >= 0; at = offered.indexOf(letter, at + 1)) {
    if (at === from && isLetter(offered.charAt(at))) return at;
    if (startsWord(offered, at)) return at;
    if (first < 0) first = at;
  }
  return first;
}

function startsWord(offered: string, at: number): boolean {
  return at === 0 || !isLetter(offered.charAt(at - 1));
}

function isLetter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
