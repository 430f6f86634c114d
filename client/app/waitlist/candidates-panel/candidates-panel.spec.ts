import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Me } from '#contract/staff';
import { aGrant, aPerson, aProblem } from '../../platform/given-session';
import { Session } from '../../platform/session';
import {
  aCandidate,
  anEntry,
  anOffer,
  anOpening,
  aProvider,
  aVisitType,
  standingClock,
} from '../given-waitlist';
import type { CandidatesState } from '../waitlist-state';
import type { OpeningOnBoard } from '../waitlist-store';
import { CandidatesPanel, type OfferAnswered, type OfferWish } from './candidates-panel';
import { CandidatesPanelHarness } from './candidates-panel-harness';

const opening = anOpening();
const named = (family: string) => {
  const entry = anEntry();
  return { ...entry, patient: { ...entry.patient, family } };
};
const best = aCandidate({ entry: named('Best') });
const second = aCandidate({ entry: named('Second'), rank: 2 });
const unfit = aCandidate({
  entry: named('Unfit'),
  rank: null,
  verdicts: [
    { rule: 'provider', passes: true, because: 'Any provider will do.' },
    { rule: 'weekday', passes: false, because: 'Can come on Friday only; this is a Monday.' },
  ],
});
const loaded: CandidatesState = {
  openingId: opening.id,
  items: [best, second, unfit],
  status: 'loaded',
  problem: null,
};

async function show({
  me = aPerson(),
  state = loaded,
  ...item
}: Partial<OpeningOnBoard> & { me?: Me; state?: CandidatesState } = {}) {
  TestBed.configureTestingModule({
    providers: [provideRouter([]), standingClock().provider],
  });
  TestBed.inject(Session).begin(me);
  const fixture = TestBed.createComponent(CandidatesPanel);
  fixture.componentRef.setInput('item', {
    opening,
    offers: [],
    provider: aProvider(),
    visitType: aVisitType(),
    pending: false,
    touchedAt: null,
    ...item,
  } satisfies OpeningOnBoard);
  fixture.componentRef.setInput('state', state);
  const wishes: OfferWish[] = [];
  fixture.componentInstance.offer.subscribe((wish) => wishes.push(wish));
  const taken: OfferWish[] = [];
  fixture.componentInstance.takeOver.subscribe((wish) => taken.push(wish));
  const answers: OfferAnswered[] = [];
  fixture.componentInstance.answer.subscribe((answered) => answers.push(answered));
  const panel = await TestbedHarnessEnvironment.harnessForFixture(fixture, CandidatesPanelHarness);
  return { fixture, panel, wishes, taken, answers };
}

