// Builders for specs: a clinic with its billers, claims as they were sent, and what payers say of them.
import type { FollowUp } from '#contract/claim-follow-up';
import type { SubmittedClaim, SubmittedLine } from '../interop/x12/claim.ts';
import type {
  Adjustment,
  AdjustmentGroup,
  ProviderAdjustment,
  RemittedClaim,
  RemittedLine,
} from '../interop/x12/remittance.ts';
import { givenCoverage, givenPayer } from '../patients/given-coverage.ts';
import { givenPatient } from '../patients/given-patient.ts';
import type { PayerRow } from '../patients/payer-repository.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { newId } from '../platform/ids.ts';
import { claimWork } from '../platform/work/lease-service.ts';
import { workItems } from '../platform/work/work-queries.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { givenOrganization, givenStaff, type GivenStaff } from '../staff/given-organization.ts';
import { claims } from './claims-queue.ts';
import type { ClaimsPart, RemittancePart } from './file/claim-file.ts';
import { takeClaims } from './take-claims-service.ts';
import { takeRemittance, type TakenRemittance } from './take-remittance-service.ts';

export interface ClaimClinic {
  organizationId: string;
  clinicId: string;
  payerId: string;
  patientId: string;
  coverageId: string;
  biller: GivenStaff;
  lead: GivenStaff;
  system: Scope;
}

export async function givenClaimClinic(
  t: TestDatabase,
  payer: Partial<PayerRow> = {},
): Promise<ClaimClinic> {
  const { organizationId, clinicId } = await givenOrganization(t);
  const person = (role: 'biller' | 'billing-lead', given: string) =>
    givenStaff(t, { organizationId, clinicIds: [clinicId], role, given });
  const payerId = await givenPayer(t, organizationId, {
    ...{ name: 'Harbor Health', payer_identifier: 'HARBR', ...payer },
  });
  const patientId = await givenPatient(t, {
    ...{ organizationId, family: 'Rivera', given: 'Ana', birthOn: '1962-03-14' },
  });
  const coverageId = await givenCoverage(t, { organizationId, patientId, payerId });
  return {
    ...{ organizationId, clinicId, payerId, patientId, coverageId },
    biller: await person('biller', 'Bo'),
    lead: await person('billing-lead', 'Lea'),
    system: { kind: 'system', organizationId, reason: 'test' },
  };
}

/** Of one line and $200 unless told otherwise. */
export function aClaim(over: Partial<SubmittedClaim> = {}): SubmittedClaim {
  const lines = over.lines ?? [aLine()];
  return {
    ...{ segment: 1, kind: 'professional', control: `C${newId().slice(-10)}`, facility: '11' },
    charge: lines.reduce((sum, { charge }) => sum + charge, 0),
    ...{ frequency: '1', originalReference: '', assignment: 'A', benefitsAssigned: 'Y' },
    ...{ filing: 'CI', payerResponsibility: 'P', relationship: '18', patient: null },
    billing: {
      ...{ name: 'Harbor Clinic', npi: '1234567893', taxId: '123456789', taxonomy: '' },
      address: { lines: ['1 Pier Rd'], city: 'Boston', state: 'MA', zip: '02110' },
    },
    subscriber: {
      ...{ family: 'Rivera', given: 'Ana', middle: '', birthDate: '1962-03-14', sex: 'F' },
      address: { lines: ['2 Elm St'], city: 'Boston', state: 'MA', zip: '02111' },
      ...{ memberId: 'W1234', group: '' },
    },
    payer: { name: 'Harbor Health', id: 'HARBR' },
    diagnoses: [{ qualifier: 'ABK', code: 'E119' }],
    ...{ authorization: '', referral: '', note: '', dates: [], providers: [], otherPayers: [] },
    ...over,
    lines,
  };
}

export function aLine(over: Partial<SubmittedLine> = {}): SubmittedLine {
  return {
    ...{ segment: 2, control: null, revenueCode: '', charge: 20_000, unit: 'UN', units: '1' },
    procedure: { kind: 'HC', code: '99213', modifiers: [], text: '' },
    ...{ place: '', pointers: [1], from: '2026-11-02', to: null, authorization: '', note: '' },
    ...{ providers: [], decisions: [], ...over },
  };
}

export function takeIn(
  t: TestDatabase,
  { clinicId, system }: Pick<ClaimClinic, 'clinicId' | 'system'>,
  ...sent: SubmittedClaim[]
): Promise<number> {
  const part: ClaimsPart = {
    ...{ type: '837', control: '0001', segment: 3, problems: [], isRefused: false, claims: sent },
    envelope: {
      ...{ senderQualifier: 'ZZ', sender: 'HARBOR', receiverQualifier: 'ZZ', receiver: 'CLEAR' },
      isTest: true,
    },
  };
  return t.database.inTransaction(system, (ctx) => takeClaims(ctx, { clinicId }, part));
}

export function adjusted(group: AdjustmentGroup, reason: string, amount: number): Adjustment {
  return { segment: 0, group, reason, amount, quantity: null };
}

