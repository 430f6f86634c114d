// One valid call of every endpoint about interfaces, for the specs of access and of hostile input.
import type { Endpoint } from '#contract/endpoint';
import {
  addInterface,
  changeInterface,
  giveInterfaceFile,
  listInterfaceMessages,
  listInterfaces,
  readFileAgain,
} from '#contract/interfaces';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { givenInterface } from '../platform/drop-folder/given-drop-folder.ts';
import type { TestCall } from '../platform/http/test-http.ts';
import { newId } from '../platform/ids.ts';

export const someFields = {
  name: 'Valley clearing house',
  ourQualifier: 'ZZ',
  ourId: 'DAYSHEET',
  theirQualifier: '30',
  theirId: '042000001',
  isTest: true,
  providerName: 'Daysheet Clinics',
  providerNpi: '1999999984',
  payerIds: [],
  ...{ theirApplication: null, theirFacility: null, ourApplication: null, ourFacility: null },
};

export async function givenReachingInterfaces(
  t: TestDatabase,
  { organizationId, clinicId }: { organizationId: string; clinicId: string },
): Promise<{ reaching: [Endpoint, TestCall][]; secrets: string[] }> {
  const name = 'Secret clearing house';
  const row = await givenInterface(t, organizationId, {
    clinic_id: clinicId,
    name,
    folder: 'secret-folder',
  });
  const messageId = newId();
  await t.owner('interface_message').insert({
    organization_id: organizationId,
    id: messageId,
    interface_id: row.id,
    clinic_id: clinicId,
    direction: 'in',
    outcome: 'refused',
    file_hash: 'ab',
    at: t.clock.now,
    problems: JSON.stringify([{ place: 12, code: 'damaged', reason: 'Secret reason' }]),
    problem_code: 'damaged',
  });
  const params = { interfaceId: row.id };
  const scope = 'clinic';
  return {
    reaching: [
      [listInterfaces, { query: { clinicId } }],
      [listInterfaceMessages, { params, query: { clinicId } }],
      [giveInterfaceFile, { params, query: { clinicId }, file: Buffer.from('ISA') }],
      [
        addInterface,
        { body: { clinicId, scope, kind: 'eligibility', folder: 'valley', ...someFields } },
      ],
      [
        changeInterface,
        { params, body: { clinicId, expectedVersion: 1, ...someFields, enabled: false } },
      ],
      [readFileAgain, { params: { messageId }, body: { clinicId } }],
    ],
    secrets: [name, 'Secret reason', row.id, messageId],
  };
}