describe('CandidatesPanel', () => {
  it('lists who fits in their order, and why the others do not', async () => {
    const { panel } = await show();
    const [first, next, ...more] = await panel.fitting();
    expect(first).toContain('Best');
    expect(first).toContain('waits 11 days · gains 21 days');
    expect(next).toContain('Second');
    expect(more).toEqual([]);
    const others = await panel.others();
    expect(others.length).toBe(1);
    expect(others[0]).toContain('Can come on Friday only; this is a Monday.');
    expect(others[0]).not.toContain('Any provider will do.');
  });

  it('offers to the first in line at once', async () => {
    const { panel, wishes } = await show();
    await panel.offer(1);
    expect(wishes).toEqual([{ entryId: best.entry.id }]);
  });

  it('asks for a reason before it offers to anybody else', async () => {
    const { panel, wishes } = await show();
    await panel.offer(2);
    expect(wishes).toEqual([]);
    expect(await panel.canSubmitReason()).toBeFalse();
    await panel.giveReason('  The first cannot be reached ');
    await panel.submitReason();
    expect(wishes).toEqual([
      { entryId: second.entry.id, outOfOrderReason: 'The first cannot be reached' },
    ]);
  });

  it('offers to the first in line when o is pressed, but not while the answer is awaited', async () => {
    const { fixture, wishes } = await show();
    const press = (): boolean =>
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'o', bubbles: true }));
    press();
    expect(wishes).toEqual([{ entryId: best.entry.id }]);
    const item = fixture.componentInstance.item();
    fixture.componentRef.setInput('item', { ...item, pending: true });
    await fixture.whenStable();
    press();
    expect(wishes.length).toBe(1);
  });

  it('offers nothing again to who holds an offer of this time', async () => {
    const { panel, wishes } = await show({ offers: [anOffer(opening, best.entry)] });
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'o', bubbles: true }));
    expect(wishes).toEqual([]);
    expect(await panel.offerButtons()).toBe(1);
  });

  it('finds somebody by name or number', async () => {
    const { panel } = await show();
    await panel.search('unf');
    expect(await panel.fitting()).toEqual([]);
    expect((await panel.others()).length).toBe(1);
    await panel.search(best.entry.patient.mrn);
    expect((await panel.fitting()).length).toBe(1);
  });

  it('offers nothing to those whose role may not, or when the time is filled', async () => {
    const clinician = aPerson({ grants: [aGrant('clinician')] });
    const { panel } = await show({ me: clinician });
    expect(await panel.offerButtons()).toBe(0);
    expect(await panel.has(/off the board/)).toBeFalse();
    TestBed.resetTestingModule();
    const filled = await show({ opening: { ...opening, status: 'filled' } });
    expect(await filled.panel.offerButtons()).toBe(0);
  });

  it('shows live offers with the way to withdraw them', async () => {
    const offer = anOffer(opening, best.entry);
    const { fixture, panel } = await show({ offers: [offer] });
    const withdrawn: string[] = [];
    fixture.componentInstance.withdrawOffer.subscribe(({ id }) => withdrawn.push(id));
    const [live] = await panel.liveOffers();
    expect(live).toContain('Best');
    expect(live).toContain('due in 28 min');
    await panel.press('Withdraw');
    expect(withdrawn).toEqual([offer.id]);
    expect(await panel.has(/Patient/)).toBeFalse();
  });

  it("leads to the patient's page in demo mode only", async () => {
    const offer = anOffer(opening, best.entry);
    const person = aPerson();
    const me = { ...person, organization: { ...person.organization, isDemo: true } };
    const { panel } = await show({ me, offers: [offer] });
    expect(await panel.has(/Patient/)).toBeTrue();
  });

  it('says why an offer was refused', async () => {
    const { fixture, panel } = await show();
    expect(await panel.refusal()).toBeNull();
    fixture.componentRef.setInput('refusal', aProblem('rule-broken', 422, 'Too late to offer.'));
    expect(await panel.refusal()).toBe('Too late to offer.');
  });

  it('books the first in line at once, and asks why where others come before', async () => {
    const { panel, taken } = await show();
    await panel.book('Best');
    expect(taken).toEqual([{ entryId: best.entry.id }]);
    await panel.book('Second');
    await panel.giveReason('is on the line');
    await panel.submitReason();
    expect(taken[1]).toEqual({ entryId: second.entry.id, outOfOrderReason: 'is on the line' });
  });

  it('books whom only the rules of asking keep out, and nobody whom the time does not suit', async () => {
    const late = aCandidate({
      entry: named('Late'),
      rank: null,
      verdicts: [{ rule: 'notice', passes: false, because: 'Needs 48 hours of notice.' }],
    });
    const { panel } = await show({ state: { ...loaded, items: [best, late, unfit] } });
    expect(await panel.bookable()).toEqual(['Best', 'Late']);
  });

  it('records what a patient on the phone says, and confirms what one wants', async () => {
    const called = anOffer(opening, best.entry, { way: 'call' });
    const wanted = anOffer(opening, second.entry, { status: 'wanted' });
    const { panel, answers } = await show({ offers: [called, wanted] });
    expect((await panel.liveOffers())[0]).toContain('By phone');
    await panel.press(/Said no/);
    await panel.press(/Confirm/);
    expect(answers).toEqual([
      { offer: called, answer: 'decline' },
      { offer: wanted, answer: 'accept' },
    ]);
  });
});
