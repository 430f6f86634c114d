// Builders for specs: pharmacies and their networks as the server answers them.
import type { Pharmacy, PharmacyNetwork } from '#contract/pharmacy';
import { aPayer } from './given-coverages';

export function aPharmacy(overrides: Partial<Pharmacy> = {}): Pharmacy {
  return {
    id: '018f0000-0000-7000-8000-000000007101',
    ncpdpId: '9900001',
    name: 'Harborside Pharmacy',
    address: '4 Harbor Way',
    phone: '+16175550180',
    pickup: true,
    deliveryDays: null,
    mailDays: null,
    version: 1,
    ...overrides,
  };
}

export function aNetwork(overrides: Partial<PharmacyNetwork> = {}): PharmacyNetwork {
  return {
    id: '018f0000-0000-7000-8000-000000007201',
    payerId: aPayer().id,
    payerName: aPayer().name,
    standing: 'in-network',
    fromOn: '2026-01-01',
    ...overrides,
  };
}
