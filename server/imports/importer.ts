// What each subject of an import brings: how its lines are judged, and how what was judged good is written.
import type { Permission } from '#contract/permission';
import type { Ctx } from '../platform/context.ts';
import type { Outcome, ReadyLine, Verdict } from './imports-repository.ts';
import type { ImportRow, LineProblem, StagedLine } from './imports-view.ts';

export interface Importer {
  /** What the slice asks of whoever writes, besides `import:run`. */
  readonly needs: Permission;
  /** Judges the whole file: lines are weighed against each other, too. Writes nothing. */
  judge(ctx: Ctx, run: ImportRow, lines: readonly StagedLine[]): Promise<Verdict[]>;
  /** Writes a batch through the use cases of the slice; what has changed since the check is an outcome, too. */
  write(ctx: Ctx, run: ImportRow, lines: readonly ReadyLine[]): Promise<Outcome[]>;
}

/** One line being judged: asks for fields, remembers what is wrong. */
export class LineReader {
  readonly problems: LineProblem[] = [];
  readonly warnings: LineProblem[] = [];
  readonly #fields: Readonly<Record<string, string>>;

  constructor({ fields }: StagedLine) {
    this.#fields = fields;
  }

  has(field: string): boolean {
    return this.text(field) !== '';
  }

  text(field: string): string {
    return (this.#fields[field] ?? '').trim();
  }

  /** What `read` makes of a needed field; the line has a problem when nothing. */
  needed<T>(field: string, read: (text: string) => T | null): T | null {
    const value = this.has(field) ? read(this.text(field)) : null;
    if (value === null) this.fail(field, this.has(field) ? 'bad-value' : 'missing-value');
    return value;
  }

  /** What `read` makes of a field without which the line is worth having, too. */
  optional<T>(field: string, read: (text: string) => T | null): T | null {
    if (!this.has(field)) return null;
    const value = read(this.text(field));
    if (value === null) this.warnings.push({ field, code: 'value-left-out' });
    return value;
  }

  /** What `read` makes of a field that may be left empty, and may not be wrong. */
  strict<T>(field: string, read: (text: string) => T | null): T | null {
    return this.has(field) ? this.needed(field, read) : null;
  }

  /** Whom or what a needed field names, among those that are known. */
  known<T>(
    field: string,
    find: (text: string) => T | undefined,
    code: LineProblem['code'],
  ): T | null {
    if (!this.has(field)) return this.needed(field, () => null);
    const found = find(this.text(field));
    if (found === undefined) this.fail(field, code);
    return found ?? null;
  }

  /** Everything that is wrong with a line that is refused: what it could come without, too. */
  get faults(): LineProblem[] {
    if (this.problems.length === 0) return [];
    const alike = this.warnings.map(({ field }): LineProblem => ({ field, code: 'bad-value' }));
    return [...this.problems, ...alike];
  }

  fail(field: string, code: LineProblem['code']): void {
    this.problems.push({ field, code });
  }
}

export function refusedLine(line: number, problems: readonly LineProblem[]): Verdict {
  return { line, state: 'refused', plan: null, problems, warnings: [] };
}

export function readyLine(
  line: number,
  plan: unknown,
  warnings: readonly LineProblem[] = [],
): Verdict {
  return { line, state: 'ready', plan, problems: [], warnings };
}

export function unchangedLine(line: number): Verdict {
  return { line, state: 'unchanged', plan: null, problems: [], warnings: [] };
}

/** A text of at most so many characters that can be stored and shown. */
export function wordsUpTo(max: number): (text: string) => string | null {
  return (text) =>
    text.length <= max && !/[\p{Cc}\uFFFD]/u.test(text) && text.isWellFormed() ? text : null;
}
