/** A step of a result, as its queue names it, with the words of its body. */
export interface Step {
  decision: string;
  body: Readonly<Record<string, unknown>>;
}
