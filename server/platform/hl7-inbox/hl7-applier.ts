// What a slice gives so that messages of a type count: the platform brings each of them, once, in a transaction.
import type { Hl7Message } from '../../interop/hl7/message.ts';
import type { Hl7Problem } from '../../interop/hl7/hl7-problem.ts';
import type { Ctx } from '../context.ts';
import type { FileProblem } from '../drop-folder/interface-kind.ts';
import { shownProblem, type Hl7MessageRow } from './hl7-message-row.ts';

/**
 * Called in a system scope of the interface's organization. What it throws undoes whatever it wrote: `MessageRefused`
 * puts the message aside with a reason; anything else is a fault of ours, tried again a few times.
 */
export type Hl7Applier = (
  ctx: Ctx,
  taken: { row: Hl7MessageRow; message: Hl7Message },
) => Promise<void>;

/** By the type and event of MSH-9, e.g. `ORU^R01`; an old system may send the type alone. */
export type Hl7Appliers = Readonly<Record<string, Hl7Applier>>;

/** The message cannot count as it is. Expected, unlike every other error. */
export class MessageRefused extends Error {
  readonly problems: readonly [FileProblem, ...FileProblem[]];

  constructor(first: FileProblem, ...rest: FileProblem[]) {
    super('The message is refused.');
    this.name = 'MessageRefused';
    this.problems = [first, ...rest];
  }

  /** As the codec says what is wrong. */
  static because(problem: Hl7Problem): MessageRefused {
    return new MessageRefused(shownProblem(problem));
  }
}
