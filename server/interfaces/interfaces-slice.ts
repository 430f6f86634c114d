import {
  addInterface,
  changeInterface,
  giveInterfaceFile,
  listInterfaceMessages,
  listInterfaces,
  readFileAgain,
} from '#contract/interfaces';
import { readingRoute, route } from '../platform/http/route.ts';
import type { Slice } from '../platform/slice.ts';
import { allowFile, noteFile, putFile } from './give-file-service.ts';
import * as queries from './interfaces-queries.ts';
import * as service from './interfaces-service.ts';

/** How files come from and go to other systems; what they say is each capability's own. */
export function interfacesSlice({ inboxDir }: { inboxDir: string }): Slice {
  return {
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
      readingRoute(giveInterfaceFile, {
        allow: (ctx, { params, query }) => allowFile(ctx, { ...params, ...query }),
        read: (bytes, _input, folder) => putFile(inboxDir, folder, bytes),
        take: (ctx, { params, query }, given) => noteFile(ctx, { ...params, ...query, ...given }),
      }),
    ],
    feeds: [{ capability: 'interfaces', scope: 'organization', permission: 'interface:manage' }],
  };
}
