import {
  addInterface,
  changeInterface,
  listInterfaceMessages,
  listInterfaces,
  readFileAgain,
} from '#contract/interfaces';
import { route } from '../platform/http/route.ts';
import type { Slice } from '../platform/slice.ts';
import * as queries from './interfaces-queries.ts';
import * as service from './interfaces-service.ts';

/** How files come from and go to other systems; what they say is each capability's own. */
export const interfacesSlice: Slice = {
  name: 'interfaces',
  routes: [
    route(listInterfaces, async (ctx, { query }) => ({
      items: await queries.listInterfaces(ctx, query.clinicId),
    })),
    route(listInterfaceMessages, async (ctx, { params }) => ({
      items: await queries.listMessages(ctx, params.interfaceId),
    })),
    route(addInterface, (ctx, { body }) => service.addInterface(ctx, body)),
    route(changeInterface, (ctx, { params, body }) =>
      service.changeInterface(ctx, { ...params, ...body }),
    ),
    route(readFileAgain, (ctx, { params, body }) =>
      service.readFileAgain(ctx, { ...params, ...body }),
    ),
  ],
  feeds: [{ capability: 'interfaces', scope: 'organization', permission: 'interface:manage' }],
};
