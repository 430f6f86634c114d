// Fictitious pharmacies: around the corner, with a courier, by mail.
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
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

export function demoPharmacies(of: { organizationId: string; startedAt: string }): DemoTable[] {
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
  return [
    { table: 'pharmacy', rows },
    {
      table: 'pharmacy_version',
      rows: rows.map((row) => versionRow(row, { act: 'added', from: of.startedAt })),
    },
  ];
}
