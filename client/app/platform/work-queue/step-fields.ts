/** A step of an item, as its queue names it, with the words of its body. */
export interface Step {
  decision: string;
  body: Readonly<Record<string, unknown>>;
}

/** What was typed, or the first thing that is wrong with it, as a sentence. */
export type Typed<T> = { value: T; fault?: never } | { value?: never; fault: string };

/** The fields of one step. */
export abstract class StepFields {
  abstract read(): Typed<Step>;
}
