// Acts of weight ask anew who is at the keyboard: one question, however many calls wait for its answer.
import { Service, signal } from '@angular/core';

@Service()
export class IdentityCheck {
  readonly #isAsked = signal(false);
  #question: PromiseWithResolvers<boolean> | null = null;

  readonly isAsked = this.#isAsked.asReadonly();

  /** True once the person has proved who they are; false when they would not. */
  ask(): Promise<boolean> {
    this.#question ??= Promise.withResolvers<boolean>();
    this.#isAsked.set(true);
    return this.#question.promise;
  }

  answer(isThemselves: boolean): void {
    this.#question?.resolve(isThemselves);
    this.#question = null;
    this.#isAsked.set(false);
  }
}
