// Use cases of interfaces: set up, change, switch off, have a refused file read once more.
import { x12Kinds, type InterfaceMessage, type InterfaceView } from '#contract/interfaces';
import { listPayers } from '../patients/payer-queries.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import type { InterfaceRow } from '../platform/drop-folder/interface-row.ts';
import { askAgain } from '../platform/drop-folder/message-repository.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { denyManagingInterfaces } from './interfaces-policy.ts';
import { interfaceViews } from './interfaces-queries.ts';
import {
  insertInterface,
  lockInterface,
  lockMessage,
  updateInterface,
} from './interfaces-repository.ts';
import { messageView } from './interfaces-view.ts';

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
> & { clinicId: string };

export type AddInterface = Fields &
  Pick<InterfaceView, 'kind' | 'folder'> & { scope: 'clinic' | 'organization' };

export async function addInterface(ctx: Ctx, input: AddInterface): Promise<InterfaceView> {
  const { clinicId, scope, kind, folder } = input;
  requireManaging(ctx, [clinicId]);
  requireFields(kind, input);
  if (!x12Kinds.includes(kind) && scope !== 'clinic')
    throw invalidInput('scope', 'has to be one clinic, whose queue the files fill');
  await requirePayers(ctx, input.payerIds);
  const row = await insertInterface(ctx, {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: scope === 'clinic' ? clinicId : null,
    kind,
    folder,
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
  if (!row) throw notFound('message');
  requireManaging(ctx, [row.clinic_id]);
  if (!messageView(row).canBeReadAgain)
    throw ruleBroken('not-refused', 'Only a refused file is read again; nothing was changed.');
  const asked = await askAgain(ctx, row);
  recordAudit(ctx, { act: 'interface.read-again', clinicId, entityId: messageId });
  return messageView(asked);
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

/** X12 names who writes to whom; what is no X12 has no place for it. */
function requireFields(kind: string, input: Fields): void {
  const isX12 = x12Kinds.some((each) => each === kind);
  for (const field of ofX12)
    if ((input[field] !== null) !== isX12)
      throw invalidInput(field, isX12 ? 'is needed for files of X12' : 'is of X12 alone');
  if (!isX12 && input.payerIds.length > 0)
    throw invalidInput('payerIds', 'are reached by X12 alone');
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
