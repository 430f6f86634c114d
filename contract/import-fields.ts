// What a line of a file can say of each kind of record, and which column of it is which field.
import * as z from 'zod/mini';

export interface ImportField {
  title: string;
  /** Has to be there on every line. */
  needed: boolean;
}

/** What a line can say of each kind of record; in the order in which a system is taken over. */
export const importFields = {
  'visit-types': {
    identifier: { title: 'Identifier', needed: true },
    name: { title: 'Name', needed: true },
    minutes: { title: 'Minutes', needed: true },
    /** In person when nothing is said. */
    modality: { title: 'Modality', needed: false },
    /** Routine when nothing is said. */
    category: { title: 'Category', needed: false },
    colour: { title: 'Colour', needed: false },
    bufferBefore: { title: 'Minutes before', needed: false },
    bufferAfter: { title: 'Minutes after', needed: false },
  },
  locations: {
    identifier: { title: 'Identifier', needed: true },
    name: { title: 'Name', needed: true },
    /** Which clinic of ours it is; the name tells where it is the same. */
    clinic: { title: 'Clinic', needed: false },
    kind: { title: 'Kind', needed: false },
    phone: { title: 'Phone', needed: false },
    address: { title: 'Address', needed: false },
  },
  practitioners: {
    identifier: { title: 'Identifier', needed: true },
    family: { title: 'Family name', needed: true },
    given: { title: 'Given name', needed: true },
    credentials: { title: 'Credentials', needed: false },
    specialty: { title: 'Specialty', needed: false },
    npi: { title: 'NPI', needed: false },
  },
  templates: {
    identifier: { title: 'Identifier', needed: true },
    provider: { title: 'Provider', needed: true },
    /** One or several, by name. */
    weekday: { title: 'Weekday', needed: false },
    from: { title: 'From', needed: false },
    until: { title: 'Until', needed: false },
    effectiveFrom: { title: 'First day', needed: false },
    effectiveTo: { title: 'Last day', needed: false },
    /** 2 = every other week; every week when nothing is said. */
    everyWeeks: { title: 'Every n weeks', needed: false },
    /** A day of a week that counts; the first day when nothing is said. */
    countedFrom: { title: 'Counted from', needed: false },
    /** Instead: which of the weekday’s days of a month, 1 to 5 or `last`, between semicolons. */
    nths: { title: 'Days of the month', needed: false },
    /** `new` or `established`; empty = any. */
    patients: { title: 'For patients', needed: false },
    /** Kept for visits that are booked late: opens so many days before its day. */
    opensDaysBefore: { title: 'Opens days before', needed: false },
    /** At that time; empty = midnight. */
    opensAt: { title: 'Opens at', needed: false },
    /** Names or identifiers, between semicolons; all of the clinic when nothing is said. */
    visitTypes: { title: 'Visit types', needed: false },
    /** By name, or by the identifier of a location. */
    clinic: { title: 'Clinic', needed: false },
    /** One free time of one day, instead of weekday, times and days. */
    startsAt: { title: 'Starts at', needed: false },
    endsAt: { title: 'Ends at', needed: false },
  },
  patients: {
    identifier: { title: 'Identifier', needed: true },
    family: { title: 'Family name', needed: true },
    given: { title: 'Given name', needed: true },
    birthOn: { title: 'Birth date', needed: true },
    sex: { title: 'Sex', needed: false },
    language: { title: 'Language', needed: false },
    phone: { title: 'Phone', needed: false },
    email: { title: 'E-mail', needed: false },
  },
  /** People beside the patient; what they may be told is agreed here, never taken over. */
  contacts: {
    identifier: { title: 'Identifier', needed: true },
    patient: { title: 'Patient’s identifier', needed: true },
    name: { title: 'Name', needed: true },
    relationship: { title: 'Relationship', needed: false },
    phone: { title: 'Phone', needed: false },
    /** Yes or no; no when nothing is said. */
    emergency: { title: 'Emergency contact', needed: false },
    endsOn: { title: 'Last day', needed: false },
  },
  coverages: {
    identifier: { title: 'Identifier', needed: true },
    patient: { title: 'Patient’s identifier', needed: true },
    /** Name or identifier. */
    payer: { title: 'Payer', needed: true },
    memberId: { title: 'Member number', needed: true },
    effectiveFrom: { title: 'First day', needed: true },
    endsOn: { title: 'Last day', needed: false },
    /** `primary` or `1`, and so on; primary when nothing is said. */
    order: { title: 'Order', needed: false },
    plan: { title: 'Plan', needed: false },
    group: { title: 'Group number', needed: false },
    relationship: { title: 'Relationship', needed: false },
    subscriberFamily: { title: 'Subscriber’s family name', needed: false },
    subscriberGiven: { title: 'Subscriber’s given name', needed: false },
    subscriberBirthOn: { title: 'Subscriber’s birth date', needed: false },
  },
  visits: {
    identifier: { title: 'Identifier', needed: true },
    patient: { title: 'Patient’s identifier', needed: true },
    provider: { title: 'Provider', needed: true },
    visitType: { title: 'Visit type', needed: true },
    /** In the clinic's time; an instant in `startsAt` stands for both. */
    date: { title: 'Date', needed: false },
    time: { title: 'Time', needed: false },
    startsAt: { title: 'Starts at', needed: false },
    /** By name, or by the identifier of a location. */
    clinic: { title: 'Clinic', needed: false },
  },
} as const satisfies Record<string, Record<string, ImportField>>;
export type ImportSubject = keyof typeof importFields;
export const importSubjects = Object.keys(importFields) as [ImportSubject, ...ImportSubject[]];

/** Field → heading of the file. */
export const importMapping = z.record(
  z.string().check(z.regex(/^[a-zA-Z]{1,40}$/)),
  z.string().check(z.minLength(1), z.maxLength(500)),
);
export type ImportMapping = Readonly<z.infer<typeof importMapping>>;
