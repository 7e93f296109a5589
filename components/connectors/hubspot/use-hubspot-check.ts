'use client';

import { useQuery } from '@tanstack/react-query';

import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { isKeyReady } from '@/lib/connectors/hubspot/hubspot-steps';

import { connectorCheckQuery } from '../connector-queries';

/** How often a key that lacks something is looked at again, in ms. */
const againMs = 5_000;

/**
 * What a check of the key and the mapping finds, asked for at once and again when the settings or the key have changed. With
 * `isWatching` it looks again by itself until the key has what it needs.
 */
export function useHubspotCheck(connector: ConnectorAnswer, isWanted: boolean, isWatching = false) {
  const { id, configVersion, secrets } = connector;
  const keyAtMs = secrets.find(({ name }) => name === 'token')?.setAtMs ?? 0;
  const query = connectorCheckQuery(id, configVersion);
  return useQuery({
    ...query,
    queryKey: [...query.queryKey, keyAtMs] as const,
    enabled: isWanted,
    refetchInterval: ({ state: { data } }) => (isWatching && !(data && isKeyReady(data)) ? againMs : false),
  });
}

export type HubspotChecked = ReturnType<typeof useHubspotCheck>;
