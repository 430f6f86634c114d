// Builders for specs: a clinic that asks its payer by 278, a request on its way, and answers to it.
import type { Authorization } from '#contract/authorization-request';
import type { AuthorizationLine } from '#contract/authorization-line';
import { traceOf } from '../../interop/x12/trace-number.ts';
import type { TestDatabase } from '../../platform/db/test-database.ts';
import {
  givenFolders,
  givenInterface,
  messagesOf,
  type GivenFolders,
} from '../../platform/drop-folder/given-drop-folder.ts';
import type { InterfaceRow, MessageRow } from '../../platform/drop-folder/interface-row.ts';
import type { DropFolders } from '../../platform/drop-folder/start-drop-folders.ts';
import {
  givenAuthorizationClinic,
  givenRequest,
  inHand,
  type AuthorizationClinic,
} from '../given-authorization.ts';
import type { OpenAuthorization } from '../open-service.ts';
import type { SubmissionRow } from '../request-repository.ts';
import { authorizationsKind } from './authorizations-kind.ts';
import { sendAuthorization } from './send-service.ts';

export interface AskingClinic extends AuthorizationClinic {
  row: InterfaceRow;
  folders: GivenFolders;
  server: DropFolders;
}

export const givenNpi = '1999999992';

/** By 278: the provider has an NPI, the payer is known to the clearing house. */
export async function reachPayer(
  t: TestDatabase,
  of: { organizationId: string; payerId: string; providerId: string },
  over: Partial<InterfaceRow> = {},
): Promise<InterfaceRow> {
  const { organizationId, payerId, providerId } = of;
  await t.owner('payer').where({ id: payerId }).update({ payer_identifier: 'BSH01' });
  await t.owner('staff_member').where({ id: providerId }).update({ npi: givenNpi });
  return givenInterface(t, organizationId, {
    ...{ kind: 'authorizations', folder: 'authorizations', payer_ids: [payerId] },
    ...over,
  });
}

export async function givenAskingClinic(
  t: TestDatabase,
  over: Partial<InterfaceRow> = {},
): Promise<AskingClinic> {
  const clinic = await givenAuthorizationClinic(t);
  const row = await reachPayer(t, clinic, over);
  const folders = await givenFolders(t, row);
  return { ...clinic, row, folders, server: folders.server([authorizationsKind]) };
}

/** Opened and sent by the specialist; the file is in the outbox. */
export async function givenSent(
  t: TestDatabase,
  clinic: AskingClinic,
  over: Partial<OpenAuthorization> = {},
): Promise<Authorization> {
  const { id } = await givenRequest(t, clinic, over);
  const item = await send(t, clinic, id);
  await clinic.server.runOnce();
  return item;
}

export async function send(
  t: TestDatabase,
  clinic: AskingClinic,
  itemId: string,
): Promise<Authorization> {
  const held = await inHand(t, clinic, itemId);
  return t.database.inTransaction(clinic.specialist.scope, (ctx) => sendAuthorization(ctx, held));
}

/** BHT03 of what was sent last. */
export async function referenceOfLast(t: TestDatabase, itemId: string): Promise<string> {
  const [row] = await t
    .owner('authorization_submission')
    .where({ request_id: itemId })
    .orderBy('id', 'desc')
    .limit(1)
    .select<SubmissionRow[]>('*');
  return traceOf(row?.id ?? '');
}

/** A file of the payer is dropped and taken; what became of it. */
export async function comes(
  t: TestDatabase,
  { folders, server, row }: AskingClinic,
  content: string,
): Promise<MessageRow | undefined> {
  await folders.drop('answer.278', content);
  for (let look = 0; look < 2; look += 1) await server.runOnce();
  return (await messagesOf(t, row)).filter(({ direction }) => direction === 'in').at(-1);
}

export interface SomeReview {
  reference: string;
  item: { id: string } | null;
  /** Behind the UM of the event: HCR, DTP, HSD, AAA, … */
  says?: string[];
  services?: { line: Pick<AuthorizationLine, 'id'> | null; says: string[] }[];
  /** In the loop of the payer, e.g. AAA: then there is no event. */
  refusal?: string[];
  on?: string;
  time?: string;
}

/** A 278 of the payer; each answer is a transaction of its own. */
export function a278(
  answers: readonly SomeReview[],
  { control = '000000001', sender = 'PAYER' }: { control?: string; sender?: string } = {},
): string {
  const isa = `ISA*00*          *00*          *ZZ*${sender.padEnd(15)}*ZZ*DAYSHEET       *261123*1405*^*00501*${control}*0*T*:`;
  const group = Number(control);
  const segments = [
    isa,
    `GS*HI*PAYER*DAYSHEET*20261123*1405*${group}*X*005010X217`,
    ...answers.flatMap((answer, at) => transaction(at + 1, answer)),
    `GE*${answers.length}*${group}`,
    `IEA*1*${control}`,
    '',
  ];
  return segments.join('~\n');
}

function transaction(at: number, answer: SomeReview): string[] {
  const { reference, on = '20261123', time = '1005' } = answer;
  const control = String(at).padStart(4, '0');
  const body = [
    `BHT*0007*11*${reference}*${on}*${time}*18`,
    'HL*1**20*1',
    'NM1*X3*2*HARBOR HEALTH*****PI*BSH01',
    ...(answer.refusal ?? reviewOf(answer)),
  ];
  return [`ST*278*${control}*005010X217`, ...body, `SE*${body.length + 2}*${control}`];
}

function reviewOf({ item, says = [], services = [] }: SomeReview): string[] {
  return [
    'HL*2*1*21*1',
    'NM1*1P*2*DAYSHEET CLINICS*****XX*1999999984',
    'HL*3*2*22*1',
    'NM1*IL*1*QUILL*ADA****MI*W1234',
    `HL*4*3*EV*${services.length > 0 ? 1 : 0}`,
    `TRN*2*${item === null ? 'SOMEBODY-ELSE' : traceOf(item.id)}*9DAYSHEET0`,
    'UM*HS*I**11:B',
    ...says,
    ...services.flatMap(({ line, says: ofService }, at) => [
      `HL*${at + 5}*4*SS*0`,
      ...(line ? [`TRN*2*${traceOf(line.id)}*9DAYSHEET0`] : []),
      ...ofService,
    ]),
  ];
}
