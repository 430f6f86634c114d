import {
  checkImport,
  commitImport,
  countImportProblems,
  discardImport,
  getImport,
  listImportProblems,
  listImports,
  mapImport,
  getImportPreview,
  readImportFile,
} from '#contract/imports';
import { readingRoute, route, type Route } from '../platform/http/route.ts';
import { cutFiles } from './file/cut-files.ts';
import { readImportFiles as readFiles } from './file/read-import-file.ts';
import * as queries from './imports-queries.ts';
import * as service from './imports-service.ts';
import { allowImportFile, takeImportFile } from './take-file-service.ts';

export const importsRoutes: readonly Route[] = [
  readingRoute(readImportFile, {
    allow: (ctx, { query, headers }) =>
      allowImportFile(ctx, { ...query, intoDemo: headers['X-Daysheet-Into-Demo'] === 'yes' }),
    read: (bytes, { headers }) =>
      readFiles(cutFiles(bytes, headers['X-Daysheet-File-Name'], headers['X-Daysheet-File-Parts'])),
    take: async (ctx, { query, headers }, file) => ({
      items: await takeImportFile(ctx, {
        ...query,
        system: headers['X-Daysheet-Import-System'],
        fileName: headers['X-Daysheet-File-Name'],
        subject: headers['X-Daysheet-Import-Subject'] ?? null,
        intoDemo: headers['X-Daysheet-Into-Demo'] === 'yes',
        file,
      }),
    }),
  }),
  route(mapImport, (ctx, { params, body }) => service.mapImport(ctx, { ...params, ...body })),
  route(getImportPreview, async (ctx, { params }) => ({
    items: await queries.getImportPreview(ctx, params.importId),
  })),
  route(checkImport, (ctx, { params }) => service.checkImport(ctx, params.importId)),
  route(commitImport, (ctx, { params, body }) => service.commitImport(ctx, { ...params, ...body })),
  route(discardImport, (ctx, { params, body }) =>
    service.discardImport(ctx, { ...params, ...body }),
  ),
  route(getImport, (ctx, { params }) => queries.getImport(ctx, params.importId)),
  route(listImports, async (ctx, { query }) => ({
    items: await queries.listImports(ctx, query.clinicId),
  })),
  route(listImportProblems, (ctx, { params, query }) =>
    queries.listProblems(ctx, { ...params, ...query }),
  ),
  route(countImportProblems, async (ctx, { params }) => ({
    items: await queries.countProblems(ctx, params.importId),
  })),
];
