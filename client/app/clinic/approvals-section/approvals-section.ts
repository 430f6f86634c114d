import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { approvers, type Approver, type ClinicSettings } from '#contract/clinic-settings';
import { Clock } from '../../platform/clock';
import { dialogAct } from '../../platform/dialog-act';
import { localDateOf } from '../../platform/wall-time';
import { ClinicApi } from '../clinic-api';
import { DraftLine } from '../draft-line/draft-line';

const approverWords: Record<Approver, string> = {
  'clinic-manager': 'Any other manager of the clinic',
  administrator: 'An administrator',
};

/** Who lets drafts go live. */
@Component({
  selector: 'app-approvals-section',
  imports: [DraftLine, MatButton],
  templateUrl: './approvals-section.html',
  styleUrl: './approvals-section.scss',
})
export class ApprovalsSection {
  readonly settings = input.required<ClinicSettings>();
  readonly names = input.required<ReadonlyMap<string, string>>();
  readonly changed = output();

  readonly #api = inject(ClinicApi);
  readonly #clock = inject(Clock);

  protected readonly act = dialogAct();
  protected readonly approvers = approvers.map((code) => ({ code, words: approverWords[code] }));
  readonly #held = computed(() => this.settings().approvals.texts);
  protected readonly chosen = linkedSignal<Approver>(() => this.#held());
  protected readonly isChanged = computed(() => this.chosen() !== this.#held());
  protected readonly open = computed(() =>
    this.settings().drafts.find(
      ({ proposal, status }) =>
        proposal.setting === 'approvals' && (status === 'draft' || status === 'approved'),
    ),
  );
  protected readonly proposed = computed(() => {
    const proposal = this.open()?.proposal;
    return proposal?.setting === 'approvals' ? approverWords[proposal.value.texts] : '';
  });

  protected choose(event: Event): void {
    this.chosen.set((event.target as HTMLSelectElement).value as Approver);
  }

  protected undo(): void {
    this.chosen.set(this.#held());
  }

  protected async propose(event: Event): Promise<void> {
    event.preventDefault();
    const { clinicId, details } = this.settings();
    const body = {
      clinicId,
      proposal: { setting: 'approvals' as const, value: { texts: this.chosen() } },
      effectiveOn: localDateOf(this.#clock.now(), details.value.zone),
    };
    if (await this.act.send(body, (wish, id) => this.#api.draft(wish, id))) this.changed.emit();
  }
}
