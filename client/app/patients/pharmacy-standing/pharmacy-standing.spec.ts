import { TestBed } from '@angular/core/testing';
import type { NetworkStanding } from '#contract/pharmacy';
import type { Role } from '#contract/permission';
import { aGrant, aPerson, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aCoverage } from '../given-coverages';
import { aPatient } from '../given-patients';
import { aNetwork, aPharmacy } from '../given-pharmacies';
import { PharmacyStanding } from './pharmacy-standing';

const patientId = aPatient().id;
const coverages = `GET /api/patients/${patientId}/coverages`;
const network = `GET /api/patients/pharmacies/${aPharmacy().id}/network`;

interface Known {
  standing?: NetworkStanding;
  coverage?: Parameters<typeof aCoverage>[0];
  role?: Role;
}

async function wordsWhere({ standing = 'out-of-network', coverage, role = 'scheduler' }: Known) {
  const server = new FakeServer()
    .when(coverages, {
      items: [aCoverage(coverage)],
      today: '2026-11-23',
      verifyWithinDays: 30,
      askable: [],
    })
    .when(network, { pharmacy: aPharmacy(), network: [aNetwork({ standing })] });
  TestBed.resetTestingModule();
  TestBed.configureTestingModule({ providers: [server.provider] });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant(role)] }));
  const fixture = TestBed.createComponent(PharmacyStanding);
  fixture.componentRef.setInput('patientId', patientId);
  fixture.componentRef.setInput('pharmacyId', aPharmacy().id);
  await fixture.whenStable();
  return { words: (fixture.nativeElement as HTMLElement).innerText, server };
}

describe('PharmacyStanding', () => {
  it('says how the payer of the primary coverage treats the pharmacy', async () => {
    expect((await wordsWhere({})).words).toBe('outside Bay State Health’s network');
    expect((await wordsWhere({ standing: 'in-network' })).words).toBe(
      'in Bay State Health’s network',
    );
    expect((await wordsWhere({ standing: 'preferred' })).words).toBe(
      'preferred by Bay State Health',
    );
  });

  it('says nothing where it is not known, nobody pays first today, or the reader may not know who', async () => {
    expect((await wordsWhere({ standing: 'unknown' })).words).toBe('');
    expect((await wordsWhere({ coverage: { order: 'secondary' } })).words).toBe('');
    expect((await wordsWhere({ coverage: { endsOn: '2026-11-22' } })).words).toBe('');
    expect((await wordsWhere({ coverage: { valid: false } })).words).toBe('');
    const { words, server } = await wordsWhere({ role: 'clinician' });
    expect(words).toBe('');
    expect(server.callsOf(coverages)).toEqual([]);
  });
});
