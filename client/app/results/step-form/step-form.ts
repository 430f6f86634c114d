import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ResultRecord } from '#contract/result-record';
import type { Result } from '#contract/result-report';
import { Session } from '../../platform/session';
import { ShortcutKey } from '../../platform/shortcut-key';
import { StepChooser } from '../../platform/work-queue/step-chooser';
import type { ResultRelease } from '../results-api';
import { resultsShortcuts } from '../results-shortcuts';
import { stepsFor, type StepChoice, type StepName } from '../step-choices';
import { CategorizeFields } from '../steps/categorize-fields';
import { DropFields } from '../steps/drop-fields';
import { HoldFields } from '../steps/hold-fields';
import { InErrorFields } from '../steps/in-error-fields';
import { LaterFields } from '../steps/later-fields';
import { LetterFields } from '../steps/letter-fields';
import { ReleaseFields } from '../steps/release-fields';
import { SignFields } from '../steps/sign-fields';
import { VisitFields } from '../steps/visit-fields';

/** What is done next with a result. A letter chooses, Enter writes; a normal one is signed by its letter alone. */
@Component({
  selector: 'app-step-form',
  imports: [
    CategorizeFields,
    DropFields,
    HoldFields,
    InErrorFields,
    LaterFields,
    LetterFields,
    MatButton,
    ReleaseFields,
    ShortcutKey,
    SignFields,
    VisitFields,
  ],
  templateUrl: './step-form.html',
  styleUrl: './step-form.scss',
  host: { '[class.open]': 'choice() !== null' },
})
export class StepForm extends StepChooser<StepName, StepChoice> {
  readonly result = input.required<Result>();
  /** Who sees it now; `null` while that is not known. */
  readonly release = input.required<ResultRelease | null>();
  readonly record = input.required<ResultRecord | null>();

  readonly #session = inject(Session);
  protected readonly terms = {
    ...{ mostAtFirst: 3, shortcuts: resultsShortcuts, otherStep: 'results.other-step' },
  };
  protected readonly choices = computed(() =>
    stepsFor(this.result(), this.release(), this.#session.grants()),
  );

  protected itemId(): string {
    return this.result().id;
  }

  /** Also after a new version has come: nobody has read it yet. */
  protected override seenAs(): string {
    return `${this.itemId()} ${this.result().number}`;
  }

  protected override choose(name: StepName): void {
    const { isAtOnce } = this.choices().find((each) => each.name === name) ?? {};
    if (isAtOnce !== true) super.choose(name);
    else if (!this.busy()) this.stepped.emit({ decision: 'sign', body: { note: '' } });
  }
}
