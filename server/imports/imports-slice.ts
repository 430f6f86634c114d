import type { Slice } from '../platform/slice.ts';
import { importsRoutes } from './imports-routes.ts';
import {
  discardAbandoned,
  importCommitted,
  importToCheck,
  judgeImport,
  runImportStep,
} from './imports-service.ts';

/** Taking over patients and future visits from another system. */
export const importsSlice: Slice = {
  name: 'imports',
  routes: importsRoutes,
  feeds: [{ capability: 'imports', scope: 'clinic', permission: 'import:run' }],
  ticks: [
    { name: 'imports.judge', everyMs: 15_000, wokenBy: importToCheck, run: judgeImport },
    { name: 'imports.write', everyMs: 15_000, wokenBy: importCommitted, run: runImportStep },
    { name: 'imports.discard-abandoned', everyMs: 600_000, run: discardAbandoned },
  ],
};
