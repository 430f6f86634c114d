import {
  acceptInvitation,
  issueInvitation,
  issuePasswordReset,
  openStaffLink,
  revokeStaffLink,
  usePasswordReset,
} from '#contract/staff-link';
import {
  changeStaffDetails,
  changeStaffRoles,
  endStaffMember,
  getStaffMember,
  inviteStaffMember,
  listStaffMembers,
  reinstateStaffMember,
} from '#contract/staff-member';
import { hashPassword } from '../platform/auth/passwords.ts';
import { edgeRoute, route, type Route } from '../platform/http/route.ts';
import { requireManaged } from './member-access.ts';
import * as queries from './member-queries.ts';
import * as service from './member-service.ts';
import { memberView } from './member-view.ts';
import * as links from './staff-link-service.ts';

export function memberRoutes(): Route[] {
  return [
    route(listStaffMembers, async (ctx, { query }) => ({
      items: await queries.listMembers(ctx, query.clinicId),
    })),
    route(getStaffMember, async (ctx, { params: { staffId } }) => {
      const known = requireManaged(ctx, await queries.findMember(ctx, staffId));
      return {
        member: memberView(known),
        holdings: await queries.readHoldings(ctx, staffId),
        history: await queries.readHistory(ctx, staffId),
      };
    }),
    route(inviteStaffMember, (ctx, { body }) => service.inviteStaffMember(ctx, body)),
    route(changeStaffRoles, (ctx, { params, body }) =>
      service.changeStaffRoles(ctx, { ...params, ...body }),
    ),
    route(changeStaffDetails, (ctx, { params, body }) =>
      service.changeStaffDetails(ctx, { ...params, ...body }),
    ),
    route(endStaffMember, (ctx, { params, body }) =>
      service.endStaffMember(ctx, { ...params, ...body }),
    ),
    route(reinstateStaffMember, (ctx, { params, body }) =>
      service.reinstateStaffMember(ctx, { ...params, ...body }),
    ),
    route(issueInvitation, (ctx, { params }) => links.issueLink(ctx, params.staffId, 'invitation')),
    route(issuePasswordReset, (ctx, { params }) =>
      links.issueLink(ctx, params.staffId, 'password-reset'),
    ),
    route(revokeStaffLink, async (ctx, { params }) => {
      await links.revokeLink(ctx, params.staffId);
      return {};
    }),
    edgeRoute(openStaffLink, ({ database }, { body }) => links.openLink(database, body.token)),
    edgeRoute(acceptInvitation, async ({ database, requestId }, { body }) => {
      const { token, login, password } = body;
      const passwordHash = await hashPassword(password);
      await links.acceptInvitation(database, { token, login, passwordHash, requestId });
      return {};
    }),
    edgeRoute(usePasswordReset, async ({ database, requestId }, { body: { token, password } }) => {
      const passwordHash = await hashPassword(password);
      return links.usePasswordReset(database, { token, passwordHash, requestId });
    }),
  ];
}
