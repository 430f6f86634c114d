import {
  Component,
  computed,
  effect,
  inject,
  input,
  output,
  resource,
  signal,
} from '@angular/core';
import { applyWhen, form, FormField, maxLength, pattern, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  comesByFiles,
  interfaceKinds,
  x12Kinds,
  type InterfaceKindName,
  type InterfaceView,
} from '#contract/interfaces';
import { dialogAct } from '../../platform/dialog-act';
import { fieldMessage } from '../../platform/problem-message';
import { Modal } from '../../ui/modal/modal';
import { InterfacesApi } from '../interfaces-api';

interface Typed {
  kind: InterfaceKindName;
  name: string;
  folder: string;
  scope: 'clinic' | 'organization';
  ourQualifier: string;
  ourId: string;
  theirQualifier: string;
  theirId: string;
  usage: 'test' | 'production';
  providerName: string;
  providerNpi: string;
  theirApplication: string;
  theirFacility: string;
  ourApplication: string;
  ourFacility: string;
  enabled: boolean;
}

const needed = { message: 'Needed.' };
const x12Id = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,13}[A-Za-z0-9]$/;

/** A new interface, or one that is changed or switched off. */
@Component({
  selector: 'app-interface-dialog',
  imports: [FormField, MatButton, Modal],
  templateUrl: './interface-dialog.html',
  styleUrl: './interface-dialog.scss',
})
export class InterfaceDialog {
  readonly clinicId = input.required<string>();
  /** The one that is changed; `null` for a new one. */
  readonly row = input<InterfaceView | null>(null);
  readonly saved = output<InterfaceView>();
  readonly closed = output();

  readonly #api = inject(InterfacesApi);

