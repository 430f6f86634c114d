import { Component, computed, inject, input, signal } from '@angular/core';
import type { Presence as Sign } from '#contract/realtime';
import { Presence } from '../../platform/presence';
import { PeopleHere } from '../../ui/people-here/people-here';

const does: Readonly<Record<Sign['mode'], string>> = {
  viewing: 'looks at this too',
  editing: 'changes this',
  moving: 'is moving this',
  gone: 'was here',
};

/** Who else looks at the visit in hand; and tells them that this person does. */
@Component({
  selector: 'app-visit-presence',
  imports: [PeopleHere],
  template: '<app-people-here [people]="people()" />',
})
export class VisitPresence {
  readonly visitId = input.required<string>();

  readonly #presence = inject(Presence);
  readonly #entity = computed(() => `appointment:${this.visitId()}`);
  readonly #others = this.#presence.others(this.#entity);
  protected readonly people = computed(() =>
    this.#others().map(({ staffId, name, mode }) => ({
      staffId,
      isEditing: mode !== 'viewing',
      initials: initialsOfName(name),
      words: `${name} ${does[mode]}`,
    })),
  );

  constructor() {
    this.#presence.tell(this.#entity, signal('viewing' as const));
  }
}

/** `SR` for Sam Rivera. */
function initialsOfName(name: string): string {
  const words = name.split(' ');
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
  return `${first.charAt(0)}${last.charAt(0)}`.toUpperCase();
}
