// What comes of reports that are read, for specs.
import assert from 'node:assert/strict';
import { aBundle } from './given-fhir.ts';
import type { LabReport } from './lab-report.ts';
import { readDiagnosticReports } from './read-diagnostic-report.ts';
import type { Resource } from './resources.ts';

export function bytesOf(value: unknown): Uint8Array {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

export function bundled(resources: readonly Resource[]): unknown {
  return aBundle(resources.map((resource) => ({ resource })));
}

/** The only report in it. */
export function reportIn(value: unknown): LabReport {
  const result = readDiagnosticReports(bytesOf(value));
  assert.ok('reports' in result, JSON.stringify(result));
  const [report, ...more] = result.reports;
  assert.ok(report && more.length === 0);
  return report;
}

/** `place resource path reason` of each problem. */
export function problemsIn(value: unknown): string[] {
  const result = readDiagnosticReports(bytesOf(value));
  assert.ok('problems' in result);
  return result.problems.map(({ at, resource, path, reason }) =>
    [at, resource, path, reason].filter((each) => each !== '').join(' '),
  );
}
