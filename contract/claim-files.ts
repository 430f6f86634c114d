// Files of payers and billing systems: looked at before anything counts, then taken in once; remittances and their money.
import * as z from 'zod/mini';
import { cents } from './claim-money.ts';
import { endpoint } from './endpoint.ts';
import { fileNameHeader } from './file-name.ts';
import { asOf, cursor, pageQuery } from './page.ts';
import { line, paragraph } from './text.ts';
import { instant, localDate } from './time.ts';

/** What is wrong with a file or a part of it, without a word of its content. */
export const claimFileProblem = z.strictObject({
  /** The segment, counted from 1; 0 is the file itself. */
  segment: z.int(),
  /** `refused`: nothing of the transaction counts. `held`: a person decides. `noted`: read over. */
  weight: z.enum(['refused', 'held', 'noted']),
  reason: z.string(),
});
export type ClaimFileProblem = z.infer<typeof claimFileProblem>;

/** One transaction of a file: what it holds, and what would become, or became, of it. */
export const claimFilePart = z.strictObject({
  /** ST01: `835`, `837`, `277`. */
  type: z.string(),
  /** ST02. */
  control: z.string(),
  segment: z.int(),
  /**
   * `take`: it counts. `hold`: it is kept for a person, because it does not balance. `known`: it came before. `refuse`: it
   * cannot be read. `other`: nothing that belongs here.
   */
  fate: z.enum(['take', 'hold', 'known', 'refuse', 'other']),
  /** TRN02 of an 835; else empty. */
  trace: z.string(),
  payer: z.string(),
  claims: z.int(),
  /** Of these the ones that are here, or were matched. */
  matched: z.int(),
  chargeCents: z.int(),
  paidCents: z.int(),
  /** BPR02 of an 835; else `null`. */
  paymentCents: z.nullable(z.int()),
  /** Σ PLB of an 835. */
  providerCents: z.int(),
  problems: z.array(claimFileProblem),
});
export type ClaimFilePart = z.infer<typeof claimFilePart>;

export const claimFileReport = z.strictObject({
  /** SHA-256 of its bytes: what was looked at is what is taken in. */
  hash: z.string(),
  /** The same bytes were taken in before. */
  isKnown: z.boolean(),
  parts: z.array(claimFilePart),
  /** Of the file as a whole. */
  problems: z.array(claimFileProblem),
});
export type ClaimFileReport = z.infer<typeof claimFileReport>;

const upload = {
  method: 'POST' as const,
  access: 'claim:import' as const,
  clinic: 'query' as const,
  content: 'upload' as const,
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: claimFileReport,
};

export const previewClaimFile = endpoint({
  ...upload,
  name: 'previewClaimFile',
  path: '/api/claims/files/preview',
  summary: 'What an 835, 837P or 277CA holds, and what would become of it; nothing is written.',
  headers: z.strictObject({ 'X-Daysheet-File-Name': fileNameHeader }),
  idempotent: false,
});

export const importClaimFile = endpoint({
  ...upload,
  name: 'importClaimFile',
  path: '/api/claims/files/import',
  summary:
    'Take a file in: its good transactions count, each once; bad ones are refused whole, what does not balance is held.',
  headers: z.strictObject({
    'X-Daysheet-File-Name': fileNameHeader,
    /** Of the preview; other bytes are refused. */
    'X-Daysheet-File-Hash': z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  }),
  rules: ['other-file', 'known-file', 'nothing-to-take'],
});

export const remittanceStates = {
  posted: 'Posted',
  held: 'Held',
  'set-aside': 'Set aside',
} as const;
export type RemittanceState = keyof typeof remittanceStates;

export const remittance = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  version: z.int(),
  payer: z.strictObject({ id: z.nullable(z.uuid()), name: z.string() }),
  trace: z.string(),
  /** BPR04: `ACH`, `CHK`, `NON`. */
  method: z.string(),
  paidOn: z.nullable(localDate),
  receivedAt: instant,
  state: z.enum(Object.keys(remittanceStates) as [RemittanceState]),
  /** BPR02; below zero = the payer takes money. */
  paymentCents: z.int(),
  /** Σ CLP04. */
  claimsCents: z.int(),
  /** Σ PLB: positive is taken off. */
  providerCents: z.int(),
  claims: z.int(),
  /** Claims of it that are of no claim here, to be matched. */
  unmatched: z.int(),
  problems: z.array(claimFileProblem),
  fileName: z.string(),
  /** Bank money that was found for it. */
  deposit: z.nullable(z.strictObject({ id: z.uuid(), on: localDate, cents })),
  /** Why it was posted though it does not balance, or set aside; else empty. */
  note: z.string(),
});
export type Remittance = z.infer<typeof remittance>;

