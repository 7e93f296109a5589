import { describe, expect, it } from 'vitest';

import { allMatching, allShown, nothingPicked, settled, toggled } from './selection-state';

const shown = ['a', 'b', 'c'];
const none = nothingPicked('?type=x');

describe('a selection', () => {
  it('ticks and unticks one row', () => {
    const one = toggled(none, 'b', shown);
    expect([...one.keys]).toEqual(['b']);
    expect(toggled(one, 'b', shown).keys.size).toBe(0);
  });

  it('drops what has vanished, stays what it is while rows are loading, and begins anew under other filters', () => {
    const all = allShown(none, shown);
    expect([...settled(all, ['a', 'c', 'd'], '?type=x').keys]).toEqual(['a', 'c']);
    expect(settled(all, undefined, '?type=x')).toBe(all);
    expect(settled(all, shown, '?type=x')).toBe(all);
    expect(settled(all, shown, '?type=y')).toEqual(nothingPicked('?type=y'));
  });

  it('of everything is of what is shown once a row is unticked, and ends with the last row', () => {
    const all = allMatching(none);
    expect(settled(all, ['a', 'z'], '?type=x')).toBe(all);
    expect([...toggled(all, 'b', shown).keys]).toEqual(['a', 'c']);
    expect(settled(all, [], '?type=x')).toEqual(none);
  });
});
