import { describe, expect, it } from 'vitest';
import { originForm } from './front-door';

describe('the target of a request', () => {
  it('is handed on without host and fragment', () => {
    const targets = [
      '/events?q=a',
      'http://gauge.example.com/users?x=1',
      'HTTPS://gauge.example.com',
      '/a#b?c',
      '#%zz',
      '',
    ];
    expect(targets.map(originForm)).toEqual(['/events?q=a', '/users?x=1', '/', '/a', '/', '/']);
  });
});
