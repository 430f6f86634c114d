// Use cases of interfaces: set up, change, switch off, have a refused file read once more.
import {
  comesByFiles,
  x12Kinds,
  type InterfaceMessage,
  type InterfaceView,
} from '#contract/interfaces';
import { listPayers } from '../patients/payer-queries.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import type { InterfaceRow } from '../platform/drop-folder/interface-row.ts';
import { askAgain } from '../platform/drop-folder/message-repository.ts';
import { isNumberTaken, lockHl7Message } from '../platform/hl7-inbox/hl7-message-repository.ts';
import { askMessageAgain } from '../platform/hl7-inbox/take-messages.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { denyManagingInterfaces } from './interfaces-policy.ts';
import { interfaceViews } from './interfaces-queries.ts';
import {
  insertInterface,
  isSenderTaken,
  lockInterface,
  lockMessage,
  updateInterface,
} from './interfaces-repository.ts';
import { hl7MessageView, messageView } from './interfaces-view.ts';

type Fields = Pick<
  InterfaceView,
  | 'name'
  | 'ourQualifier'
  | 'ourId'
  | 'theirQualifier'
  | 'theirId'
  | 'isTest'
  | 'providerName'
  | 'providerNpi'
  | 'payerIds'
  | 'theirApplication'
  | 'theirFacility'
  | 'ourApplication'
  | 'ourFacility'
> & { clinicId: string };

export type AddInterface = Fields &
  Pick<InterfaceView, 'kind'> & { folder: string | null; scope: 'clinic' | 'organization' };

export async function addInterface(ctx: Ctx, input: AddInterface): Promise<InterfaceView> {
  const { clinicId, scope, kind, folder } = input;
  requireManaging(ctx, [clinicId]);
  requireFields(kind, input);
  if (!x12Kinds.includes(kind) && scope !== 'clinic')
    throw invalidInput('scope', 'has to be one clinic, whose queue it fills');
  if (comesByFiles(kind) !== (folder !== null))
    throw invalidInput('folder', folder === null ? 'is needed for files' : 'is of files alone');
  await requirePayers(ctx, input.payerIds);
  await requireFreeSender(ctx, kind, { input, id: null });
  const id = newId();
  const row = await insertInterface(ctx, {
    organization_id: ctx.organizationId,
    id,
    clinic_id: scope === 'clinic' ? clinicId : null,
    kind,
    folder: folder ?? `${kind}-${id}`,
    ...columnsOf(input),
    enabled: true,
    last_control: 0,
    created_at: ctx.now,
    version: 1,
  });
  if (!row)
    throw ruleBroken('folder-taken', 'Another interface has this folder; nothing was changed.');
  return announce(ctx, clinicId, 'interface.add', row);
}

export type ChangeInterface = Fields & {
  interfaceId: string;
  expectedVersion: number;
  enabled: boolean;
};

export async function changeInterface(ctx: Ctx, input: ChangeInterface): Promise<InterfaceView> {
  requireManaging(ctx, [input.clinicId]);
  const row = await lockInterface(ctx, input.interfaceId);
  if (!row) throw notFound('interface');
  requireManaging(ctx, [row.clinic_id]);
  if (row.version !== input.expectedVersion) throw conflict((await interfaceViews(ctx, [row]))[0]);
  requireFields(row.kind, input);
  await requirePayers(ctx, input.payerIds);
  await requireFreeSender(ctx, row.kind, { input, id: row.id });
  const { enabled } = input;
  const changed = await updateInterface(ctx, row, { ...columnsOf(input), enabled });
  return announce(ctx, input.clinicId, 'interface.change', changed);
}

/** The server takes the file up at its next look: within a transaction no file is touched. */
export async function readFileAgain(
  ctx: Ctx,
  { clinicId, messageId }: { clinicId: string; messageId: string },
): Promise<InterfaceMessage> {
  requireManaging(ctx, [clinicId]);
  const row = await lockMessage(ctx, messageId);
  if (!row) return readMessageAgain(ctx, { clinicId, messageId });
  requireManaging(ctx, [row.clinic_id]);
  if (!messageView(row).canBeReadAgain)
    throw ruleBroken('not-refused', 'Only a refused file is read again; nothing was changed.');
  const asked = await askAgain(ctx, row);
  recordAudit(ctx, { act: 'interface.read-again', clinicId, entityId: messageId });
  return messageView(asked);
}

