// The demo network reaches most of its payers through one clearing house, whose files stay on this machine.
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import type { InterfaceRow } from '../platform/drop-folder/interface-row.ts';

export function demoInterfaces(of: {
  organizationId: string;
  startedAt: string;
  payerIds: readonly string[];
}): DemoTable[] {
  const row: InterfaceRow = {
    organization_id: of.organizationId,
    id: demoId(31, 1),
    clinic_id: null,
    kind: 'eligibility',
    name: 'Demo clearing house',
    folder: 'demo-clearing-house',
    our_qualifier: 'ZZ',
    our_id: 'DAYSHEETDEMO',
    their_qualifier: 'ZZ',
    their_id: 'CLEARINGDEMO',
    is_test: true,
    provider_name: 'Daysheet Clinics (demo)',
    provider_npi: '1999999984',
    payer_ids: [...of.payerIds],
    their_application: null,
    their_facility: null,
    our_application: null,
    our_facility: null,
    enabled: true,
    last_control: 0,
    created_at: of.startedAt,
    version: 1,
  };
  const version = versionRow(row, { act: 'added', from: of.startedAt });
  return [
    { table: 'interface', rows: [row] },
    { table: 'interface_version', rows: [version] },
  ];
}
