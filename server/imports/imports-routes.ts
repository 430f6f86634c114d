import {
  addImportLines,
  checkImport,
  commitImport,
  getImport,
  listImportProblems,
  listImports,
  startImport,
} from '#contract/imports';
import { route, type Route } from '../platform/http/route.ts';
import * as queries from './imports-queries.ts';
import * as service from './imports-service.ts';

export const importsRoutes: readonly Route[] = [
  route(startImport, (ctx, { body }) => service.startImport(ctx, body)),
  route(addImportLines, (ctx, { params, body }) =>
    service.addImportLines(ctx, { ...params, ...body }),
  ),
  route(checkImport, (ctx, { params }) => service.checkImport(ctx, params.importId)),
  route(commitImport, (ctx, { params, body }) => service.commitImport(ctx, { ...params, ...body })),
  route(getImport, (ctx, { params }) => queries.getImport(ctx, params.importId)),
  route(listImports, async (ctx, { query }) => ({
    items: await queries.listImports(ctx, query.clinicId),
  })),
  route(listImportProblems, (ctx, { params, query }) =>
    queries.listProblems(ctx, { ...params, ...query }),
  ),
];
