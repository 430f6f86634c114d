// Builders for tests: a desk whose payer can be asked, and answers to what was asked.
import type { TestDatabase } from '../platform/db/test-database.ts';
import {
  givenFolders,
  givenInterface,
  type GivenFolders,
} from '../platform/drop-folder/given-drop-folder.ts';
import type { InterfaceRow } from '../platform/drop-folder/interface-row.ts';
import type { Scope } from '../platform/context.ts';
import type { DropFolders } from '../platform/drop-folder/start-drop-folders.ts';
import { givenOrganization, givenStaff } from '../staff/given-organization.ts';
import { checkEligibility } from './eligibility-service.ts';
import { traceOf } from '../interop/x12/trace-number.ts';
import { eligibilityKind } from './eligibility-kind.ts';
import type { CheckRow } from './eligibility-repository.ts';
import type { CoverageRow } from './coverage-repository.ts';
import { givenCoverage, givenPayer } from './given-coverage.ts';
import { givenPatient } from './given-patient.ts';

export interface GivenDesk {
  organizationId: string;
  clinicId: string;
  scope: Scope;
  staffId: string;
  patientId: string;
  payerId: string;
  coverageId: string;
  row: InterfaceRow;
  folders: GivenFolders;
  server: DropFolders;
}

export async function givenEligibilityDesk(
  t: TestDatabase,
  over: { coverage?: Partial<CoverageRow>; row?: Partial<InterfaceRow> } = {},
): Promise<GivenDesk> {
  const { organizationId, clinicIds, clinicId } = await givenOrganization(t);
  const { scope, staffId } = await givenStaff(t, { organizationId, clinicIds, family: 'Reyes' });
  const patientId = await givenPatient(t, { organizationId, family: 'Núñez', given: 'Ada' });
  const payerId = await givenPayer(t, organizationId, { name: 'Harbor Health' });
  const of = { organizationId, patientId, payerId };
  const coverageId = await givenCoverage(t, of, over.coverage);
  const row = await givenInterface(t, organizationId, { payer_ids: [payerId], ...over.row });
  const folders = await givenFolders(t, row);
  const server = folders.server([eligibilityKind]);
  return { ...of, clinicId, scope, staffId, coverageId, row, folders, server };
}

/** Asks, and answers the row of the question. */
export async function givenCheck(t: TestDatabase, desk: GivenDesk): Promise<CheckRow> {
  await t.database.inTransaction(desk.scope, (ctx) => checkEligibility(ctx, desk));
  return lastCheck(t, desk);
}

export async function lastCheck(t: TestDatabase, { coverageId }: GivenDesk): Promise<CheckRow> {
  const [row] = await t
    .owner('eligibility_check')
    .where({ coverage_id: coverageId })
    .orderBy('id', 'desc')
    .limit(1)
    .select<CheckRow[]>('*');
  if (!row) throw new Error('Nothing was asked.');
  return row;
}

export async function coverageOf(t: TestDatabase, { coverageId }: GivenDesk): Promise<CoverageRow> {
  const [row] = await t.owner('coverage').where({ id: coverageId }).select<CoverageRow[]>('*');
  if (!row) throw new Error('There is no coverage.');
  return row;
}

export interface SomeAnswer {
  check: Pick<CheckRow, 'id'> | null;
  /** Behind the person: EB, AAA, … */
  says: string[];
}

/** A 271 of the payer; each answer is a transaction of its own. */
export function an271(
  answers: readonly SomeAnswer[],
  over: { control?: string; on?: string; time?: string; sender?: string; usage?: 'T' | 'P' } = {},
): string {
  const { control = '000000001', on = '20261123', time = '1405' } = over;
  const sender = (over.sender ?? 'PAYER').padEnd(15);
  const sets = answers.flatMap(({ check, says }, at) => {
    const body = [
      `BHT*0022*11*ANY*${on}*${time}`,
      'HL*1**20*1',
      'NM1*PR*2*HARBOR HEALTH*****PI*BSH01',
      'HL*2*1*21*1',
      'NM1*1P*2*DAYSHEET CLINICS*****XX*1999999984',
      'HL*3*2*22*0',
      ...(check ? [`TRN*2*${traceOf(check.id)}*9DAYSHEET0`] : []),
      'NM1*IL*1*NUNEZ*ADA****MI*W1234',
      ...says,
    ];
    return transaction(at + 1, body);
  });
  return file(sets, { control, sender, usage: over.usage ?? 'T', count: answers.length });
}

/** A 271 that refuses the question as a whole, and names nobody. */
export function aRejecting271(reference: string, reason: string, control = '000000001'): string {
  const body = [
    `BHT*0022*11*${reference}*20261123*1405`,
    'HL*1**20*1',
    'NM1*PR*2*HARBOR HEALTH*****PI*BSH01',
    `AAA*Y**${reason}*R`,
  ];
  const of = { control, sender: 'PAYER'.padEnd(15), usage: 'T', count: 1 };
  return file(transaction(1, body), of);
}

export const active = [
  'EB*1**30**GOLD PPO',
  'EB*B**98***27*25',
  'EB*C*IND*30***23*1500',
  'EB*C*IND*30***29*400',
];
export const inactive = ['EB*6**30'];

function transaction(number: number, body: readonly string[]): string[] {
  const control = String(number).padStart(4, '0');
  return [`ST*271*${control}*005010X279A1`, ...body, `SE*${body.length + 2}*${control}`];
}

function file(
  sets: readonly string[],
  {
    control,
    sender,
    usage,
    count,
  }: { control: string; sender: string; usage: string; count: number },
): string {
  const isa = `ISA*00*          *00*          *ZZ*${sender}*ZZ*DAYSHEET       *261123*1405*^*00501*${control}*0*${usage}*:`;
  const segments = [
    isa,
    `GS*HB*PAYER*DAYSHEET*20261123*1405*${Number(control)}*X*005010X279A1`,
    ...sets,
    `GE*${count}*${Number(control)}`,
    `IEA*1*${control}`,
    '',
  ];
  return segments.join('~\n');
}
