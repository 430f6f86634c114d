import { Component, input, model } from '@angular/core';
import { listName } from '#contract/patients';
import type { Provider } from '#contract/staff';

/** Who answers an e-visit, and by the end of which day. */
@Component({
  selector: 'app-e-visit-fields',
  templateUrl: './e-visit-fields.html',
  styleUrl: './e-visit-fields.scss',
})
export class EVisitFields {
  readonly providers = input.required<readonly Provider[]>();
  readonly providerId = model.required<string>();
  readonly date = model.required<string>();

  protected readonly nameOf = listName;
}
