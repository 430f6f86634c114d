import { Component, input } from '@angular/core';
import type { VisitType } from '#contract/availability';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';

/** What the clinic has written down about a visit type: what must be had before it, and what the patient is told. */
@Component({
  selector: 'app-type-notes',
  imports: [SvgIcon],
  templateUrl: './type-notes.html',
  styleUrl: './type-notes.scss',
})
export class TypeNotes {
  readonly type = input.required<Pick<VisitType, 'needsAuthorization' | 'instructions'>>();
}
