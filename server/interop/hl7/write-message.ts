// The other way: a message that was read is written as it was, but that every segment ends with CR.
import { encodeMessage } from './charsets.ts';
import { encodingCharacters } from './delimiters.ts';
import { escapeText } from './escapes.ts';
import type { Hl7Message, Hl7Segment, Hl7Syntax } from './message.ts';

export function writeMessage({ segments, syntax }: Hl7Message): Uint8Array {
  const lines = segments.map((segment) => `${segmentText(segment)}\r`);
  return encodeMessage(lines.join(''), syntax.charset);
}

function segmentText({ id, fields, syntax }: Hl7Segment): string {
  const { field } = syntax.delimiters;
  const [first = '', ...rest] = fields;
  if (id === 'MSH') return [`MSH${first}${rest[0] ?? ''}`, ...rest.slice(1)].join(field);
  return [id, ...fields].join(field);
}

/** A field of ours: a text, or components, which may be divided once more. */
export type NewField = string | readonly (string | readonly string[])[];

/** Segments of ours: every text is escaped, empty fields at the end are left away. */
export function newMessage(
  syntax: Hl7Syntax,
  header: readonly NewField[],
  segments: readonly (readonly [id: string, ...fields: NewField[]])[],
): Hl7Message {
  const { delimiters } = syntax;
  const written = (fields: readonly NewField[]): string[] =>
    trimmed(fields.map((field) => fieldText(field, syntax)));
  const first = [delimiters.field, encodingCharacters(delimiters), ...written(header)];
  return {
    segments: [
      { number: 1, id: 'MSH', fields: first, syntax },
      ...segments.map(([id, ...fields], at) => ({
        ...{ number: at + 2, id, fields: written(fields), syntax },
      })),
    ],
    syntax,
  };
}

function fieldText(field: NewField, syntax: Hl7Syntax): string {
  const { component, subcomponent } = syntax.delimiters;
  if (typeof field === 'string') return escapeText(field, syntax);
  const components = field.map((part) =>
    typeof part === 'string'
      ? escapeText(part, syntax)
      : trimmed(part.map((text) => escapeText(text, syntax))).join(subcomponent ?? '&'),
  );
  return trimmed(components).join(component);
}

function trimmed(parts: readonly string[]): string[] {
  const last = parts.findLastIndex((part) => part !== '');
  return parts.slice(0, last + 1);
}
