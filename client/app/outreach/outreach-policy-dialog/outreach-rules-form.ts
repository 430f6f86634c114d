// The clinic's rules about messages as a form has them: lists of what is chosen become boxes that are ticked.
import {
  applyEach,
  max,
  min,
  required,
  schema,
  validate,
  type SchemaPath,
} from '@angular/forms/signals';
import { messageKinds, type MessageKind } from '#contract/message-workflow';
import { remindedModalities, type OutreachPolicy } from '#contract/outreach';

export type RemindedModality = (typeof remindedModalities)[number];
export const mostReminders = 5;

type Ticked<K extends string> = Record<K, boolean>;
type Lists = 'clinicId' | 'version' | 'budgetExempts' | 'remindModalities';

export type OutreachRulesForm = Omit<OutreachPolicy, Lists> & {
  exempts: Ticked<MessageKind>;
  modalities: Ticked<RemindedModality>;
};

export const blankRules: OutreachRulesForm = {
  undoSeconds: 0,
  quietFrom: '',
  quietUntil: '',
  budgetMessages: 1,
  budgetDays: 1,
  exempts: ticked(kinds(), []),
  confirmsBookings: false,
  remindHours: [],
  modalities: ticked(remindedModalities, []),
};

export const outreachRulesSchema = schema<OutreachRulesForm>((path) => {
  whole(path.undoSeconds, 0, 300);
  whole(path.budgetMessages, 1, 100);
  whole(path.budgetDays, 1, 90);
  required(path.quietFrom, { message: 'A time is needed.' });
  required(path.quietUntil, { message: 'A time is needed.' });
  applyEach(path.remindHours, (step) => whole(step, 2, 720));
});

export function asForm(policy: OutreachPolicy): OutreachRulesForm {
  const { undoSeconds, quietFrom, quietUntil, budgetMessages, budgetDays } = policy;
  const { confirmsBookings, remindHours } = policy;
  return {
    ...{ undoSeconds, quietFrom, quietUntil, budgetMessages, budgetDays },
    ...{ confirmsBookings, remindHours },
    exempts: ticked(kinds(), policy.budgetExempts),
    modalities: ticked(remindedModalities, policy.remindModalities),
  };
}

/** Reminders stand in the order in which they leave, each once. */
export function asRules(form: OutreachRulesForm): Omit<OutreachPolicy, 'clinicId' | 'version'> {
  const { exempts, modalities, remindHours, ...rules } = form;
  return {
    ...rules,
    remindHours: [...new Set(remindHours)].sort((a, b) => b - a),
    budgetExempts: kinds().filter((kind) => exempts[kind]),
    remindModalities: remindedModalities.filter((modality) => modalities[modality]),
  };
}

function kinds(): MessageKind[] {
  return Object.keys(messageKinds) as MessageKind[];
}

function ticked<K extends string>(all: readonly K[], chosen: readonly K[]): Ticked<K> {
  return Object.fromEntries(all.map((each) => [each, chosen.includes(each)])) as Ticked<K>;
}

function whole(path: SchemaPath<number>, least: number, most: number): void {
  const message = `A whole number from ${least} to ${most}.`;
  min(path, least, { message });
  max(path, most, { message });
  validate(path, ({ value }) => (Number.isInteger(value()) ? null : { kind: 'whole', message }));
}
