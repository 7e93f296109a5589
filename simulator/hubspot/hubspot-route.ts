import type { Answer } from '../http/answer.ts';
import type { ApiRequest } from '../http/route.ts';
import type { Portal } from './portal.ts';

/** The versions that are served; the two dated ones are what new integrations are told to use. */
export const API_VERSIONS = ['v3', '2026-03', '2026-09'] as const;
export type ApiVersion = (typeof API_VERSIONS)[number];

/** One call that was let in. */
export interface HubspotCall {
  portal: Portal;
  version: ApiVersion;
  request: ApiRequest;
  /** Records that this call does not find when it reads. */
  hidden: ReadonlySet<string>;
}

export interface HubspotRoute {
  method: string;
  /** Below `/hubspot`; segments, `:name` ones taken as parameters. */
  path: string;
  version: ApiVersion;
  /** Any one of these scopes lets in; none named: every key may. */
  scopes: readonly string[];
  /** Search has a limit of its own. */
  search?: boolean;
  handle: (call: HubspotCall) => Answer;
}

/** `/crm/v3/objects` and `/crm/objects/2026-09`: the place of the version has changed with its form. */
export const versioned = (version: ApiVersion, api: 'objects' | 'properties'): string =>
  version === 'v3' ? `/crm/v3/${api}` : `/crm/${api}/${version}`;
