import { TestBed } from '@angular/core/testing';
import { FakeServer, FakeSocket, riverside } from '../../platform/given-session';
import { initialCalendarState } from '../calendar-state';
import { columnsOf } from '../day-columns';
import {
  aProvider,
  at,
  aVisit,
  aVisitType,
  followUpId,
  idOf,
  mondayDay,
  pageProviders,
} from '../given-calendar';
import { DayGrid } from './day-grid';

const ids = Array.from({ length: 30 }, (_, n) => idOf(2000 + n));
const visits = ids.map((providerId) =>
  aVisit({ providerId, startsAt: at('10:00'), endsAt: at('10:30') }),
);
const columns = columnsOf({
  ...initialCalendarState,
  clinicId: riverside,
  days: [mondayDay],
  providers: Object.fromEntries(
    ids.map((id, n) => [id, aProvider({ id, family: `No. ${String(n).padStart(2, '0')}` })]),
  ),
  visitTypes: { [followUpId]: aVisitType() },
  appointments: Object.fromEntries(visits.map((visit) => [visit.id, visit])),
});

describe('the columns of thirty providers', () => {
  async function open() {
    const page = { path: '', component: DayGrid };
    const ends = { server: new FakeServer(), socket: new FakeSocket() };
    TestBed.configureTestingModule({ providers: pageProviders(page, ends) });
    const fixture = TestBed.createComponent(DayGrid);
    fixture.componentRef.setInput('columns', columns);
    fixture.componentRef.setInput('zone', 'America/New_York');
    const host = fixture.nativeElement as HTMLElement;
    host.style.cssText = 'inline-size: 1000px; block-size: 600px';
    document.body.append(host);
    const frame = async (): Promise<void> => {
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      await fixture.whenStable();
    };
    await frame();
    const drawn = (): number[] =>
      visits.flatMap(({ id }, n) => (host.querySelector(`[data-visit="${id}"]`) ? [n] : []));
    return { fixture, host, frame, drawn };
  }

  it('are all there, and drawn where they are in sight', async () => {
    const { host, frame, drawn } = await open();
    expect(host.querySelectorAll('.column').length).toBe(30);
    expect(drawn()).toContain(0);
    expect(drawn()).not.toContain(20);
    const scroller = host.querySelector('.scroller')!;
    scroller.scrollLeft = scroller.scrollWidth;
    await frame();
    await frame();
    expect(drawn()).toContain(29);
    expect(drawn()).not.toContain(12);
    // The stop of the keyboard stays where it was left.
    expect(drawn()[0]).toBe(0);
  });

  it('are drawn where the picked visit is, and where the arrows lead', async () => {
    const { fixture, host, frame, drawn } = await open();
    fixture.componentRef.setInput('pickedId', visits[25]!.id);
    await frame();
    expect(drawn()).toContain(25);
    host.querySelector<HTMLElement>('.slot, [tabindex="0"]')!.focus();
    for (let n = 0; n < 18; n++) {
      document.activeElement!.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }),
      );
      await frame();
    }
    expect(document.activeElement?.closest('[data-provider]')?.getAttribute('data-provider')).toBe(
      ids[18],
    );
  });
});
