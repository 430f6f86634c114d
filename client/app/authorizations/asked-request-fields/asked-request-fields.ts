import { Component, computed, input, linkedSignal, untracked } from '@angular/core';
import * as z from 'zod/mini';
import { diagnosis, type Diagnosis } from '#contract/authorization-line';
import { urgencies, type Authorization, type Urgency } from '#contract/authorization-request';
import { injectProviders } from '../authorization-lookups';
import type { Typed } from '../../platform/work-queue/step-fields';

export type AskedRequest = Pick<
  Authorization,
  'diagnoses' | 'orderingId' | 'orderingName' | 'orderingNpi' | 'urgency'
>;

const mostDiagnoses = 12;

/** What is said once for all lines: diagnoses, who ordered it, how urgent it is. */
@Component({
  selector: 'app-asked-request-fields',
  templateUrl: './asked-request-fields.html',
  styleUrl: './asked-request-fields.scss',
})
export class AskedRequestFields {
  /** `null` = a new one. */
  readonly request = input<(AskedRequest & { id: string }) | null>(null);

  protected readonly providers = injectProviders();
  protected readonly levels = Object.entries(urgencies) as [Urgency, string][];

  readonly #id = computed(() => this.request()?.id ?? '');
  readonly #whenOther = <T>(first: (request: AskedRequest | null) => T) =>
    linkedSignal({
      source: this.#id,
      computation: () => first(untracked(this.request)),
    });
  protected readonly diagnoses = this.#whenOther((request) =>
    (request?.diagnoses ?? []).map(({ code, text }) => `${code} ${text}`.trim()).join('\n'),
  );
  protected readonly orderingId = this.#whenOther((request) => request?.orderingId ?? '');
  protected readonly orderingName = this.#whenOther((request) => request?.orderingName ?? '');
  protected readonly orderingNpi = this.#whenOther((request) => request?.orderingNpi ?? '');
  protected readonly urgency = this.#whenOther<Urgency>(
    (request) => request?.urgency ?? 'standard',
  );

  read(): Typed<AskedRequest> {
    const diagnoses = diagnosesOf(this.diagnoses());
    if (diagnoses.fault !== undefined) return { fault: diagnoses.fault };
    const orderingId = this.orderingId() || null;
    const npi = this.orderingNpi().trim();
    const isOurs = orderingId !== null;
    if (!isOurs && npi !== '' && !/^\d{10}$/.test(npi)) return { fault: 'An NPI is ten digits.' };
    return {
      value: {
        diagnoses: diagnoses.value,
        orderingId,
        orderingName: isOurs ? '' : this.orderingName().trim(),
        orderingNpi: isOurs || npi === '' ? null : npi,
        urgency: this.urgency(),
      },
    };
  }

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;
  }

  protected choose(event: Event): void {
    this.urgency.set(this.valueOf(event) as Urgency);
  }
}

/** One in each line: the code, and what it means if somebody says so. */
function diagnosesOf(text: string): Typed<Diagnosis[]> {
  const lines = text
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);
  if (lines.length > mostDiagnoses) return { fault: 'Twelve diagnoses at most.' };
  const found: Diagnosis[] = [];
  for (const each of lines) {
    const [code = '', ...words] = each.split(/\s+/);
    const typed = z.safeParse(diagnosis, { code: code.toUpperCase(), text: words.join(' ') });
    if (!typed.success) return { fault: `“${each}” does not begin with an ICD-10 code.` };
    found.push(typed.data);
  }
  return { value: found };
}