/** Who applies messages takes it up at once; by then its sender may have been told that it was refused. */
async function readMessageAgain(
  ctx: Ctx,
  { clinicId, messageId }: { clinicId: string; messageId: string },
): Promise<InterfaceMessage> {
  const row = await lockHl7Message(ctx, messageId);
  if (!row) throw notFound('message');
  requireManaging(ctx, [row.clinic_id]);
  if (row.state !== 'quarantined')
    throw ruleBroken('not-refused', 'Only a refused message is read again; nothing was changed.');
  if (await isNumberTaken(ctx, row))
    throw ruleBroken(
      'number-taken',
      'Another message of this number was taken, and counts; nothing was changed.',
    );
  const asked = await askMessageAgain(ctx, row);
  recordAudit(ctx, { act: 'interface.read-again', clinicId, entityId: messageId });
  return hl7MessageView(asked);
}

export function requireManaging(ctx: Ctx, clinicIds: readonly (string | null)[]): void {
  const denied = denyManagingInterfaces((...asked) => mayAct(ctx, ...asked), clinicIds);
  if (denied !== null) throw notAllowed(denied);
}

const ofX12 = [
  ...([
    'ourQualifier',
    'ourId',
    'theirQualifier',
    'theirId',
    'providerName',
    'providerNpi',
  ] as const),
];

/** Of one organization, no two interfaces are of the same sender: whose a message is must be plain. */
async function requireFreeSender(
  ctx: Ctx,
  kind: string,
  { input, id }: { input: Fields; id: string | null },
): Promise<void> {
  if (kind !== 'hl7' || !(await isSenderTaken(ctx, senderOf(input), id))) return;
  throw ruleBroken('sender-taken', 'Another interface is of this sender; nothing was changed.');
}

/** X12 and HL7 name who writes to whom, each in its own way; what is neither has no place for it. */
function requireFields(kind: string, input: Fields): void {
  requireParties(kind, input);
  const isX12 = x12Kinds.some((each) => each === kind);
  for (const field of ofX12)
    if ((input[field] !== null) !== isX12)
      throw invalidInput(field, isX12 ? 'is needed for files of X12' : 'is of X12 alone');
  if (!isX12 && input.payerIds.length > 0)
    throw invalidInput('payerIds', 'are reached by X12 alone');
}

function requireParties(kind: string, input: Fields): void {
  const isHl7 = kind === 'hl7';
  for (const field of ['theirApplication', 'theirFacility'] as const)
    if ((input[field] !== null) !== isHl7)
      throw invalidInput(field, isHl7 ? 'is needed for messages of HL7' : 'is of HL7 alone');
  for (const field of ['ourApplication', 'ourFacility'] as const)
    if (input[field] !== null && !isHl7) throw invalidInput(field, 'is of HL7 alone');
  if (isHl7 && input.theirApplication === '' && input.theirFacility === '')
    throw invalidInput('theirApplication', 'or the facility has to be named');
}

async function requirePayers(ctx: Ctx, payerIds: readonly string[]): Promise<void> {
  const known = new Set((await listPayers(ctx)).map(({ id }) => id));
  if (!payerIds.every((id) => known.has(id))) throw invalidInput('payerIds', 'names no payer');
}

function columnsOf(
  input: Fields,
): Omit<
  InterfaceRow,
  | 'organization_id'
  | 'id'
  | 'clinic_id'
  | 'kind'
  | 'folder'
  | 'enabled'
  | 'last_control'
  | 'created_at'
  | 'version'
> {
  return {
    name: input.name,
    our_qualifier: input.ourQualifier,
    our_id: input.ourId,
    their_qualifier: input.theirQualifier,
    their_id: input.theirId,
    is_test: input.isTest,
    provider_name: input.providerName,
    provider_npi: input.providerNpi,
    payer_ids: [...new Set(input.payerIds)],
    ...senderOf(input),
  };
}

function senderOf(
  input: Fields,
): Pick<InterfaceRow, 'their_application' | 'their_facility' | 'our_application' | 'our_facility'> {
  return {
    their_application: input.theirApplication,
    their_facility: input.theirFacility,
    our_application: input.ourApplication,
    our_facility: input.ourFacility,
  };
}

async function announce(
  ctx: Ctx,
  clinicId: string,
  act: string,
  row: InterfaceRow,
): Promise<InterfaceView> {
  const { id: entityId, version, enabled } = row;
  recordChange(ctx, {
    type: 'interfaces.interface-changed',
    clinicId: null,
    entityId,
    version,
    payload: null,
  });
  recordAudit(ctx, { act, clinicId, entityId, detail: { version, enabled } });
  const [view] = await interfaceViews(ctx, [row]);
  if (!view) throw new Error('An interface has no view.');
  return view;
}
