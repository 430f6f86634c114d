import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { WorkItem } from '#contract/work';
import { aCall, after, nine } from './given-queue';
import { movesBetween, steadyRows } from './steady-rows';
import { byId } from './work-queue-state';

describe('movesBetween', () => {
  it('counts arrivals, departures and moves', () => {
    expect(movesBetween(['a', 'b', 'c'], ['a', 'b', 'c'])).toBe(0);
    expect(movesBetween(['a', 'b', 'c'], ['x', 'a', 'b', 'c'])).toBe(1);
    expect(movesBetween(['a', 'b', 'c'], ['a', 'c'])).toBe(1);
    expect(movesBetween(['a', 'b', 'c'], ['b', 'c', 'a'])).toBe(1);
  });

  it('does not count what further pages add at the end', () => {
    expect(movesBetween(['a', 'b'], ['a', 'b', 'c', 'd'])).toBe(0);
  });
});

describe('steadyRows', () => {
  const [a, b, arrived] = [aCall(), aCall(), aCall()];

  function stand(...calls: WorkItem[]) {
    const [rows, items] = [signal(calls), signal(byId(calls))];
    const steady = TestBed.runInInjectionContext(() => steadyRows(rows, items));
    const become = (shown: WorkItem[], known = shown): void => {
      rows.set(shown);
      items.set(byId(known));
    };
    const ids = (): string[] => steady.shown().map(({ id }) => id);
    return { steady, become, ids };
  }

  it('keeps every row in its place while somebody stands in one, and shows it as it is now', () => {
    const { steady, become, ids } = stand(a, b);
    steady.enter();
    const closed = after(a, { closedAt: nine });
    become([arrived, b], [closed, arrived, b]);
    expect(ids()).toEqual([a.id, b.id]);
    expect(steady.shown()[0]).toEqual(closed);
    expect(steady.waiting()).toBe(2);
  });

  it('shows what waited when the person looks away, or asks for it', () => {
    const { steady, become, ids } = stand(a, b);
    steady.enter();
    become([arrived, a, b]);
    steady.release();
    expect(ids()).toEqual([arrived.id, a.id, b.id]);
    expect(steady.waiting()).toBe(0);
    become([a, b]);
    expect(ids()).toEqual([arrived.id, a.id, b.id].filter((id) => id !== arrived.id));
    steady.leave();
    expect(ids()).toEqual([a.id, b.id]);
  });

  it('adds further pages at once', () => {
    const { steady, become, ids } = stand(a, b);
    steady.enter();
    become([a, b, arrived]);
    expect(ids()).toEqual([a.id, b.id, arrived.id]);
  });
});
