'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';

import { postJson, toApiError } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { useToast } from '@/components/ui/toast';
import { type Connector, type Lane } from '@/lib/connectors/connector';
import { type ConnectorAnswer, type ConnectorTestAnswer } from '@/lib/connectors/connector-answers';
import { apiPaths } from '@/lib/paths';
import { isolatedText, visibleText } from '@/lib/text/outside-text';

import { connectorQuery, refreshConnectors } from './connector-queries';

/** Tells in a toast why something did not go. */
export function useFailure() {
  const toast = useToast();
  return (title: string, thrown: unknown) => {
    const error = toApiError(thrown);
    const body = [error.detail || error.title, error.requestId].filter(Boolean).join(' ');
    toast({ tone: 'bad', title, body: visibleText(body) });
  };
}

export type ConnectorAct = 'start' | 'pause' | 'resume';

const done: Record<ConnectorAct, string> = { start: 'started', pause: 'paused', resume: 'resumed' };

/** Starts, pauses or resumes a connector, and says how it went. */
export function useConnectorAct({ id, name }: Pick<Connector, 'id' | 'name'>) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const failed = useFailure();
  return useMutation({
    mutationFn: (act: ConnectorAct) => postJson<ConnectorAnswer>(apiPaths.connectorAct(id, act)),
    onSuccess: (connector, act) => {
      queries.setQueryData(connectorQuery(id).queryKey, connector);
      announce(`${isolatedText(name)} ${done[act]}`, 'connector');
    },
    onError: (thrown, act) => failed(`${isolatedText(name)} could not be ${done[act]}`, thrown),
    onSettled: () => void refreshConnectors(queries),
  });
}

/** Sends a message that is no event. What came of it is the answer. */
export function useConnectorTest(id: number, onTaken: () => void = () => undefined) {
  return useMutation({
    mutationFn: () => postJson<ConnectorTestAnswer>(apiPaths.connectorAct(id, 'test')),
    onSuccess: ({ isTaken }) => {
      if (isTaken) onTaken();
    },
  });
}

export type LaneAct = 'push' | 'skip';

/** Does something about one lane, and says how it went. */
export function useLaneAct(id: number, onDone: () => void = () => undefined) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const failed = useFailure();
  return useMutation({
    mutationFn: ({ lane: { key, isEvent }, act }: { lane: Pick<Lane, 'key' | 'isEvent'>; act: LaneAct }) =>
      postJson<Lane>(apiPaths.connectorLane(id, key), { act, isEvent }),
    onSuccess: ({ key }, { act }) => {
      announce(act === 'push' ? `${visibleText(key)} is tried now` : `The event was skipped`, 'lane');
      onDone();
    },
    onError: (thrown, { act }) =>
      failed(act === 'push' ? 'It could not be tried now' : 'The event could not be skipped', thrown),
    onSettled: () => void refreshConnectors(queries),
  });
}
