import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { aProblem, FakeServer } from '../../platform/given-session';
import { Toasts } from '../../platform/toasts';
import { PasswordSettings } from './password-settings';

const change = 'POST /api/staff/change-password';

function open(server: FakeServer) {
  TestBed.configureTestingModule({ providers: [server.provider] });
  const fixture = TestBed.createComponent(PasswordSettings);
  let told = 0;
  fixture.componentInstance.changed.subscribe(() => told++);
  const element = fixture.nativeElement as HTMLElement;
  document.body.append(element);
  const loader = TestbedHarnessEnvironment.loader(fixture);
  const press = async (text: string): Promise<void> =>
    (await loader.getHarness(MatButtonHarness.with({ text }))).click();
  const field = (name: string): HTMLInputElement =>
    element.querySelector<HTMLInputElement>(`input[name=${name}]`)!;
  return {
    press,
    field,
    told: () => told,
    text: () => element.textContent.replace(/\s+/g, ' '),
    async give(password: string, next: string): Promise<void> {
      field('password').value = password;
      field('newPassword').value = next;
      await press('Change the password');
      await fixture.whenStable();
    },
  };
}

describe('PasswordSettings', () => {
  it('asks for the one that the person has, keeps the new one when it is wrong, and tells what ended', async () => {
    const server = new FakeServer().refuses(change, {
      ...aProblem('rule-broken', 422, 'This is not your password.'),
      rule: 'sign-in-failed',
    });
    const page = open(server);
    await page.press('Change the password…');
    expect(document.activeElement).toBe(page.field('password'));
    await page.give('wrong one', 'a new long sentence');
    expect(page.text()).toContain('This is not your password.');
    expect([page.field('password').value, page.field('newPassword').value]).toEqual([
      '',
      'a new long sentence',
    ]);
    expect(page.told()).toBe(0);
    server.when(change, { sessionsEnded: 2 });
    await page.give('the right one', 'a new long sentence');
    expect(server.callsOf(change).at(-1)?.body).toEqual({
      password: 'the right one',
      newPassword: 'a new long sentence',
    });
    expect(TestBed.inject(Toasts).current()?.message).toBe(
      'The password is changed; 2 other sessions ended.',
    );
    expect(page.told()).toBe(1);
    expect(page.text()).not.toContain('The new one');
  });

  it('sends nothing that is too short', async () => {
    const server = new FakeServer();
    const page = open(server);
    await page.press('Change the password…');
    await page.give('the right one', 'too short');
    expect(page.text()).toContain('At least 12 characters.');
    expect(server.callsOf(change)).toEqual([]);
  });
});