/** A line of the payer about that line of ours; paid is what the adjustments leave. */
export function decided(
  line: SubmittedLine,
  adjustments: readonly Adjustment[],
  over: Partial<RemittedLine> = {},
): RemittedLine {
  const taken = adjustments.reduce((sum, { amount }) => sum + amount, 0);
  const procedure = line.procedure ?? { kind: 'HC', code: '', modifiers: [], text: '' };
  return {
    ...{ segment: 5, procedure, submitted: null, revenueCode: line.revenueCode },
    ...{ charge: line.charge, paid: line.charge - taken, units: '1', submittedUnits: null },
    ...{ from: line.from, to: line.to, control: line.control, allowed: null, adjustments },
    ...{ references: [], amounts: [], quantities: [], remarks: [], ...over },
  };
}

export function answerTo(
  claim: SubmittedClaim,
  lines: readonly RemittedLine[],
  over: Partial<RemittedClaim> = {},
): RemittedClaim {
  const { subscriber } = claim;
  const sum = (of: (line: RemittedLine) => number): number =>
    lines.reduce((total, line) => total + of(line), 0);
  return {
    ...{
      segment: 4,
      claimControl: claim.control,
      status: '1',
      charge: sum(({ charge }) => charge),
    },
    ...{ paid: sum(({ paid }) => paid), patientResponsibility: 0, filing: '12' },
    ...{ payerControl: `P${claim.control}`, facility: '11', frequency: '1', adjustments: [] },
    patient: {
      ...{ family: subscriber.family, given: subscriber.given, middle: '', suffix: '' },
      ...{ idKind: 'MI', id: subscriber.memberId },
    },
    ...{ insured: null, corrected: null, rendering: null, crossover: null, otherPayer: null },
    ...{ remarks: [], amounts: [], quantities: [], references: [], lines },
    dates: { from: null, to: null, received: null, coverageEnded: null },
    ...over,
  };
}

/** The same with every amount negated, as a payer takes it back. */
export function reversalOf(said: RemittedClaim): RemittedClaim {
  const negated = (of: readonly Adjustment[]): Adjustment[] =>
    of.map((each) => ({ ...each, amount: -each.amount }));
  return {
    ...said,
    ...{ status: '22', charge: -said.charge, paid: -said.paid },
    adjustments: negated(said.adjustments),
    lines: said.lines.map((line) => ({
      ...{ ...line, charge: -line.charge, paid: -line.paid },
      adjustments: negated(line.adjustments),
    })),
  };
}

export function aRemittance(
  said: readonly RemittedClaim[],
  over: { trace?: string; provider?: ProviderAdjustment[]; amount?: number } = {},
): RemittancePart {
  const provider = over.provider ?? [];
  const paid = said.reduce((sum, claim) => sum + claim.paid, 0);
  const amount = paid - provider.reduce((sum, each) => sum + each.amount, 0);
  const payment = over.amount ?? amount;
  return {
    ...{ type: '835', control: '0001', segment: 3, problems: [], isRefused: false },
    ...{ claims: [...said], provider, isHeld: payment !== amount },
    remittance: {
      ...{ segment: 3, control: '0001', version: '005010X221A1', productionDate: null },
      payment: { segment: 4, amount: payment, handling: 'I', method: 'ACH', date: '2026-11-20' },
      trace: { number: over.trace ?? `T${newId().slice(-10)}`, payer: '1512345678' },
      payer: { name: 'Harbor Health', id: 'HARBR', references: [] },
      payee: { name: 'Harbor Clinic', npi: '1234567893', taxId: null, references: [] },
      references: [],
      envelope: {
        delimiters: { element: '*', component: ':', repetition: '^', terminator: '~' },
        ...{ sender: 'CLEAR', receiver: 'HARBOR', interchangeControl: '1', isTest: true },
        ...{ groupControl: '1', version: '005010X221A1' },
      },
    },
  };
}

export async function remit(
  t: TestDatabase,
  place: Pick<ClaimClinic, 'clinicId' | 'system' | 'organizationId'>,
  part: RemittancePart,
): Promise<TakenRemittance> {
  const { clinicId, organizationId: organization_id } = place;
  return t.database.inTransaction(place.system, async (ctx) => {
    const fileId = newId();
    await ctx.db('claim_file').insert({
      ...{ organization_id, id: fileId, clinic_id: clinicId, name: 'era.835', by_id: null },
      file_hash: (newId() + newId()).replaceAll('-', '').slice(0, 64),
      ...{ received_at: ctx.now, report: '{}' },
    });
    return takeRemittance(ctx, { clinicId, fileId }, part);
  });
}

/** All of the clinic, as consoles see them, in the order of their list. */
export function followUpsOf(
  t: TestDatabase,
  { clinicId, system }: Pick<ClaimClinic, 'clinicId' | 'system'>,
): Promise<FollowUp[]> {
  return t.database.inTransaction(system, async (ctx) => {
    const rows = await ctx
      .db('work_item')
      .where({ clinic_id: clinicId, queue: claims.name })
      .orderBy(['sort_at', 'id'])
      .select<WorkRow[]>('*');
    return workItems(ctx, claims, rows);
  });
}

export async function heldBy(
  t: TestDatabase,
  { scope }: Pick<GivenStaff, 'scope'>,
  itemId: string,
): Promise<{ itemId: string; token: number; expectedVersion: number }> {
  const item = await t.database.inTransaction(scope, (ctx: Ctx) => claimWork(ctx, claims, itemId));
  return { itemId, token: item.work.lease?.token ?? 0, expectedVersion: item.version };
}
