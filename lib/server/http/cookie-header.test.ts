import { describe, expect, it } from 'vitest';
import { cookieReader } from './cookie-header';

describe('the Cookie header', () => {
  it('is read by whole names, the last of two counts, and values are decoded', () => {
    const jar = cookieReader('a=1; ba=2;  b=x%20y; b=3%3D; broken=%; empty=');
    const valueOf = (name: string) => jar.get(name)?.value;
    expect(['a', 'ba', 'b', 'broken', 'empty', 'c'].map(valueOf)).toEqual(['1', '2', '3=', '%', '', undefined]);
  });
});
