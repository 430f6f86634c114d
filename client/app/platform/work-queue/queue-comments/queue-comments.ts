import {
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Colleague } from '#contract/staff';
import type { WorkComment } from '#contract/work';
import { TimeFormat } from '../../time-format';
import { tellDraft } from '../item-drafts';
import { colleaguesLike, mentionBefore, mentionedIn, withMention } from './mentions';

export interface NewComment {
  text: string;
  mentions: string[];
}

let count = 0;

/** What colleagues wrote about an item, and a box to write in; `@` names somebody. */
@Component({
  selector: 'app-queue-comments',
  imports: [MatButton],
  templateUrl: './queue-comments.html',
  styleUrl: './queue-comments.scss',
})
export class QueueComments {
  readonly itemId = input.required<string>();
  readonly comments = input.required<readonly WorkComment[]>();
  /** Who can be named: those who work the queue here. */
  readonly colleagues = input.required<readonly Colleague[]>();
  readonly nameOf = input.required<(staffId: string) => string>();
  readonly mayWrite = input(false);
  readonly busy = input(false);
  readonly written = output<NewComment>();

  readonly #format = inject(TimeFormat);
  private readonly box = viewChild<ElementRef<HTMLTextAreaElement>>('box');

  protected readonly listId = `app-mentions-${++count}`;
  /** What is typed belongs to one item. */
  protected readonly text = linkedSignal({ source: this.itemId, computation: () => '' });
  readonly #typed = signal<string | null>(null);
  protected readonly found = computed(() => {
    const typed = this.#typed();
    return typed === null ? [] : colleaguesLike(this.colleagues(), typed);
  });
  protected readonly active = linkedSignal({ source: this.found, computation: () => 0 });
  protected readonly lines = computed(() =>
    this.comments().map((comment) => ({
      id: comment.id,
      text: comment.text,
      by: this.nameOf()(comment.authorId),
      at: this.#format.dayAndTime(comment.at),
    })),
  );

  constructor() {
    tellDraft(computed(() => this.text().trim() !== ''));
  }

  focus(): void {
    this.box()?.nativeElement.focus();
  }

  /** It has been kept: the next one begins with nothing. */
  clear(): void {
    this.text.set('');
  }

  protected type(event: Event): void {
    const box = event.target as HTMLTextAreaElement;
    this.text.set(box.value);
    this.#typed.set(mentionBefore(box.value, box.selectionStart));
  }

  protected stopNaming(): void {
    this.#typed.set(null);
  }

  protected key(event: KeyboardEvent): void {
    const found = this.found();
    const isNaming = found.length > 0;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.write();
    else if (isNaming && event.key === 'ArrowDown')
      this.active.update((at) => Math.min(at + 1, found.length - 1));
    else if (isNaming && event.key === 'ArrowUp') this.active.update((at) => Math.max(at - 1, 0));
    else if (isNaming && (event.key === 'Enter' || event.key === 'Tab'))
      this.name(found[this.active()]);
    else if (isNaming && event.key === 'Escape') this.stopNaming();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected name(colleague: Colleague | undefined): void {
    const box = this.box()?.nativeElement;
    if (!box || !colleague) return;
    const { text, caret } = withMention(box.value, box.selectionStart, colleague);
    box.value = text;
    box.setSelectionRange(caret, caret);
    box.focus();
    this.text.set(text);
    this.stopNaming();
  }

  protected write(): void {
    const text = this.text().trim();
    if (!text || this.busy()) return;
    this.written.emit({ text, mentions: mentionedIn(text, this.colleagues()) });
  }
}
