// A fee schedule as somebody pastes it: procedure, modifier, amount, one in each line.
import type { Fee } from '#contract/claim-settings';
import { typedCents } from '../../../platform/money-words';

export interface TypedFees {
  fees: Fee[];
  /** Each with the line that it is about; nothing is taken while there is one. */
  problems: string[];
}

const most = 5000;
const mostShown = 20;

export function typedFees(text: string): TypedFees {
  const fees: Fee[] = [];
  const problems: string[] = [];
  const seen = new Map<string, number>();
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const cells = cellsOf(raw);
    if (cells.every((each) => each === '') || (index === 0 && isHeading(cells))) continue;
    const read = feeOf(cells);
    if (typeof read === 'string') {
      problems.push(`Line ${index + 1}: ${read}`);
      continue;
    }
    const key = `${read.procedure}|${read.modifier}`;
    const before = seen.get(key);
    if (before !== undefined) problems.push(`Line ${index + 1}: the same as line ${before}.`);
    else seen.set(key, index + 1);
    fees.push(read);
  }
  if (fees.length > most) problems.push(`${fees.length} fees are more than ${most}.`);
  if (fees.length === 0 && problems.length === 0) problems.push('There is no fee in it.');
  const more = problems.length - mostShown;
  return {
    fees,
    problems: more > 0 ? [...problems.slice(0, mostShown), `And ${more} more.`] : problems,
  };
}

/** An amount with its thousands in quotes is one cell. */
function cellsOf(line: string): string[] {
  const cells = line.match(/("([^"]*)"|[^,;\t]*)([,;\t]|$)/g) ?? [];
  return cells.slice(0, 4).map((cell) =>
    cell
      .replace(/[,;\t]$/, '')
      .replace(/^"|"$/g, '')
      .trim(),
  );
}

function isHeading([first = '', , amount = '']: readonly string[]): boolean {
  return !/\d/.test(first) && !/\d/.test(amount);
}

function feeOf(cells: readonly string[]): Fee | string {
  const [procedure = '', modifier = '', amount = ''] = cells;
  const code = procedure.toUpperCase();
  const mark = modifier.toUpperCase();
  const cents = typedCents(amount);
  if (!/^[A-Z0-9]{3,8}$/.test(code)) return `“${procedure}” is no code of a procedure.`;
  if (!/^([A-Z0-9]{2})?$/.test(mark)) return `“${modifier}” is no modifier of two characters.`;
  if (typeof cents !== 'number') return `“${amount}” is no amount such as 120.50.`;
  return { procedure: code, modifier: mark, cents };
}
