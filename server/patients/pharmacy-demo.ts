// Fictitious pharmacies: around the corner, with a courier, by mail; and how some payers treat them.
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import type { PharmacyNetworkRow } from './pharmacy-network-repository.ts';
import type { PharmacyRow } from './pharmacy-repository.ts';

type Ways = Pick<PharmacyRow, 'pickup' | 'delivery_days' | 'mail_days'>;

const known: readonly [name: string, address: string, ways: Ways][] = [
  ['Harborside Pharmacy', '4 Harbor Way', { pickup: true, delivery_days: null, mail_days: null }],
  ['Mill Street Drugs', '31 Mill Street', { pickup: true, delivery_days: 1, mail_days: null }],
  ['Mesa Family Pharmacy', '310 Mesa Drive', { pickup: true, delivery_days: 2, mail_days: null }],
  [
    'Clinic Pharmacy at Harborview',
    '1 Harbor Way',
    { pickup: true, delivery_days: 0, mail_days: 3 },
  ],
  ['Evergreen Mail Pharmacy', 'PO Box 90', { pickup: false, delivery_days: null, mail_days: 7 }],
];

interface DemoPharmacies {
  organizationId: string;
  startedAt: string;
  payerIds: readonly string[];
}

export function demoPharmacies(of: DemoPharmacies): DemoTable[] {
  const rows = known.map(([name, address, ways], at): PharmacyRow => ({
    organization_id: of.organizationId,
    id: demoId(71, at + 1),
    ncpdp_id: String(9_900_001 + at),
    name,
    address,
    phone: `+1617555${String(180 + at).padStart(4, '0')}`,
    ...ways,
    version: 1,
  }));
  const network = rows.flatMap((row, at) => demoNetwork(of, { pharmacyId: row.id, at }));
  const versions = (kept: readonly (PharmacyRow | PharmacyNetworkRow)[]) =>
    kept.map((row) => versionRow(row, { act: 'added', from: of.startedAt }));
  return [
    { table: 'pharmacy', rows },
    { table: 'pharmacy_version', rows: versions(rows) },
    { table: 'pharmacy_network', rows: network },
    { table: 'pharmacy_network_version', rows: versions(network) },
  ];
}

/** Nobody has said how the last payers treat them. */
function demoNetwork(
  { organizationId, startedAt, payerIds }: DemoPharmacies,
  { pharmacyId, at }: { pharmacyId: string; at: number },
): PharmacyNetworkRow[] {
  const standings = ['in-network', 'preferred', 'in-network', 'out-of-network'] as const;
  return payerIds.slice(0, 6).map((payerId, place) => ({
    organization_id: organizationId,
    id: demoId(72, at * 10 + place + 1),
    pharmacy_id: pharmacyId,
    payer_id: payerId,
    standing: standings[(at + place) % standings.length] ?? 'unknown',
    from_on: `${startedAt.slice(0, 4)}-01-01`,
    version: 1,
  }));
}
