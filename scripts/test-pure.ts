// The specs that need nothing but themselves.
import { findSpecs, runSpecs } from './node-tests.ts';

await runSpecs(
  findSpecs((path) => !path.endsWith('.db.spec.ts')),
  2,
);