  protected readonly act = dialogAct();
  protected readonly wasTried = signal(false);
  protected readonly chosen = signal<readonly string[]>([]);
  readonly #payers = resource({
    params: () => this.clinicId(),
    loader: ({ params }) => this.#api.payers(params),
    defaultValue: [],
  });
  protected readonly payers = computed(() => (this.#payers.hasValue() ? this.#payers.value() : []));
  protected readonly typed = signal<Typed>({
    kind: 'eligibility',
    name: '',
    folder: '',
    scope: 'organization',
    ourQualifier: 'ZZ',
    ourId: '',
    theirQualifier: 'ZZ',
    theirId: '',
    usage: 'test',
    providerName: '',
    providerNpi: '',
    theirApplication: '',
    theirFacility: '',
    ourApplication: '',
    ourFacility: '',
    enabled: true,
  });
  protected readonly kinds = Object.entries(interfaceKinds) as [InterfaceKindName, string][];
  protected readonly isX12 = computed(() => x12Kinds.includes(this.typed().kind));
  protected readonly hasFiles = computed(() => comesByFiles(this.typed().kind));
  protected readonly fields = form(this.typed, (path) => {
    required(path.name, needed);
    maxLength(path.name, 80, { message: '80 characters at most.' });
    applyWhen(
      path,
      ({ valueOf }) => comesByFiles(valueOf(path.kind)),
      (file) => {
        required(file.folder, needed);
        pattern(file.folder, /^[a-z0-9][a-z0-9-]{0,49}$/, {
          message: 'Small letters, digits and hyphens.',
        });
      },
    );
    applyWhen(
      path,
      ({ valueOf }) => !comesByFiles(valueOf(path.kind)),
      (hl7) => {
        required(hl7.theirApplication, needed);
        for (const name of [
          hl7.theirApplication,
          hl7.theirFacility,
          hl7.ourApplication,
          hl7.ourFacility,
        ])
          pattern(name, /^[^|^~\\&]{0,227}$/, { message: 'Without | ^ ~ \\ and &.' });
      },
    );
    applyWhen(
      path,
      ({ valueOf }) => x12Kinds.includes(valueOf(path.kind)),
      (x12) => {
        for (const id of [x12.ourId, x12.theirId]) {
          required(id, needed);
          pattern(id, x12Id, { message: '2 to 15 letters and digits.' });
        }
        for (const qualifier of [x12.ourQualifier, x12.theirQualifier])
          pattern(qualifier, /^[A-Z0-9]{2}$/, { message: 'Two capitals or digits.' });
        required(x12.providerName, needed);
        maxLength(x12.providerName, 60, { message: '60 characters at most.' });
        required(x12.providerNpi, needed);
        pattern(x12.providerNpi, /^\d{10}$/, { message: 'Ten digits.' });
      },
    );
  });

  constructor() {
    effect(() => {
      const row = this.row();
      if (!row) return;
      this.typed.set({
        ...row,
        ...typedOf(row),
        scope: row.clinicId === null ? 'organization' : 'clinic',
        usage: row.isTest ? 'test' : 'production',
      });
      this.chosen.set(row.payerIds);
    });
  }

  protected faultOf(field: keyof Typed): string {
    const own = this.wasTried() ? this.fields[field]().errors()[0]?.message : undefined;
    return own ?? fieldMessage(this.act.problem(), field) ?? '';
  }

  protected choosePayer(id: string, event: Event): void {
    const isChosen = (event.target as HTMLInputElement).checked;
    this.chosen.update((ids) => (isChosen ? [...ids, id] : ids.filter((one) => one !== id)));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.wasTried.set(true);
    if (this.fields().invalid()) return;
    const { kind, folder, usage, enabled, ...typed } = this.typed();
    const isX12 = this.isX12();
    const ofX12 = (text: string): string | null => (isX12 ? text.trim() : null);
    const wish = {
      clinicId: this.clinicId(),
      name: typed.name.trim(),
      ourQualifier: ofX12(typed.ourQualifier),
      ourId: ofX12(typed.ourId),
      theirQualifier: ofX12(typed.theirQualifier),
      theirId: ofX12(typed.theirId),
      isTest: usage === 'test',
      providerName: ofX12(typed.providerName),
      providerNpi: ofX12(typed.providerNpi),
      payerIds: isX12 ? [...this.chosen()] : [],
      ...sentParties(typed, this.hasFiles()),
    };
    // Requests fill the queue of one clinic.
    const scope = isX12 ? typed.scope : 'clinic';
    const row = this.row();
    const saved = row
      ? await this.act.send({ ...wish, expectedVersion: row.version, enabled }, (body, id) =>
          this.#api.change(row.id, body, id),
        )
      : await this.act.send(
          { ...wish, scope, folder: this.hasFiles() ? folder : null, kind },
          (body, id) => this.#api.add(body, id),
        );
    if (saved) this.saved.emit(saved);
  }
}

type Parties = 'theirApplication' | 'theirFacility' | 'ourApplication' | 'ourFacility';

/** Ours may be left open: then it counts whatever messages call us. */
function sentParties(typed: Pick<Typed, Parties>, hasFiles: boolean): Pick<InterfaceView, Parties> {
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    theirApplication: hasFiles ? null : typed.theirApplication.trim(),
    theirFacility: hasFiles ? null : typed.theirFacility.trim(),
    ourApplication: hasFiles ? null : orNull(typed.ourApplication),
    ourFacility: hasFiles ? null : orNull(typed.ourFacility),
  };
}

function typedOf(
  row: InterfaceView,
): Pick<
  Typed,
  'ourQualifier' | 'ourId' | 'theirQualifier' | 'theirId' | 'providerName' | 'providerNpi' | Parties
> {
  return {
    ourQualifier: row.ourQualifier ?? '',
    ourId: row.ourId ?? '',
    theirQualifier: row.theirQualifier ?? '',
    theirId: row.theirId ?? '',
    providerName: row.providerName ?? '',
    providerNpi: row.providerNpi ?? '',
    theirApplication: row.theirApplication ?? '',
    theirFacility: row.theirFacility ?? '',
    ourApplication: row.ourApplication ?? '',
    ourFacility: row.ourFacility ?? '',
  };
}
