import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { callResults, laneStates } from './connector';
import { findingKinds, settledFindings } from './finding';

/** Parts of a connector's page. A draft has its set-up in the place of the flow. */
export const connectorTabs = ['flow', 'users', 'reviews', 'mapping', 'calls', 'verify', 'action', 'settings'] as const;

const laneParsers = {
  state: parseAsArrayOf(parseAsStringLiteral(laneStates)).withDefault([]),
  /** Beginning of the id of a subject. */
  q: parseAsString.withDefault(''),
};

const callParsers = {
  result: parseAsArrayOf(parseAsStringLiteral(callResults)).withDefault([]),
  /** Id of a subject, or of an event without one; whole. */
  user: parseAsString.withDefault(''),
};

/** What the address of a connector's page can say: the tab, and the filters of its lists. */
export const connectorParsers = {
  tab: parseAsStringLiteral(connectorTabs).withDefault('flow'),
  ...laneParsers,
  ...callParsers,
  /** Which findings of the newest comparison are shown; absent means all. */
  finding: parseAsStringLiteral([...findingKinds, ...settledFindings]),
  /** Step of a draft's set-up, from 1; without it the first one that is not done. */
  step: parseAsInteger,
  /** User of the mapping's preview whose request is shown. */
  shown: parseAsString,
};

export type LaneSearch = inferParserType<typeof laneParsers>;

export type CallSearch = inferParserType<typeof callParsers>;

/** Reads a page's search parameters; a value we do not know counts as absent. */
export const loadConnectorSearch = createLoader(connectorParsers);

/** The filters as a query string with its question mark, or nothing: what the API is asked with. */
export const laneFilterQuery = createSerializer(laneParsers);
export const callFilterQuery = createSerializer(callParsers);
