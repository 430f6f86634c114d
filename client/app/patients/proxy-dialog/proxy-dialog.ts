import { Component, inject, input, output, signal } from '@angular/core';
import { form, FormField, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { tellScopes } from '#contract/contact';
import { proxyGrounds, type Proxy, type ProxyGround } from '#contract/proxy';
import { Clock } from '../../platform/clock';
import { fieldMessage } from '../../platform/problem-message';
import { Session } from '../../platform/session';
import { Modal } from '../../ui/modal/modal';
import { dialogAct } from '../../platform/dialog-act';
import { todayIn } from '../patient-words';
import { ProxyApi, type AddProxy } from '../proxy-api';

interface Typed {
  family: string;
  given: string;
  relation: string;
  ground: ProxyGround;
  phone: string;
  visits: boolean;
  clinical: boolean;
  billing: boolean;
  mayDecide: boolean;
  startsOn: string;
  endsOn: string;
  evidence: string;
}

/** Writes down who acts for the patient or may be told. */
@Component({
  selector: 'app-proxy-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './proxy-dialog.html',
  styleUrl: './proxy-dialog.scss',
})
export class ProxyDialog {
  readonly patientId = input.required<string>();
  readonly saved = output<Proxy>();
  readonly closed = output();

  readonly #api = inject(ProxyApi);
  readonly #clock = inject(Clock);
  readonly #session = inject(Session);

  protected readonly act = dialogAct();
  protected readonly wasTried = signal(false);
  protected readonly grounds = Object.entries(proxyGrounds);
  protected readonly scopes = tellScopes;
  protected readonly typed = signal<Typed>({
    family: '',
    given: '',
    relation: '',
    ground: 'permission',
    phone: '',
    visits: true,
    clinical: false,
    billing: false,
    mayDecide: false,
    startsOn: todayIn(this.#clock.now(), this.#session.clinic()?.zone ?? 'UTC'),
    endsOn: '',
    evidence: '',
  });
  protected readonly fields = form(this.typed, (path) => {
    for (const needed of [path.family, path.given, path.relation, path.startsOn, path.evidence])
      required(needed, { message: 'Needed.' });
    validate(path.visits, ({ value, valueOf }) =>
      value() || valueOf(path.clinical) || valueOf(path.billing)
        ? null
        : { kind: 'nothing', message: 'Choose at least one.' },
    );
  });

  protected faultOf(field: keyof Typed): string {
    const own = this.wasTried() ? this.fields[field]().errors()[0]?.message : undefined;
    return own ?? fieldMessage(this.act.problem(), field) ?? '';
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.wasTried.set(true);
    const clinicId = this.#session.clinic()?.id;
    if (!clinicId || this.fields().invalid()) return;
    const saved = await this.act.send(wishOf(clinicId, this.typed()), (body, commandId) =>
      this.#api.add(this.patientId(), body, commandId),
    );
    if (saved) this.saved.emit(saved);
  }
}

function wishOf(clinicId: string, typed: Typed): AddProxy {
  const { visits, clinical, billing, phone, endsOn, ...rest } = typed;
  const told = [
    ...(visits ? (['visits'] as const) : []),
    ...(clinical ? (['clinical'] as const) : []),
    ...(billing ? (['billing'] as const) : []),
  ];
  return { clinicId, ...rest, phone: phone.trim() || null, endsOn: endsOn || null, told };
}
