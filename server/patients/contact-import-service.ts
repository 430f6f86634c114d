// The door for people beside the patient who were kept in another system: contacts of the chart, nothing more. What
// somebody may be told or decide is agreed with the patient, never taken over.
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notAllowed } from '../platform/problem.ts';
import {
  addContacts,
  listContactNames,
  lockContactNames,
  type ContactNames,
  type NewContact,
} from './contact-import-repository.ts';
import { denyChanging } from './patients-policy.ts';

export type ImportedContact = NewContact;
export type ContactRefusal = 'chart-retired' | 'contact-there' | 'contacts-full';

/** As many as the record of a patient holds. */
const most = 8;

/** Answers in the order of the contacts: `null` = it was added. */
export async function importContacts(
  ctx: Ctx,
  { clinicId, contacts }: { clinicId: string; contacts: readonly ImportedContact[] },
): Promise<(ContactRefusal | null)[]> {
  const denied = denyChanging((permission, where) => mayAct(ctx, permission, where), clinicId);
  if (denied !== null) throw notAllowed(denied);
  const patientIds = [...new Set(contacts.map(({ patientId }) => patientId))];
  const known = new KnownContacts(await lockContactNames(ctx, patientIds));
  const answers = contacts.map((contact) => known.take(contact));
  const added = contacts.filter((_contact, at) => answers[at] === null);
  for (const { id, version } of await addContacts(ctx, added)) {
    recordAudit(ctx, {
      act: 'patient.change',
      clinicId,
      entityId: id,
      detail: { fields: ['contacts'] },
    });
    recordChange(ctx, {
      type: 'patients.patient-changed',
      clinicId: null,
      entityId: id,
      version,
      payload: null,
    });
  }
  return answers;
}

/** What would become of contacts of these patients; writes nothing. */
export async function weighContacts(
  ctx: Ctx,
  patientIds: readonly string[],
): Promise<(contact: Pick<ImportedContact, 'patientId' | 'name'>) => ContactRefusal | null> {
  const known = new KnownContacts(await listContactNames(ctx, [...new Set(patientIds)]));
  return (contact) => known.take(contact);
}

/** The contacts of charts while others are added one by one. */
class KnownContacts {
  readonly #names: Map<string, string[]>;

  constructor(names: ContactNames) {
    this.#names = new Map([...names].map(([id, own]) => [id, own.map(plain)]));
  }

  take({ patientId, name }: Pick<NewContact, 'patientId' | 'name'>): ContactRefusal | null {
    const names = this.#names.get(patientId);
    if (names === undefined) return 'chart-retired';
    if (names.includes(plain(name))) return 'contact-there';
    if (names.length >= most) return 'contacts-full';
    names.push(plain(name));
    return null;
  }
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/g, ' ');
}
