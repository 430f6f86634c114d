// One valid call of every endpoint about rooms, devices and interpreters, each of one of its own.
import type { Endpoint } from '#contract/endpoint';
import {
  addResource,
  changeResource,
  listResources,
  putBackInUse,
  retireResource,
  takeOutOfUse,
} from '#contract/resources';
import type { TestDatabase } from '../../platform/db/test-database.ts';
import type { TestCall } from '../../platform/http/test-http.ts';
import { newId } from '../../platform/ids.ts';
import { givenResource } from './given-resource.ts';

const wish = { name: 'Secret room', kind: 'room', type: 'Exam room' };
const span = { startsAt: '2027-03-03T14:00:00.000Z', endsAt: '2027-03-03T16:00:00.000Z' };

export async function reachingResources(
  t: TestDatabase,
  place: { organizationId: string; clinicId: string },
): Promise<[Endpoint, TestCall][]> {
  const { clinicId } = place;
  const known = async () => ({ resourceId: await givenResource(t, place) });
  const outOfUseId = newId();
  const cleaned = await givenResource(t, place);
  await t
    .owner('resource')
    .where({ id: cleaned })
    .update({ out_of_use: JSON.stringify([{ id: outOfUseId, ...span, note: null }]) });
  return [
    [listResources, { query: { clinicId } }],
    [addResource, { body: { clinicId, ...wish } }],
    [
      changeResource,
      { params: await known(), body: { expectedVersion: 1, ...wish, name: 'Other room' } },
    ],
    [takeOutOfUse, { params: await known(), body: { expectedVersion: 1, ...span } }],
    [putBackInUse, { params: { resourceId: cleaned }, body: { expectedVersion: 1, outOfUseId } }],
    [retireResource, { params: await known(), body: { expectedVersion: 1 } }],
  ];
}
