// The four characters that an interchange declares about itself in its ISA segment.

export interface Delimiters {
  /** Between elements; the fourth character of the file. */
  element: string;
  /** Between repetitions of one element (ISA11); `null` before version 00402, where that place means another thing. */
  repetition: string | null;
  /** Between components of a composite element (ISA16). */
  component: string;
  /** After each segment; a line feed when segments end with their line. */
  terminator: string;
}

/** What most payers write and read. */
export const usualDelimiters: Delimiters = {
  element: '*',
  repetition: '^',
  component: ':',
  terminator: '~',
};

export interface InterchangeHeader {
  delimiters: Delimiters;
  /** ISA01 to ISA16, padding kept. */
  elements: readonly string[];
  /** Where in the text the segment after ISA begins. */
  end: number;
  /** False when elements are not padded to the width that the standard gives them. */
  padded: boolean;
}

const isaElements = 16;
const isaCharacters = 106;
/** A longer first segment is no ISA, however its elements are padded. */
const longestHeader = 400;

/** Reads the ISA segment that begins at `start`; `null` when there is none. Lines may break anywhere inside it. */
export function readHeader(text: string, start: number): InterchangeHeader | null {
  const element = text.charAt(start + 3);
  if (!text.startsWith('ISA', start) || !isDelimiter(element)) return null;
  const elements: string[] = [];
  let current = '';
  let length = 4;
  for (let at = start + 4; at < start + longestHeader && at < text.length; at += 1) {
    const character = text.charAt(at);
    if (elements.length === isaElements - 1 && current !== '')
      return headerOf([...elements, current], { text, element, at, length: length + 1 });
    if (character === '\r' || character === '\n') continue;
    length += 1;
    if (character === element) {
      elements.push(current);
      current = '';
    } else current += character;
  }
  return null;
}

function headerOf(
  elements: string[],
  { text, element, at, length }: { text: string; element: string; at: number; length: number },
): InterchangeHeader | null {
  const component = elements[isaElements - 1] ?? '';
  const ends = /\r?\n/y;
  ends.lastIndex = at;
  const lineEnd = ends.exec(text)?.[0];
  const terminator = lineEnd === undefined ? text.charAt(at) : '\n';
  const all = [element, component, terminator];
  if (!isDelimiter(component) || new Set(all).size < all.length) return null;
  if (terminator !== '\n' && !isDelimiter(terminator)) return null;
  return {
    delimiters: { element, repetition: repetitionOf(elements), component, terminator },
    elements,
    end: at + (lineEnd?.length ?? 1),
    padded: length === isaCharacters,
  };
}

/** ISA11 held a code for "U.S. standards" until version 00402 made it the repetition separator. */
function repetitionOf(elements: readonly string[]): string | null {
  const mark = elements[10] ?? '';
  return mark.length === 1 && isDelimiter(mark) && (elements[11] ?? '') >= '00402' ? mark : null;
}

/** Letters, digits, blanks and line ends divide nothing. */
function isDelimiter(character: string): boolean {
  return character.length === 1 && !/[\p{L}\p{N}\s]/u.test(character);
}
