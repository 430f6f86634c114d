import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { MatMenuHarness } from '@angular/material/menu/testing';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { ProviderGroup } from '#contract/provider-group';
import type { Preferences } from '#contract/staff';
import { aPerson, FakeSocket, riverside } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { CalendarPage } from '../calendar-page';
import { CalendarPageHarness } from '../calendar-page-harness';
import { aWindow, leeId, monday, okaforId, pageProviders, serverWith } from '../given-calendar';

const preferences = 'POST /api/staff/preferences/change';
const groupId = '00000000-0000-4000-8000-0000000000f1';

function aGroup(over: Partial<ProviderGroup> = {}): ProviderGroup {
  return { id: groupId, clinicId: riverside, name: 'My pod', providerIds: [okaforId], ...over };
}

async function open(groups: ProviderGroup[], query = '') {
  const person = aPerson();
  const me = { ...person, preferences: { ...person.preferences, providerGroups: groups } };
  const windows = [aWindow(), aWindow({ providerId: okaforId })];
  const server = serverWith({ windows }).when(preferences, me.preferences);
  TestBed.configureTestingModule({
    providers: pageProviders(
      { path: 'calendar/day/:date', component: CalendarPage },
      { server, socket: new FakeSocket() },
    ),
  });
  TestBed.inject(Session).begin(me);
  const pages = await RouterTestingHarness.create(`/calendar/day/${monday}${query}`);
  const loader = TestbedHarnessEnvironment.loader(pages.fixture);
  const page = await loader.getHarness(CalendarPageHarness);
  const element = pages.fixture.nativeElement as HTMLElement;
  const dialog = () => element.querySelector<HTMLElement>('app-provider-group-dialog')!;
  return {
    page,
    element,
    dialog,
    address: () => TestBed.inject(Router).url,
    async choose(item: string) {
      const menu = await loader.getHarness(MatMenuHarness);
      await menu.open();
      await menu.clickItem({ text: item });
      await pages.fixture.whenStable();
    },
    async name(name: string) {
      const field = dialog().querySelector<HTMLInputElement>('[name=groupName]')!;
      field.value = name;
      field.dispatchEvent(new Event('input'));
      await pages.fixture.whenStable();
    },
    async tick(providerId: string) {
      dialog().querySelector<HTMLInputElement>(`[data-provider="${providerId}"]`)!.click();
      await pages.fixture.whenStable();
    },
    async press(text: string) {
      [...dialog().querySelectorAll('button')]
        .find((button) => button.innerText.trim() === text)!
        .click();
      await pages.fixture.whenStable();
    },
    kept: () => server.callsOf(preferences).map(({ body }) => (body as Preferences).providerGroups),
  };
}

describe('groups of providers', () => {
  it('shows the columns of one alone, as the address says, and everybody again', async () => {
    const scene = await open([aGroup()]);
    expect((await scene.page.providers()).length).toBe(2);
    await scene.choose('My pod');
    expect(scene.address()).toContain(`group=${groupId}`);
    expect(await scene.page.providers()).toEqual([jasmine.stringContaining('Okafor')]);
    await scene.choose('All providers');
    expect((await scene.page.providers()).length).toBe(2);
  });

  it('leaves an address with a group of somebody else to everybody', async () => {
    const scene = await open([aGroup({ clinicId: okaforId })], `?group=${groupId}`);
    expect((await scene.page.providers()).length).toBe(2);
  });

  it('says that nobody of a group is here, and not that the day is empty', async () => {
    const nobody = aGroup({ providerIds: [groupId] });
    const scene = await open([nobody], `?group=${groupId}`);
    expect(await scene.page.text()).toContain('Nobody of “My pod” is here on this day');
  });

  it('keeps a new one and shows it, once it has a name and somebody in it', async () => {
    const elsewhere = aGroup({ id: leeId, clinicId: okaforId });
    const scene = await open([elsewhere]);
    await scene.choose('New group…');
    await scene.press('Save');
    expect(scene.dialog().innerText).toContain('Give the group a name.');
    await scene.name(' Mornings ');
    await scene.press('Save');
    expect(scene.dialog().innerText).toContain('Choose at least one provider.');
    expect(scene.kept()).toEqual([]);
    await scene.tick(leeId);
    await scene.press('Save');
    const [kept] = scene.kept();
    const made = kept!.at(-1)!;
    expect(kept).toEqual([
      elsewhere,
      aGroup({ id: made.id, name: 'Mornings', providerIds: [leeId] }),
    ]);
    expect(scene.address()).toContain(`group=${made.id}`);
    expect(await scene.page.providers()).toEqual([jasmine.stringContaining('Lee')]);
  });

  it('changes one, and removes it', async () => {
    const scene = await open([aGroup()], `?group=${groupId}`);
    await scene.choose('Change “My pod”…');
    await scene.tick(leeId);
    await scene.press('Save');
    expect(scene.kept()[0]?.[0]?.providerIds.toSorted()).toEqual([leeId, okaforId].toSorted());
    expect((await scene.page.providers()).length).toBe(2);
    await scene.choose('Change “My pod”…');
    await scene.press('Remove it');
    expect(scene.kept()[1]).toEqual([]);
    expect(scene.address()).not.toContain('group=');
  });
});
