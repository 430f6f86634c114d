// Numbers as they were written. 6.30 says how exactly something was measured; as a number it is 6.3.

/** What stands for a number, by the object or list that holds it and the name there. */
export type ExactNumbers = WeakMap<object, Map<string, string>>;

interface Source {
  source?: string;
}

/** As `JSON.parse`, with the numbers that lose something by it. */
export function parseExactly(text: string): { value: unknown; exact: ExactNumbers } {
  const exact: ExactNumbers = new WeakMap();
  const value: unknown = JSON.parse(text, function keep(
    this: object,
    name: string,
    each: unknown,
    context?: Source,
  ) {
    const source = context?.source;
    if (typeof each === 'number' && source !== undefined && source !== String(each))
      noteText(exact, { holder: this, name, text: source });
    return each;
  } satisfies (this: object, name: string, each: unknown, context?: Source) => unknown);
  return { value, exact };
}

/** As `JSON.stringify`, with the numbers as they are to be written. */
export function stringifyExactly(value: unknown, exact: ExactNumbers): string {
  return JSON.stringify(value, function keep(this: object, name: string, each: unknown) {
    const text = exact.get(this)?.get(name);
    return text === undefined ? each : raw(text);
  });
}

/** How the number that `holder` has under the name was written. */
export function exactText<Name extends string>(
  exact: ExactNumbers,
  holder: Readonly<Partial<Record<Name, unknown>>>,
  name: Name,
): string {
  return exact.get(holder)?.get(name) ?? String(holder[name]);
}

export function noteText(
  exact: ExactNumbers,
  { holder, name, text }: { holder: object; name: string; text: string },
): void {
  exact.set(holder, (exact.get(holder) ?? new Map<string, string>()).set(name, text));
}

/** A number of JSON by its text; the library's types do not know it yet. */
function raw(text: string): unknown {
  return (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON(text);
}
