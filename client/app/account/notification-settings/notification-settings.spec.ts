import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { notificationTopics, type NotificationChoices } from '#contract/notifications';
import { aPerson, aProblem, FakeServer } from '../../platform/given-session';
import { Session } from '../../platform/session';
import { Toasts } from '../../platform/toasts';
import { NotificationSettings } from './notification-settings';

const reading = 'GET /api/notifications/choices';
const changing = 'POST /api/notifications/choices/change';
const standard = Object.fromEntries(
  Object.entries(notificationTopics).map(([topic, { standard: choice }]) => [topic, choice]),
) as NotificationChoices;

async function open(server = new FakeServer().when(reading, standard)) {
  TestBed.configureTestingModule({ providers: [server.provider, provideRouter([])] });
  TestBed.inject(Session).begin(aPerson());
  const fixture = TestBed.createComponent(NotificationSettings);
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  return {
    server,
    text: () => element.textContent.replace(/\s+/g, ' '),
    chosen: (topic: string) =>
      element.querySelector<HTMLInputElement>(`[data-topic=${topic}] input:checked`)?.value,
    choose: async (topic: string, choice: string) => {
      element
        .querySelector<HTMLInputElement>(`[data-topic=${topic}] input[value=${choice}]`)
        ?.click();
      await fixture.whenStable();
    },
    retry: async () => {
      element.querySelector<HTMLButtonElement>('app-error-state button')?.click();
      await fixture.whenStable();
    },
  };
}

describe('NotificationSettings', () => {
  it('shows what was chosen of each topic, in words', async () => {
    const page = await open();
    expect(page.chosen('mentioned')).toBe('at-once');
    expect(page.chosen('soon')).toBe('off');
    for (const { title, text } of Object.values(notificationTopics)) {
      expect(page.text()).toContain(title);
      expect(page.text()).toContain(text);
    }
  });

  it('keeps a choice, and leaves the other topics alone', async () => {
    const page = await open();
    page.server.when(changing, { ...standard, late: 'off' });
    await page.choose('late', 'off');
    expect(page.chosen('late')).toBe('off');
    expect(page.chosen('mentioned')).toBe('at-once');
    expect(page.server.callsOf(changing).map(({ body }) => body)).toEqual([{ late: 'off' }]);
  });

  it('takes back what could not be kept, and says why', async () => {
    const page = await open();
    page.server.refuses(changing, aProblem('unavailable', 503, 'The server is away.'));
    await page.choose('late', 'off');
    expect(page.chosen('late')).toBe('bell');
    expect(TestBed.inject(Toasts).current()?.message).toBe('The server is away.');
  });

  it('says what went wrong instead of the choices, and asks again on request', async () => {
    const away = aProblem('unavailable', 503, 'The server is away.');
    const page = await open(new FakeServer().refuses(reading, away));
    expect(page.text()).toContain('The server is away.');
    page.server.when(reading, standard);
    await page.retry();
    expect(page.chosen('late')).toBe('bell');
  });
});
