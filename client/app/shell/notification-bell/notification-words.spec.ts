import { aNotification } from './given-notifications';
import { notificationUrl, notificationWords } from './notification-words';

const call = { noun: ['call', 'calls'], who: 'Ben Ortiz' } as const;

describe('notificationWords', () => {
  it('says who did what, and never about whom', () => {
    const words = (overrides: Parameters<typeof aNotification>[0]) =>
      notificationWords(aNotification(overrides), call);
    expect(words({ topic: 'mentioned' })).toBe('Ben Ortiz named you in a call');
    expect(words({ topic: 'assigned', count: 12 })).toBe('Ben Ortiz gave you 12 calls');
    expect(words({ topic: 'covered', count: 1 })).toBe('A call came to you: Ben Ortiz is away');
    expect(words({ topic: 'taken-over' })).toBe('Ben Ortiz took a call out of your hands');
    expect(words({ topic: 'soon' })).toBe('A call of yours is due soon');
    expect(words({ topic: 'late', count: 3 })).toBe('3 calls of yours are late');
    expect(words({ topic: 'bulk-ended', count: 40, refused: 2 })).toBe(
      'Your action on 40 calls is done; 2 left alone',
    );
    expect(words({ topic: 'password-reset', queue: 'account' })).toBe(
      'Ben Ortiz made a link for a new password of yours',
    );
    expect(words({ topic: 'bulk-ended', count: 1 })).toBe('Your action on a call is done');
  });

  it('knows an authorization from a call', () => {
    const noun = ['authorization', 'authorizations'] as const;
    expect(notificationWords(aNotification({}), { ...call, noun })).toBe(
      'Ben Ortiz named you in an authorization',
    );
  });
});

describe('notificationUrl', () => {
  it('leads to the item, or to the list in which the items are', () => {
    const one = aNotification({});
    expect(notificationUrl(one)).toBe(`/calls/${one.itemId ?? ''}`);
    const own = aNotification({ topic: 'password-reset', queue: 'account', itemId: null });
    expect(notificationUrl(own)).toBe('/account');
    const several = { itemId: null, count: 4 };
    expect(notificationUrl(aNotification({ topic: 'late', ...several }))).toBe(
      '/calls?owner=me&level=late',
    );
    expect(notificationUrl(aNotification({ topic: 'covered', ...several }))).toBe(
      '/calls?owner=me',
    );
    expect(notificationUrl(aNotification({ topic: 'taken-over', ...several }))).toBe('/calls');
  });
});
