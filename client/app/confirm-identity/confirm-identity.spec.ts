import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Me } from '#contract/staff';
import { aPerson, aProblem, FakeServer } from '../platform/given-session';
import { IdentityCheck } from '../platform/identity-check';
import { Session } from '../platform/session';
import { ConfirmIdentity } from './confirm-identity';

const path = 'POST /api/staff/confirm-identity';

async function ask(person: Partial<Me> = {}) {
  const server = new FakeServer();
  TestBed.configureTestingModule({ providers: [server.provider, provideRouter([])] });
  TestBed.inject(Session).begin(aPerson(person));
  const fixture = TestBed.createComponent(ConfirmIdentity);
  const answer = TestBed.inject(IdentityCheck).ask();
  await fixture.whenStable();
  const element = fixture.nativeElement as HTMLElement;
  const field = (): HTMLInputElement | null => element.querySelector('input');
  const submit = async (password?: string): Promise<void> => {
    if (password !== undefined) field()!.value = password;
    element.querySelector('form')!.requestSubmit();
    await fixture.whenStable();
  };
  return { server, answer, element, field, submit, fixture };
}

describe('ConfirmIdentity', () => {
  it('takes the password and says yes', async () => {
    const { server, answer, element, submit } = await ask();
    server.when(path, {});
    await submit('spring tide at noon');
    expect(await answer).toBe(true);
    expect(server.calls[0]?.body).toEqual({ password: 'spring tide at noon' });
    expect(element.querySelector('dialog')!.open).toBe(false);
  });

  it('stays open after a wrong password, says so and keeps none of it', async () => {
    const { server, element, field, submit, fixture } = await ask();
    server.refuses(path, aProblem('rule-broken', 422, 'This is not your password.'));
    await submit('wrong');
    expect(element.querySelector('[role=alert]')!.textContent).toContain('not your password');
    expect(field()!.value).toBe('');
    expect(document.activeElement).toBe(field());
    expect(TestBed.inject(IdentityCheck).isAsked()).toBe(true);
    fixture.destroy();
  });

  it('takes a code instead of the password from who has a second step', async () => {
    const secondStep = { isSetUp: true, isRequired: false, codesLeft: 9 };
    const { server, answer, element, submit, fixture } = await ask({ secondStep });
    server.when(path, {});
    element.querySelector<HTMLButtonElement>('button[type=button]')!.click();
    await fixture.whenStable();
    await submit('123456');
    expect(await answer).toBe(true);
    expect(server.calls[0]?.body).toEqual({ password: null, code: '123456' });
  });

  it('asks the people of the demo for a word only', async () => {
    const { server, answer, field, submit } = await ask({ hasPassword: false });
    server.when(path, {});
    expect(field()).toBeNull();
    await submit();
    expect(await answer).toBe(true);
    expect(server.calls[0]?.body).toEqual({ password: null });
  });

  it('says no when it is closed, and asks afresh the next time', async () => {
    const { answer, element, fixture } = await ask();
    element.querySelector('dialog')!.close();
    expect(await answer).toBe(false);
    await fixture.whenStable();
    void TestBed.inject(IdentityCheck).ask();
    await fixture.whenStable();
    expect(element.querySelector('dialog')!.open).toBe(true);
    fixture.destroy();
  });
});
