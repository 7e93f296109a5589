import { existsSync, readFileSync } from 'node:fs';

/** Every route of the production build, as its folders name it. */
export function builtRoutes(): string[] {
  const manifest = JSON.parse(readFileSync('.next/app-path-routes-manifest.json', 'utf8')) as Record<string, string>;
  return [...new Set(Object.values(manifest))].filter((route) => !route.startsWith('/_global-error')).sort();
}

/** The routes under `/api` that can be read. */
export function builtReads(): string[] {
  const isRead = (route: string) => {
    const file = `app${route}/route.ts`;
    return existsSync(file) && /export const GET\b/.test(readFileSync(file, 'utf8'));
  };
  return builtRoutes().filter((route) => route.startsWith('/api/') && isRead(route));
}
