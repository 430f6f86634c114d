import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { SeriesLine, SeriesView } from '#contract/visit-series';
import { aGrant, aPerson, aProblem, FakeSocket, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { aPatient, at, followUpId, leeId, serverWith, standingClock } from '../given-calendar';
import { BookSeries } from './book-series';

const preview = 'POST /api/calendar/series/preview';
const book = 'POST /api/calendar/series/book';
const view = {
  series: { id: aPatient().id },
  visits: [],
  leftOut: [],
} as unknown as SeriesView;
const patient = aPatient();
const wish = {
  clinicId: riverside,
  patientId: patient.id,
  providerId: leeId,
  visitTypeId: followUpId,
  startsAt: at('10:00'),
  reason: 'Knee pain',
};
const instead = {
  providerId: leeId,
  clinicId: riverside,
  startsAt: at('11:30'),
  endsAt: at('12:00'),
};

function aLine(place: number, changed: Partial<SeriesLine> = {}): SeriesLine {
  const startsAt = at(`${String(9 + place).padStart(2, '0')}:00`);
  const line = { place, plannedAt: startsAt, startsAt, endsAt: startsAt };
  return { ...line, problems: [], alternatives: [], ...changed };
}

const taken = aLine(2, {
  problems: [{ rule: 'time-taken', message: 'Another visit stands there.', permission: null }],
  alternatives: [instead],
});

const held = { id: patient.id, settled: patient.id };

async function open(
  lines: SeriesLine[],
  hold: { id: string | null; settled: string | null } = held,
) {
  const server = serverWith().when(preview, { lines });
  TestBed.configureTestingModule({
    providers: [
      server.provider,
      new FakeSocket().provider,
      standingClock().provider,
      provideRouter([]),
    ],
  });
  TestBed.inject(Session).begin(aPerson({ grants: [aGrant('scheduler')] }));
  const fixture = TestBed.createComponent(BookSeries);
  const rhythm = { unit: 'week', every: 1, ends: { count: 3 } } as const;
  const settleHold = () => Promise.resolve(hold.settled);
  const inputs = { wish, rhythm, zone: 'America/New_York', holdId: hold.id, settleHold };
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  const booked: SeriesView[] = [];
  fixture.componentInstance.booked.subscribe((one) => booked.push(one));
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const button = (words: RegExp) =>
    [...element.querySelectorAll('button')].find((one) => words.test(one.innerText))!;
  return {
    server,
    booked,
    button,
    text: () => element.innerText.replace(/\s+/g, ' '),
    settle: () => fixture.whenStable(),
    async decide(place: number, value: string) {
      const select = element.querySelector<HTMLSelectElement>(`[data-place="${place}"] select`)!;
      select.value = value;
      select.dispatchEvent(new Event('change'));
      await fixture.whenStable();
    },
    async say(place: number, because: string) {
      const input = element.querySelector<HTMLInputElement>(`[data-place="${place}"] input`)!;
      input.value = because;
      input.dispatchEvent(new Event('input'));
      await fixture.whenStable();
    },
    async press(words: RegExp) {
      button(words).click();
      await fixture.whenStable();
    },
  };
}

describe('BookSeries', () => {
  it('asks what becomes of a visit that cannot stand, and books once that is decided', async () => {
    const dialog = await open([aLine(1), taken, aLine(3)]);
    expect(dialog.text()).toContain('Another visit stands there.');
    expect(dialog.text()).toContain('1 visit to decide about.');
    expect(dialog.button(/^Book/).disabled).toBeTrue();
    dialog.server.when(book, view);
    await dialog.decide(2, 'out');
    await dialog.say(2, 'Patient is away');
    expect(dialog.text()).toContain('1 left out.');
    await dialog.press(/^Book 2 visits/);
    expect(dialog.server.callsOf(book).map(({ body }) => body)).toEqual([
      {
        ...{ ...wish, rhythm: { unit: 'week', every: 1, ends: { count: 3 } } },
        holdId: patient.id,
        lines: [
          { place: 1, startsAt: at('10:00'), overrides: [] },
          { place: 2, startsAt: null, overrides: [], because: 'Patient is away' },
          { place: 3, startsAt: at('12:00'), overrides: [] },
        ],
      },
    ]);
    expect(dialog.booked).toEqual([view]);
  });

  it('has the time that is chosen instead judged, and asks for it', async () => {
    const dialog = await open([aLine(1), taken]);
    const free = aLine(2, { startsAt: instead.startsAt });
    dialog.server.when(preview, { lines: [aLine(1), free] }).when(book, view);
    await dialog.decide(2, instead.startsAt);
    expect(dialog.server.callsOf(preview).at(-1)?.body).toEqual(
      jasmine.objectContaining({ chosen: [{ place: 2, startsAt: instead.startsAt }] }),
    );
    await dialog.press(/^Book 2 visits/);
    expect(dialog.server.callsOf(book)[0]?.body).toEqual(
      jasmine.objectContaining({
        lines: [
          { place: 1, startsAt: at('10:00'), overrides: [] },
          { place: 2, startsAt: instead.startsAt, overrides: [] },
        ],
      }),
    );
  });

  it('keeps what was decided when a time was taken meanwhile, and marks that visit', async () => {
    const dialog = await open([aLine(1), taken, aLine(3)]);
    await dialog.decide(2, 'out');
    const items = [{ place: 3, rule: 'time-taken', message: 'Taken.' }];
    const refused = {
      ...aProblem('rule-broken', 422, 'One visit cannot stand.'),
      rule: 'lines-refused',
    };
    const third = aLine(3, { problems: taken.problems });
    dialog.server
      .refuses(book, { ...refused, current: { items } })
      .when(preview, { lines: [aLine(1), aLine(2), third] });
    await dialog.press(/^Book 2 visits/);
    await dialog.settle();
    expect(dialog.booked).toEqual([]);
    expect(dialog.text()).toContain('One visit cannot stand.');
    expect(dialog.text()).toContain('Refused a moment ago.');
    expect(dialog.text()).toContain('1 visit to decide about.');
    expect(dialog.button(/^Book/).disabled).toBeTrue();
    await dialog.decide(3, 'out');
    expect(dialog.button(/^Book 1 visit/).disabled).toBeFalse();
  });

  it('says that the visits cannot be looked at, and tries again', async () => {
    const dialog = await open([aLine(1), aLine(2)]);
    dialog.server.answers.set(preview, 'unreachable');
    await dialog.decide(1, 'out');
    expect(dialog.text()).toContain('cannot be reached');
    dialog.server.when(preview, { lines: [aLine(1), aLine(2)] });
    await dialog.say(1, 'Away');
    await dialog.press(/^Try again/);
    expect(dialog.text()).not.toContain('cannot be reached');
  });

  it('waits for a hold that is on its way: it must not stand in the way of its own visit', async () => {
    const dialog = await open([aLine(1)], { id: null, settled: patient.id });
    dialog.server.when(book, view);
    await dialog.press(/^Book 1 visit/);
    expect(dialog.server.callsOf(book)[0]?.body).toEqual(
      jasmine.objectContaining({ holdId: patient.id }),
    );
  });
});
