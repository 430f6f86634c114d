// Escapes of HL7: `\F\` for a field separator, `\.br\` for a line end, `\X0D\` for bytes.
import { decodedAs } from './charsets.ts';
import type { Hl7Syntax } from './message.ts';

/** The text that is meant. What is no escape that we know stays as it was written, so that nothing is lost. */
export function unescapeText(raw: string, { delimiters, charset }: Hl7Syntax): string {
  const mark = delimiters.escape;
  if (mark === null || !raw.includes(mark)) return raw;
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const start = raw.indexOf(mark, at);
    const end = start < 0 ? -1 : raw.indexOf(mark, start + 1);
    if (end < 0) break;
    const meant = meaningOf(raw.slice(start + 1, end), { delimiters, charset });
    // Only the first mark is passed over where nothing is meant: the second may begin an escape.
    parts.push(raw.slice(at, start), meant ?? raw.slice(start, end));
    at = meant === null ? end : end + 1;
  }
  parts.push(raw.slice(at));
  return parts.join('');
}

function meaningOf(escape: string, { delimiters, charset }: Hl7Syntax): string | null {
  const { field, component, subcomponent, repetition, truncation } = delimiters;
  switch (escape) {
    case 'F':
      return field;
    case 'S':
      return component;
    case 'T':
      return subcomponent ?? '&';
    case 'R':
      return repetition;
    case 'E':
      return delimiters.escape;
    case 'P':
      return truncation;
    // Highlighting begins and ends; the text is the same.
    case 'H':
    case 'N':
      return '';
    default:
      return escape.startsWith('X') ? bytesMeant(escape, charset) : formatMeant(escape);
  }
}

const hex = /^X((?:[0-9A-Fa-f]{2}){1,64})$/;

function bytesMeant(escape: string, charset: string): string | null {
  const digits = hex.exec(escape)?.[1];
  if (digits === undefined) return null;
  const bytes = Buffer.from(digits, 'hex');
  const text = (decodedAs(bytes, charset) ?? decodedAs(bytes, 'windows-1252'))?.text ?? '';
  // A NUL is no character of a text, and the database keeps none.
  return text.replaceAll('\0', '\uFFFD').replaceAll(/\r\n?/g, '\n');
}

const format = /^\.(br|sp|ce|in|ti|sk|fi|nf)([+-]?\d{0,3})$/;
const mostLines = 20;

/** Commands of formatted text as far as they break lines; indents and fillings say nothing. */
function formatMeant(escape: string): string | null {
  const [, command, count = ''] = format.exec(escape) ?? [];
  switch (command) {
    case undefined:
      return null;
    case 'br':
    case 'ce':
      return '\n';
    case 'sp':
      return '\n'.repeat(Math.min(Math.max(Number(count || '1') || 1, 1), mostLines));
    case 'sk':
      return ' '.repeat(Math.min(Math.max(Number(count || '1') || 1, 1), mostLines));
    default:
      return '';
  }
}

/** What a field, a component or a part of it has to say so that it is read as `text`. */
export function escapeText(text: string, { delimiters }: Hl7Syntax): string {
  const { field, component, subcomponent, repetition, escape } = delimiters;
  if (escape === null) return text;
  const named = new Map([
    [escape, 'E'],
    [field, 'F'],
    [component, 'S'],
    [repetition, 'R'],
    [subcomponent ?? '&', 'T'],
    ['\n', '.br'],
    ['\r', 'X0D'],
  ]);
  return Array.from(text, (character) => {
    const name = named.get(character);
    return name === undefined ? character : `${escape}${name}${escape}`;
  }).join('');
}
