// The characters that a message declares about itself in its first segment.

export interface Hl7Delimiters {
  /** Between fields; MSH-1. */
  field: string;
  /** Between the parts of a field; first of MSH-2. */
  component: string;
  /** Between repetitions of a field. */
  repetition: string;
  /** Around escapes; `null` where the message declares none, then nothing in it is escaped. */
  escape: string | null;
  /** Between the parts of a component; `null` where there are none. */
  subcomponent: string | null;
  /** Marks text that was cut off (2.7 and later). */
  truncation: string | null;
}

/** What nearly every system writes. */
export const usualHl7Delimiters: Hl7Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
  truncation: null,
};

/** MSH-2, or its like in FHS and BHS. */
export function encodingCharacters(delimiters: Hl7Delimiters): string {
  const { component, repetition, escape, subcomponent, truncation } = delimiters;
  return [component, repetition, escape, subcomponent, truncation].join('');
}

const headers = /^(?:MSH|FHS|BHS)/;

/** True for the segments whose first field is its own delimiter. */
export function isHeader(line: string): boolean {
  return headers.test(line);
}

/** From `MSH|^~\&|…`; `null` where the characters cannot divide anything, or are the same. */
export function readDelimiters(line: string): Hl7Delimiters | null {
  const field = line.charAt(3);
  if (!isHeader(line) || !isDelimiter(field)) return null;
  const end = line.indexOf(field, 4);
  const characters = line.slice(4, end < 0 ? undefined : end);
  const all = [field, ...Array.from(characters)];
  if (characters.length < 2 || characters.length > 5) return null;
  if (!all.every(isDelimiter) || new Set(all).size < all.length) return null;
  const [component = '', repetition = '', escape, subcomponent, truncation] = characters;
  return {
    field,
    component,
    repetition,
    escape: escape ?? null,
    subcomponent: subcomponent ?? null,
    truncation: truncation ?? null,
  };
}

/** What prints and is neither a letter, a digit nor a blank. */
function isDelimiter(character: string): boolean {
  return /^[!-/:-@[-`{-~]$/.test(character);
}
