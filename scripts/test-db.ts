// The specs over a real database: one PostgreSQL for all of them, one database for each file.
import { startTestCluster } from '../server/platform/db/test-cluster.ts';
import { findSpecs, runSpecs } from './node-tests.ts';

const cluster = await startTestCluster();
process.env['TEST_DATABASE_OWNER'] = JSON.stringify(cluster.connection);
try {
  await runSpecs(
    findSpecs((path) => path.endsWith('.db.spec.ts')),
    2,
  );
} finally {
  await cluster.stop();
}
