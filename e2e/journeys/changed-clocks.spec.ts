// The two Sundays on which the clocks change: a day of 23 hours and one of 25, by hand and on two consoles.
import { expect, test, type Page } from '@playwright/test';
import { setWeeklyTemplate } from '#contract/availability';
import { listDay } from '#contract/calendar';
import { openConsole, openDay, visitBox } from '../support/console-page.ts';
import { givenFreedVisit, type FreedVisit } from '../support/freed-visit.ts';

const nextYear = new Date().getUTCFullYear() + 1;
/** By the rule of the United States, where the clinics of the demo are. */
const springForward = sundayOf(nextYear, 3, 2);
const fallBack = sundayOf(nextYear, 11, 1);

test('on a day of 23 hours the hour that is skipped can be neither seen nor booked', async ({
  browser,
  baseURL,
}) => {
  const world = await givenNightWork(baseURL!, 'Spring', springForward);
  const { context, page } = await openConsole(browser, baseURL!, 'scheduler');
  await openDay(page, springForward);
  await expect(hour(page, '1 am')).toHaveCount(1);
  await expect(hour(page, '2 am')).toHaveCount(0);
  await expect(hour(page, '3 am')).toHaveCount(1);

  const dialog = await choose(page, world, { patient: world.holder, time: '02:30' });
  await expect(dialog.getByRole('alert')).toContainText('it does not exist');
  await expect(dialog.getByRole('button', { name: 'Book', exact: true })).toBeDisabled();
  await dialog.getByLabel('Time', { exact: true }).fill('03:00');
  await dialog.getByRole('button', { name: 'Book', exact: true }).click();
  await expect(dialog).toBeHidden();
  expect(await startsOn(world, springForward)).toEqual([`${springForward}T07:00:00.000Z`]);
  await context.close();
});

test('on a day of 25 hours the hour that comes twice is booked once each time', async ({
  browser,
  baseURL,
}) => {
  const world = await givenNightWork(baseURL!, 'Autumn', fallBack);
  const a = await openConsole(browser, baseURL!, 'scheduler');
  const b = await openConsole(browser, baseURL!, 'call-centre-agent');
  for (const { page } of [a, b]) await openDay(page, fallBack);
  await expect(hour(a.page, '1 am')).toHaveCount(2);

  for (const [patient, zone] of [
    [world.holder, 'EDT'],
    [world.waiter, 'EST'],
  ] as const) {
    const dialog = await choose(a.page, world, { patient, time: '01:30' });
    await expect(dialog).toContainText('this time comes twice');
    await dialog.getByRole('radio', { name: `1:30 am ${zone}` }).check();
    await dialog.getByRole('button', { name: 'Book', exact: true }).click();
    await expect(dialog).toBeHidden();
  }
  expect(await startsOn(world, fallBack)).toEqual([
    `${fallBack}T05:30:00.000Z`,
    `${fallBack}T06:30:00.000Z`,
  ]);
  // On the other console they stand an hour, four rows, apart.
  const [first, second] = await visitsOn(world, fallBack);
  const tops: number[] = [];
  for (const visit of [first, second]) {
    await expect(visitBox(b.page, visit!.id)).toContainText('1:30');
    tops.push(await visitBox(b.page, visit!.id).evaluate((box) => box.getBoundingClientRect().top));
  }
  expect(Math.round(tops[1]! - tops[0]!)).toBe(80);
  for (const { context } of [a, b]) await context.close();
});

/** A provider who works all night that Sunday. */
async function givenNightWork(url: string, name: string, date: string): Promise<FreedVisit> {
  const world = await givenFreedVisit(url, name, { undoSeconds: 60 });
  await world.manager.call(setWeeklyTemplate, {
    body: {
      ...{ clinicId: world.clinic.id, providerId: world.provider.id, effectiveFrom: date },
      blocks: [{ weekday: 7, startsAt: '00:00', endsAt: '24:00', visitTypeIds: [] }],
    },
  });
  return world;
}

async function choose(
  page: Page,
  world: FreedVisit,
  { patient, time }: { patient: string; time: string },
) {
  await page.getByRole('button', { name: 'Book a visit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Book a visit' });
  await dialog.getByRole('combobox', { name: 'Patient' }).fill(patient);
  await dialog.getByRole('option', { name: patient }).first().click();
  const type = `${world.provider.family.replace(/^Aa/, '')} check · 30 min`;
  await dialog.getByLabel('Visit type').selectOption({ label: type });
  await dialog.locator('[name=provider]').selectOption(world.provider.id);
  await dialog.getByLabel('Time', { exact: true }).fill(time);
  return dialog;
}

function hour(page: Page, words: string) {
  return page.locator('app-day-grid .gutter .hour', { hasText: new RegExp(`^\\s*${words}\\s*$`) });
}

async function visitsOn(world: FreedVisit, date: string) {
  const { appointments } = await world.manager.call(listDay, {
    query: { clinicId: world.clinic.id, date },
  });
  return appointments.filter(({ providerId }) => providerId === world.provider.id);
}

async function startsOn(world: FreedVisit, date: string): Promise<string[]> {
  return (await visitsOn(world, date)).map(({ startsAt }) => startsAt);
}

/** The nth Sunday of a month, as a local date. */
function sundayOf(year: number, month: number, nth: number): string {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  const day = 1 + ((7 - first) % 7) + 7 * (nth - 1);
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}
