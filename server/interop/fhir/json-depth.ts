/** True when objects and lists of a JSON text stand deeper in each other than `most`; counted without recursion. */
export function depthBeyond(text: string, most: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (quoted) {
      if (character === backslash) at += 1;
      else if (character === quote) quoted = false;
    } else if (character === quote) quoted = true;
    else if (character === openBrace || character === openBracket) {
      depth += 1;
      if (depth > most) return true;
    } else if (character === closeBrace || character === closeBracket) depth -= 1;
  }
  return false;
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [
  0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d,
];

/** The same of a value that was read: level by level, without recursion. */
export function isDeeper(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    const holders = level.filter((each) => typeof each === 'object' && each !== null);
    if (holders.length > 0 && depth >= most) return true;
    level = holders.flatMap((each) => Object.values(each) as unknown[]);
  }
  return false;
}
