import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  contactChannels,
  doNotContactScopes,
  type ContactChannel,
  type DoNotContactScope,
} from '#contract/contact';
import type { FlagDetail, FlagKind, PatientFlag } from '#contract/patient-flag';
import { Clock } from '../../platform/clock';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { CoverageApi } from '../coverage-api';
import { dialogAct } from '../../platform/dialog-act';
import { FlagApi } from '../flag-api';
import { flagKinds } from '../flag-words';
import { todayIn } from '../patient-words';

interface Typed {
  kind: FlagKind;
  diedOn: string;
  source: string;
  channel: ContactChannel;
  address: string;
  scope: DoNotContactScope;
  coverageId: string;
  from: string;
  until: string;
  service: string;
  note: string;
}

const consequences: Record<FlagKind, string> = {
  deceased:
    'Coming visits are cancelled, waiting and offers end, calls are closed, and nothing leaves to this person. What was stopped is listed with the flag.',
  'confidential-channel': 'Beats every other channel. Offers that go another way are withdrawn.',
  'do-not-contact':
    'Offers that may no longer leave are withdrawn, and calls that may not be made are closed.',
  'plan-restriction':
    'For services paid in full when the patient asks: no claim, authorization or inquiry goes to the plan.',
  vip: 'Every look at this chart is noted for the privacy officer.',
  employee: 'Every look at this chart is noted for the privacy officer.',
};

/** Sets a flag, and says before what will stop. */
@Component({
  selector: 'app-flag-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './flag-dialog.html',
  styleUrl: './flag-dialog.scss',
})
export class FlagDialog {
  readonly patientId = input.required<string>();
  readonly saved = output<PatientFlag>();
  readonly closed = output();

  readonly #api = inject(FlagApi);
  readonly #clock = inject(Clock);
  readonly #coverages = inject(CoverageApi);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly wasTried = signal(false);
  protected readonly kinds = flagKinds;
  protected readonly channels = Object.entries(contactChannels);
  protected readonly scopes = Object.entries(doNotContactScopes);
  protected readonly typed = signal<Typed>({
    kind: 'do-not-contact',
    diedOn: '',
    source: '',
    channel: 'phone',
    address: '',
    scope: 'everything',
    coverageId: '',
    from: todayIn(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
    until: '',
    service: '',
    note: '',
  });
  protected readonly fields = form(this.typed, (path) => {
    const whenKind = (kind: FlagKind) => ({
      message: 'Needed.',
      when: ({ valueOf }: { valueOf: (of: typeof path.kind) => FlagKind }) =>
        valueOf(path.kind) === kind,
    });
    required(path.source, whenKind('deceased'));
    required(path.address, whenKind('confidential-channel'));
    required(path.from, whenKind('plan-restriction'));
  });
  protected readonly kind = computed(() => this.typed().kind);
  protected readonly consequence = computed(() => consequences[this.kind()]);
  readonly #plans = resource({
    params: () =>
      this.kind() === 'plan-restriction' && this.#session.can('coverage:read')
        ? { patientId: this.patientId(), clinicId: this.#session.clinic()?.id ?? '' }
        : undefined,
    loader: ({ params }) => this.#coverages.list(params.patientId, params.clinicId),
  });
  protected readonly plans = computed(() =>
    (this.#plans.hasValue() ? this.#plans.value().items : []).filter(({ valid }) => valid),
  );

  protected faultOf(field: 'source' | 'address' | 'from'): string {
    return this.wasTried() ? (this.fields[field]().errors()[0]?.message ?? '') : '';
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.wasTried.set(true);
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId || this.fields().invalid()) return;
    const wish = {
      clinicId,
      detail: detailOf(this.typed()),
      note: this.typed().note.trim() || null,
    };
    const saved = await this.act.send(wish, (body, commandId) =>
      this.#api.add(this.patientId(), body, commandId),
    );
    if (saved) this.saved.emit(saved);
  }
}

function detailOf(typed: Typed): FlagDetail {
  const { kind, channel, scope, from } = typed;
  switch (kind) {
    case 'deceased':
      return { kind, diedOn: typed.diedOn || null, source: typed.source };
    case 'confidential-channel':
      return { kind, channel, address: typed.address };
    case 'do-not-contact':
      return { kind, scope };
    case 'plan-restriction': {
      const [coverageId, until] = [typed.coverageId || null, typed.until || null];
      return { kind, coverageId, from, until, service: typed.service.trim() || null };
    }
    case 'vip':
    case 'employee':
      return { kind };
  }
}
