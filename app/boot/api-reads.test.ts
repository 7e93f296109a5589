import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findRead } from '@/lib/server/http/fast-api';
import { apiReads } from './api-reads';

/** Paths of the route files under `app/api`, as Next makes them of the folders, and whether they export GET. */
function routes(): { path: string; isRead: boolean }[] {
  return readdirSync('app/api', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('route.ts'))
    .map((file) => ({
      path: `/api/${file.replaceAll('\\', '/').replace(/\/route\.ts$/, '')}`,
      isRead: /export const GET\b/.test(readFileSync(join('app/api', file), 'utf8')),
    }));
}

const paths = (wanted: { path: string }[]) => wanted.map(({ path }) => path).sort();

describe('the reads that are answered without the pipeline', () => {
  it('are every read of the folders', () => {
    expect(paths([...apiReads.reads])).toEqual(paths(routes().filter(({ isRead }) => isRead)));
  });

  it('are none where a fixed path of the folders can only be written to', () => {
    const changes = routes().filter(({ path, isRead }) => !isRead && !path.includes('['));
    expect([...apiReads.changes].sort()).toEqual(paths(changes));
    expect(paths(changes).map((path) => findRead(apiReads, path))).toEqual(changes.map(() => null));
  });

  it('are found by path, a fixed one first, with decoded parameters, and nothing else is', () => {
    const found = (path: string) => {
      const result = findRead(apiReads, path);
      return result === null ? null : [result.read.path, result.params];
    };
    expect(found('/api/events/types')).toEqual(['/api/events/types', {}]);
    expect(found('/api/events/evt_1')).toEqual(['/api/events/[id]', { id: 'evt_1' }]);
    expect(found('/api/users/auth0%7C1/timeline')).toEqual(['/api/users/[id]/timeline', { id: 'auth0|1' }]);
    const others = ['/api/events/', '/api/none', '/api/users//timeline', '/api/events/a/b/c', '/api/events/%zz'];
    expect(others.map(found)).toEqual(others.map(() => null));
  });
});