const byRemittance = z.strictObject({ remittanceId: z.uuid() });
const expectedVersion = z.int32().check(z.positive());

export const listRemittances = endpoint({
  name: 'listRemittances',
  method: 'GET',
  path: '/api/claims/remittances',
  summary: 'Remittances of a clinic, the last received first.',
  access: 'claim:read',
  clinic: 'query',
  query: z.strictObject({
    clinicId: z.uuid(),
    /** `open`: held ones, and those whose money was not found yet. */
    show: z._default(z.enum(['all', 'held', 'open']), 'all'),
    ...pageQuery,
  }),
  answer: z.strictObject({ items: z.array(remittance), next: z.nullable(cursor), asOf }),
});

export const getRemittance = endpoint({
  name: 'getRemittance',
  method: 'GET',
  path: '/api/claims/remittances/:remittanceId',
  summary: 'A remittance with its claims and what was taken off the payment; the first 500 claims.',
  access: 'claim:read',
  params: byRemittance,
  answer: z.strictObject({
    remittance,
    claims: z.array(
      z.strictObject({
        id: z.uuid(),
        controlNumber: z.string(),
        payerControl: z.string(),
        statusCode: z.string(),
        /** Family and given name as the payer writes them. */
        patientName: z.string(),
        chargeCents: cents,
        paidCents: cents,
        patientCents: cents,
        /** `null` = to be matched. */
        claimId: z.nullable(z.uuid()),
        itemIds: z.array(z.uuid()),
      }),
    ),
    provider: z.array(
      z.strictObject({
        /** PLB03-1: `WO`, `L6`, `FB`. */
        reason: z.string(),
        reference: z.string(),
        cents: z.int(),
      }),
    ),
  }),
  showsPatients: true,
});

export const settleRemittance = endpoint({
  name: 'settleRemittance',
  method: 'POST',
  path: '/api/claims/remittances/:remittanceId/settle',
  summary: 'A held remittance: post it all the same, or set it aside; for a stated reason.',
  access: 'claim:approve',
  params: byRemittance,
  body: z.strictObject({
    expectedVersion,
    as: z.enum(['post', 'set-aside']),
    note: paragraph({ max: 1000 }).check(z.minLength(10)),
  }),
  answer: remittance,
  rules: ['wrong-state'],
});

/** Money on the bank account. */
export const deposit = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  version: z.int(),
  on: localDate,
  cents,
  /** As the bank writes it: the trace of an ACH, the number of a check. */
  reference: z.string(),
  remittanceId: z.nullable(z.uuid()),
});
export type Deposit = z.infer<typeof deposit>;

export const listDeposits = endpoint({
  name: 'listDeposits',
  method: 'GET',
  path: '/api/claims/deposits',
  summary:
    'Money on the bank account, newest first; the first 200. Unmatched: money without a remittance.',
  access: 'claim:read',
  clinic: 'query',
  query: z.strictObject({
    clinicId: z.uuid(),
    show: z._default(z.enum(['all', 'unmatched']), 'unmatched'),
  }),
  answer: z.strictObject({ items: z.array(deposit) }),
});

export const addDeposit = endpoint({
  name: 'addDeposit',
  method: 'POST',
  path: '/api/claims/deposits/add',
  summary: 'Money on the bank account; it finds its remittance by trace and amount.',
  access: 'claim:import',
  clinic: 'body',
  body: z.strictObject({
    clinicId: z.uuid(),
    on: localDate,
    cents: z.int32().check(z.positive()),
    reference: line({ max: 60 }),
  }),
  answer: deposit,
  rules: ['known-deposit'],
});

export const matchDeposit = endpoint({
  name: 'matchDeposit',
  method: 'POST',
  path: '/api/claims/deposits/:depositId/match',
  summary: 'Say of which remittance money is, or that it is of none that is here.',
  access: 'claim:import',
  params: z.strictObject({ depositId: z.uuid() }),
  body: z.strictObject({ expectedVersion, remittanceId: z.nullable(z.uuid()) }),
  answer: deposit,
  rules: ['matched-already', 'other-amount', 'unknown-remittance'],
});

export const claimFileEndpoints = [
  previewClaimFile,
  importClaimFile,
  listRemittances,
  getRemittance,
  settleRemittance,
  listDeposits,
  addDeposit,
  matchDeposit,
] as const;
