import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from './answer.ts';

/** One request, read and taken apart. */
export interface ApiRequest {
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** Parsed JSON; `undefined` when there was no body or it was not JSON. */
  body: unknown;
  rawBody: string;
  headers: IncomingHttpHeaders;
  /** Base URL the client came by, without a slash at the end. */
  origin: string;
}

export interface Route {
  method: string;
  /** Segments, `:name` ones taken as parameters. */
  path: string;
  /** Any one of these scopes lets in; none named: open. */
  scopes?: string[];
  /** All of these are needed. */
  allScopes?: string[];
  handle: (request: ApiRequest) => Answer | Promise<Answer>;
}

/** A segment of a path as text; `undefined` when it is not well-formed. */
export function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

/** The parameters when the path fits the pattern. */
function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const segment = decodeSegment(given[index] ?? '');
    if (segment === undefined) return undefined;
    if (part.startsWith(':')) params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

export type Found<R> = { route: R; params: Record<string, string> } | 'no-path' | 'no-method';

export function findRoute<R extends Pick<Route, 'method' | 'path'>>(
  routes: readonly R[],
  method: string,
  path: string,
): Found<R> {
  let found: Found<R> = 'no-path';
  for (const route of routes) {
    const params = matchPath(route.path, path);
    if (params && route.method === method) return { route, params };
    if (params) found = 'no-method';
  }
  return found;
}
