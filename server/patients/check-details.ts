// What a record may say, and how what was typed is kept.
import type { ChangedDetails } from '#contract/patient-record';
import { birthDateFault } from './patients-rules.ts';
import { e164Of } from '../platform/phone-number.ts';

export interface Fault {
  path: string;
  message: string;
}

export const phoneFault = 'is not a phone number: ten digits, or + and the country code';

/** The first thing that cannot be; `null` when all can. `today` is the latest local date anywhere. */
export function detailsFault(details: ChangedDetails, today: string): Fault | null {
  return (
    birthFault(details, today) ??
    phonesFault(details) ??
    addressesFault(details) ??
    contactsFault(details) ??
    careTeamFault(details) ??
    statementsFault(details, today)
  );
}

/** Phones as E.164; call it when there is no fault. */
export function withKeptPhones(details: ChangedDetails): ChangedDetails {
  const { phones, contacts } = details;
  return {
    ...details,
    ...(phones && { phones: phones.map((one) => ({ ...one, number: kept(one.number) })) }),
    ...(contacts && {
      contacts: contacts.map((one) => ({ ...one, phone: one.phone && kept(one.phone) })),
    }),
  };
}

function kept(typed: string): string {
  return e164Of(typed) ?? typed;
}

function birthFault({ birthOn }: ChangedDetails, today: string): Fault | null {
  const message = birthOn === undefined ? null : birthDateFault(birthOn, today);
  return message === null ? null : fault('birthOn', message);
}

function phonesFault({ phones = [] }: ChangedDetails): Fault | null {
  const numbers = phones.map(({ number }) => e164Of(number));
  const wrong = numbers.indexOf(null);
  if (wrong >= 0) return fault(`phones.${wrong}.number`, phoneFault);
  const twice = numbers.findIndex((number, at) => numbers.indexOf(number) < at);
  return twice < 0 ? null : fault(`phones.${twice}.number`, 'is there twice');
}

function addressesFault({ addresses = [] }: ChangedDetails): Fault | null {
  const at = addresses.findIndex(({ fromOn, untilOn }) => fromOn && untilOn && untilOn < fromOn);
  return at < 0 ? null : fault(`addresses.${at}.untilOn`, 'lies before the beginning');
}

function contactsFault({ contacts = [] }: ChangedDetails): Fault | null {
  const wrong = contacts.findIndex(({ phone }) => phone !== null && e164Of(phone) === null);
  if (wrong >= 0) return fault(`contacts.${wrong}.phone`, phoneFault);
  const guarantors = contacts.flatMap(({ isGuarantor }, at) => (isGuarantor ? [at] : []));
  return guarantors[1] === undefined
    ? null
    : fault(`contacts.${guarantors[1]}.isGuarantor`, 'one person is the guarantor');
}

function careTeamFault({ careTeam = [] }: ChangedDetails): Fault | null {
  const at = careTeam.findIndex(({ providerId, name }) => providerId === null && name === '');
  return at < 0 ? null : fault(`careTeam.${at}.name`, 'is needed for somebody outside');
}

function statementsFault({ statements = [] }: ChangedDetails, today: string): Fault | null {
  const at = statements.findIndex(({ saidOn }) => saidOn > today);
  return at < 0 ? null : fault(`statements.${at}.saidOn`, 'lies in the future');
}

function fault(path: string, message: string): Fault {
  return { path: `details.${path}`, message };
}
