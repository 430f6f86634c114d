import { Component, input, output } from '@angular/core';

const mostTags = 10;

/** The tags of an item. */
@Component({
  selector: 'app-queue-tags',
  templateUrl: './queue-tags.html',
  styleUrl: './queue-tags.scss',
})
export class QueueTags {
  readonly tags = input.required<readonly string[]>();
  readonly mayChange = input(false);
  readonly busy = input(false);
  readonly changed = output<string[]>();

  protected isFull(): boolean {
    return this.tags().length >= mostTags;
  }

  protected add(event: Event): void {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('tag') as HTMLInputElement;
    const tag = field.value.trim();
    if (tag && !this.tags().includes(tag)) this.changed.emit([...this.tags(), tag]);
    field.value = '';
  }

  protected remove(tag: string): void {
    this.changed.emit(this.tags().filter((held) => held !== tag));
  }
}
