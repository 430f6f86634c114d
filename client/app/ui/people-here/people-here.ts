import { Component, computed, input } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { SvgIcon } from '../svg-icon/svg-icon';

export interface PersonHere {
  staffId: string;
  initials: string;
  /** Who it is and what they do. */
  words: string;
  isEditing: boolean;
}

const mostShown = 3;

/** Faces of those who look at the same thing; said aloud when somebody comes. */
@Component({
  selector: 'app-people-here',
  imports: [MatTooltip, SvgIcon],
  templateUrl: './people-here.html',
  styleUrl: './people-here.scss',
})
export class PeopleHere {
  readonly people = input.required<readonly PersonHere[]>();

  protected readonly shown = computed(() => this.people().slice(0, mostShown));
  protected readonly more = computed(() => this.people().slice(mostShown));
  protected readonly moreWords = computed(() => wordsOf(this.more()));
  protected readonly words = computed(() => wordsOf(this.people()));
}

function wordsOf(people: readonly PersonHere[]): string {
  return people.map(({ words }) => words).join('; ');
}
