/** A reason not to start, in one sentence for the operator: printed as it is, without a stack. */
export class StartRefused extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'StartRefused';
  }
}
