// Interfaces: how files come from and go to other systems, and what became of each.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { npi } from './staff-member.ts';
import { line } from './text.ts';
import { instant } from './time.ts';

export const interfaceKinds = {
  eligibility: 'Eligibility (X12 270 and 271)',
  authorizations: 'Prior authorization (X12 278)',
  'fhir-refills': 'Refill requests (FHIR R4)',
  hl7: 'Results of a laboratory (HL7 v2)',
} as const;
export type InterfaceKindName = keyof typeof interfaceKinds;

/** The kinds that speak X12: they name who writes to whom, and who asks which payers. */
export const x12Kinds: readonly InterfaceKindName[] = ['eligibility', 'authorizations'];

// X12 knows no way to write its own separators: a name that holds one could never be sent.
const plain = z.regex(/^[^*:~^|>\n]*$/, { message: 'may not hold * : ~ ^ | or >' });
/** The kinds that come by files, each from a folder of its own; the others come by a connection. */
export function comesByFiles(kind: InterfaceKindName): boolean {
  return kind !== 'hl7';
}

// HD: what a system calls itself. Separators would have to be escaped, which no system does in its own name.
const hl7Name = z
  .string()
  .check(
    z.trim(),
    z.maxLength(227),
    z.regex(/^[^|^~\\&\p{Cc}]*$/u, { message: 'may not hold | ^ ~ \\ or &' }),
  );
const x12Qualifier = z.string().check(z.regex(/^[A-Z0-9]{2}$/));
const x12Id = z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,13}[A-Za-z0-9]$/));

const orNone = <T extends z.ZodMiniType>(of: T): z.ZodMiniDefault<z.ZodMiniNullable<T>> =>
  z._default(z.nullable(of), null);

const changeable = {
  name: line({ max: 80 }),
  /** ISA05 and ISA06 of what is sent, e.g. `ZZ` mutually defined, `30` tax number. `null`, as the next, of what is no X12. */
  ourQualifier: orNone(x12Qualifier),
  ourId: orNone(x12Id),
  /** ISA07 and ISA08 of what is sent; what comes must name it as its sender. */
  theirQualifier: orNone(x12Qualifier),
  theirId: orNone(x12Id),
  /** ISA15: nothing that is sent or taken is real. */
  isTest: z.boolean(),
  /** As the payers know who asks. */
  providerName: orNone(line({ max: 60 }).check(plain)),
  providerNpi: orNone(npi),
  /** Payers that are reached this way. */
  payerIds: z.array(z.uuid()).check(z.maxLength(500)),
  /** MSH-3 and MSH-4 of what comes by HL7; empty where the sender leaves them so. `null`, as the next, of every other kind. */
  theirApplication: orNone(hl7Name),
  theirFacility: orNone(hl7Name),
  /** MSH-5 and MSH-6; `null`: whatever stands there. */
  ourApplication: orNone(hl7Name),
  ourFacility: orNone(hl7Name),
};
const fixed = {
  kind: z.enum(Object.keys(interfaceKinds) as [InterfaceKindName]),
  /** Its folder in the inbox and in the outbox; HL7 comes by no file, and nothing is ever there. */
  folder: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,49}$/)),
};

export const interfaceView = z.strictObject({
  id: z.uuid(),
  /** `null`: of the whole organization. */
  clinicId: z.nullable(z.uuid()),
  ...fixed,
  ...changeable,
  /** Where its files lie, below the inbox and the outbox. */
  path: z.string(),
  enabled: z.boolean(),
  version: z.int(),
  /** Of the last 30 days: what is to be written or applied, and what was refused. */
  waiting: z.int(),
  refused: z.int(),
  lastTakenAt: z.nullable(instant),
  lastSentAt: z.nullable(instant),
});
export type InterfaceView = z.infer<typeof interfaceView>;

/** What is wrong with a file or a part of it; without a word of its content. */
export const fileProblem = z.strictObject({
  /** The segment, counted from 1; 0 is the file itself. */
  place: z.int(),
  code: z.string(),
  reason: z.string(),
});
export type FileProblem = z.infer<typeof fileProblem>;

