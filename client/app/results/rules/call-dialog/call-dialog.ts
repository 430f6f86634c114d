import { Component, computed, input, linkedSignal, output } from '@angular/core';
import { ladderRungs, type LadderRung } from '#contract/result-critical';
import type { CriticalPolicy, ResultSettings } from '#contract/result-settings';
import type { Colleague } from '#contract/staff';
import { SettingDialog } from '../../../platform/setting-dialog/setting-dialog';
import type { Typed } from '../../../platform/work-queue/step-fields';
import { settingsWriter, type SettingChange } from '../rules-api';
import { typedWhole } from '../typed-number';

interface Text {
  minutes: string;
  trustFlags: boolean;
  onCallId: string;
  directorId: string;
  /** How often each is called; empty = not at all. */
  attempts: Readonly<Record<LadderRung, string>>;
}

const rungs = Object.entries(ladderRungs) as [LadderRung, string][];

/** How a critical value is called: within which time, and whom in turn. */
@Component({
  selector: 'app-call-dialog',
  imports: [SettingDialog],
  templateUrl: './call-dialog.html',
  styleUrl: './call-dialog.scss',
})
export class CallDialog {
  readonly clinicId = input.required<string>();
  readonly settings = input.required<ResultSettings>();
  readonly colleagues = input.required<readonly Colleague[]>();
  readonly saved = output<ResultSettings>();
  readonly overtaken = output();
  readonly closed = output();

  protected readonly rungs = rungs;
  protected readonly clinicians = computed(() =>
    this.colleagues()
      .filter(({ left, roles }) => !left && roles.includes('clinician'))
      .map(({ id, family, given }) => ({ id, name: `${family}, ${given}` })),
  );
  protected readonly typed = linkedSignal<CriticalPolicy, Text>({
    source: () => this.settings().critical,
    // What is typed outlives what somebody else writes meanwhile.
    computation: (critical, before) => before?.value ?? textOf(critical),
  });

  protected readonly write = settingsWriter();
  protected readonly read = (): Typed<SettingChange> => {
    const { minutes, trustFlags, onCallId, directorId, attempts } = this.typed();
    const within = typedWhole(minutes, 5, 240);
    if (within === undefined) return { fault: 'The minutes are a whole number from 5 to 240.' };
    const counts = rungs.map(([rung]) => ({ rung, text: attempts[rung].trim() }));
    const wrong = counts.some(({ text }) => text !== '' && typedWhole(text, 1, 5) === undefined);
    if (wrong) return { fault: 'Each is called once to 5 times, or left empty.' };
    const ladder = counts
      .filter(({ text }) => text !== '')
      .map(({ rung, text }) => ({ rung, attempts: Number(text) }));
    if (ladder.length === 0) return { fault: 'Somebody has to be called.' };
    const value = {
      ...{ ...this.settings().critical, minutes: within, trustFlags, ladder },
      ...{ onCallId: onCallId || null, directorId: directorId || null },
    };
    return { value: { setting: 'critical', value } };
  };

  protected type(field: 'minutes' | 'onCallId' | 'directorId', event: Event): void {
    const value = (event.target as HTMLInputElement | HTMLSelectElement).value;
    this.typed.update((typed) => ({ ...typed, [field]: value }));
  }

  protected callEach(rung: LadderRung, event: Event): void {
    const value = (event.target as HTMLInputElement).value;
    this.typed.update((typed) => ({ ...typed, attempts: { ...typed.attempts, [rung]: value } }));
  }

  protected toggleFlags(): void {
    this.typed.update((typed) => ({ ...typed, trustFlags: !typed.trustFlags }));
  }
}

function textOf({ minutes, trustFlags, ladder, onCallId, directorId }: CriticalPolicy): Text {
  const called = new Map(ladder.map(({ rung, attempts }) => [rung, String(attempts)]));
  const attempts = Object.fromEntries(rungs.map(([rung]) => [rung, called.get(rung) ?? '']));
  return {
    ...{ minutes: String(minutes), trustFlags },
    ...{ onCallId: onCallId ?? '', directorId: directorId ?? '' },
    attempts: attempts as Text['attempts'],
  };
}
