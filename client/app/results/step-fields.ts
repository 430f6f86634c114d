import type { Step } from './step';

/** What was typed, or the first thing that is wrong with it, as a sentence. */
export type Typed<T> = { value: T; fault?: never } | { value?: never; fault: string };

/** The fields of one step. */
export abstract class StepFields {
  abstract read(): Typed<Step>;
}
