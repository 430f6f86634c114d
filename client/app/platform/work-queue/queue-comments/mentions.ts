// `@` and some letters at the caret name a colleague; what is named in the text is told to them.
import type { Colleague } from '#contract/staff';

/** What is typed after the `@` before the caret; `null` when no name is being typed. */
export function mentionBefore(text: string, caret: number): string | null {
  const found = /(?:^|\s)@([\p{L}' -]{0,30})$/u.exec(text.slice(0, caret));
  return found ? (found[1] ?? '') : null;
}

export function colleaguesLike(colleagues: readonly Colleague[], typed: string): Colleague[] {
  const wanted = typed.trim().toLowerCase();
  return colleagues
    .filter(
      ({ given, family, roles }) =>
        roles.length > 0 &&
        [`${given} ${family}`, family].some((name) => name.toLowerCase().startsWith(wanted)),
    )
    .slice(0, 6);
}

/** The text with the name in the place of what was typed, and where the caret stands then. */
export function withMention(
  text: string,
  caret: number,
  colleague: Colleague,
): { text: string; caret: number } {
  const typed = mentionBefore(text, caret) ?? '';
  const before = `${text.slice(0, caret - typed.length)}${mentionOf(colleague)} `;
  return { text: before + text.slice(caret), caret: before.length };
}

/** Those whose name still stands in the text. */
export function mentionedIn(text: string, colleagues: readonly Colleague[]): string[] {
  return colleagues
    .filter((colleague) => text.includes(`@${mentionOf(colleague)}`))
    .map(({ id }) => id);
}

function mentionOf({ given, family }: Colleague): string {
  return `${given} ${family}`;
}
