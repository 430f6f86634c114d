import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ClinicSettings, ClinicTexts, SettingDraft } from '#contract/clinic-settings';
import { Clock } from '../../platform/clock';
import { dialogAct } from '../../platform/dialog-act';
import { localDateOf } from '../../platform/wall-time';
import { ClinicApi } from '../clinic-api';
import { DraftLine } from '../draft-line/draft-line';

type Language = keyof ClinicTexts['arrival'];

/** What patients read from the clinic: as it is, as it is proposed, and how it will look. */
@Component({
  selector: 'app-texts-section',
  imports: [DraftLine, MatButton],
  templateUrl: './texts-section.html',
  styleUrl: './texts-section.scss',
})
export class TextsSection {
  readonly settings = input.required<ClinicSettings>();
  readonly names = input.required<ReadonlyMap<string, string>>();
  readonly changed = output();

  readonly #api = inject(ClinicApi);
  readonly #clock = inject(Clock);

  protected readonly act = dialogAct();
  protected readonly languages: readonly { code: Language; name: string }[] = [
    { code: 'en', name: 'English' },
    { code: 'es', name: 'Spanish' },
  ];
  protected readonly isDrafting = signal(false);
  protected readonly typed = linkedSignal<ClinicTexts['arrival']>(
    () => this.settings().texts.arrival,
  );
  protected readonly today = computed(() =>
    localDateOf(this.#clock.now(), this.settings().details.value.zone),
  );
  protected readonly effectiveOn = linkedSignal(() => this.today());
  protected readonly open = computed(() =>
    this.settings().drafts.find(
      ({ proposal, status }) =>
        proposal.setting === 'texts' && (status === 'draft' || status === 'approved'),
    ),
  );

  protected proposed({ proposal }: SettingDraft): ClinicTexts['arrival'] | null {
    return proposal.setting === 'texts' ? proposal.value.arrival : null;
  }

  protected type(language: Language, event: Event): void {
    const { value } = event.target as HTMLTextAreaElement;
    this.typed.update((typed) => ({ ...typed, [language]: value }));
  }

  protected chooseDate(event: Event): void {
    this.effectiveOn.set((event.target as HTMLInputElement).value);
  }

  protected async propose(event: Event): Promise<void> {
    event.preventDefault();
    const { clinicId } = this.settings();
    const body = {
      clinicId,
      proposal: { setting: 'texts' as const, value: { arrival: this.typed() } },
      effectiveOn: this.effectiveOn(),
    };
    if (!(await this.act.send(body, (wish, id) => this.#api.draft(wish, id)))) return;
    this.isDrafting.set(false);
    this.changed.emit();
  }
}
