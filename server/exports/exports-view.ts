import type { DataExport, ExportFailure, ExportStatus } from '#contract/exports';

export interface ExportRow {
  organization_id: string;
  id: string;
  reason: string;
  requested_by_id: string;
  requested_at: string;
  status: ExportStatus;
  attempts: number;
  lease_until: string | null;
  blob_key: string | null;
  files_done: number;
  files: number;
  bytes: number | null;
  sha256: string | null;
  ready_at: string | null;
  expires_at: string | null;
  failure: ExportFailure | null;
  version: number;
}

export function exportView(row: ExportRow, requestedBy: string): DataExport {
  return {
    id: row.id,
    reason: row.reason,
    requestedById: row.requested_by_id,
    requestedBy,
    requestedAt: row.requested_at,
    status: row.status,
    filesDone: row.files_done,
    files: row.files,
    bytes: row.bytes,
    sha256: row.sha256,
    readyAt: row.ready_at,
    expiresAt: row.expires_at,
    failure: row.failure,
    version: row.version,
  };
}