export const interfaceMessage = z.strictObject({
  id: z.uuid(),
  direction: z.enum(['in', 'out']),
  /**
   * Coming: `done` or `refused`; a message that was acknowledged and is not applied yet is `taken`. Going: `waiting`,
   * then `sent`.
   */
  outcome: z.enum(['taken', 'done', 'refused', 'waiting', 'sent']),
  at: instant,
  /** MSH-9 of a message of HL7, e.g. `ORU^R01`; `null` of a file. */
  messageType: z.nullable(z.string()),
  /** ISA13, or MSH-10. */
  controlNumber: z.nullable(z.string()),
  counts: z.record(z.string(), z.int()),
  problems: z.array(fileProblem),
  /** Of the file as a whole. */
  problemCode: z.nullable(z.string()),
  /** How often the same file came. */
  copies: z.int(),
  isAskedAgain: z.boolean(),
  /** It was read once, so that its bytes are known again. */
  canBeReadAgain: z.boolean(),
});
export type InterfaceMessage = z.infer<typeof interfaceMessage>;

const clinicId = z.uuid();
const ofInterface = z.strictObject({ interfaceId: z.uuid() });
const access = 'interface:manage';

export const listInterfaces = endpoint({
  name: 'listInterfaces',
  method: 'GET',
  path: '/api/interfaces/interfaces',
  summary: 'The interfaces of the clinic and of the whole organization, by name.',
  access,
  clinic: 'query',
  query: z.strictObject({ clinicId }),
  answer: z.strictObject({ items: z.array(interfaceView) }),
});

export const listInterfaceMessages = endpoint({
  name: 'listInterfaceMessages',
  method: 'GET',
  path: '/api/interfaces/interfaces/:interfaceId/messages',
  summary: 'The last files of an interface, newest first, with what was wrong in each and where.',
  access,
  clinic: 'query',
  params: ofInterface,
  query: z.strictObject({ clinicId }),
  answer: z.strictObject({ items: z.array(interfaceMessage) }),
});

export const addInterface = endpoint({
  name: 'addInterface',
  method: 'POST',
  path: '/api/interfaces/interfaces/add',
  summary: 'Add an interface; its folders are made when it is first served.',
  access,
  clinic: 'body',
  body: z.strictObject({
    clinicId,
    /** `clinic`: of the clinic that adds it only. */
    scope: z.enum(['clinic', 'organization']),
    ...fixed,
    /** As above; `null` of HL7. */
    folder: orNone(fixed.folder),
    ...changeable,
  }),
  answer: interfaceView,
  rules: ['folder-taken', 'sender-taken'],
});

export const changeInterface = endpoint({
  name: 'changeInterface',
  method: 'POST',
  path: '/api/interfaces/interfaces/:interfaceId/change',
  summary: 'Change an interface, or switch it off: then nothing is taken and nothing is sent.',
  access,
  clinic: 'body',
  params: ofInterface,
  body: z.strictObject({
    clinicId,
    expectedVersion: z.int32().check(z.positive()),
    ...changeable,
    enabled: z.boolean(),
  }),
  answer: interfaceView,
  rules: ['sender-taken'],
});

export const readFileAgain = endpoint({
  name: 'readFileAgain',
  method: 'POST',
  path: '/api/interfaces/messages/:messageId/read-again',
  summary:
    'Have a refused file or message read once more, after what was wrong on our side was put right.',
  access,
  clinic: 'body',
  params: z.strictObject({ messageId: z.uuid() }),
  body: z.strictObject({ clinicId }),
  answer: interfaceMessage,
  rules: ['not-refused', 'number-taken'],
});

/** For who fetched a file by hand, e.g. from a payer's portal. */
export const giveInterfaceFile = endpoint({
  name: 'giveInterfaceFile',
  method: 'POST',
  path: '/api/interfaces/interfaces/:interfaceId/give-file',
  summary:
    'Put a file into the inbox of an interface, as if it had come there: it is read at the next look, and what became of it stands among its files. The body is the file.',
  access,
  clinic: 'query',
  content: 'upload',
  params: ofInterface,
  query: z.strictObject({ clinicId }),
  answer: z.strictObject({ bytes: z.int() }),
  rules: ['switched-off', 'no-files'],
});

export const interfacesEndpoints = [
  listInterfaces,
  listInterfaceMessages,
  addInterface,
  changeInterface,
  readFileAgain,
  giveInterfaceFile,
] as const;

/** Feed `interfaces:organization`; thin. */
export interface InterfacesChange {
  type: 'interfaces.interface-changed' | 'interfaces.message-recorded';
  payload: null;
}
