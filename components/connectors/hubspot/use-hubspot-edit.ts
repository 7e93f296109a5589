'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { type ApiError, patchJson, toApiError } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type HubspotFields, hubspotFieldsOf, hubspotInputOf } from '@/lib/connectors/records/hubspot-form';
import { type HubspotConfig } from '@/lib/connectors/records/record-config';
import { apiPaths } from '@/lib/paths';

import { connectorQuery, refreshConnectors } from '../connector-queries';

/** What a person has changed, and the version that it was changed from. */
interface Edit {
  fields: HubspotFields;
  version: number;
}

export interface HubspotEdit {
  saved: HubspotFields;
  fields: HubspotFields;
  /** What the API would be given; null while a row or a condition cannot be saved. */
  input: ReturnType<typeof hubspotInputOf>;
  isChanged: boolean;
  /** Somebody else has saved since. */
  isOutdated: boolean;
  change: (change: Partial<HubspotFields>) => void;
  discard: () => void;
  /** Saves, with `over` in the place of single fields, then goes on. Nothing is asked of the server where nothing changed. */
  save: (onSaved: (connector: ConnectorAnswer) => void, over?: Partial<HubspotFields>) => void;
  isSaving: boolean;
  problem: ApiError | null;
}

interface Wanted {
  fields: HubspotFields;
  version: number;
}

async function save(id: number, { fields, version }: Wanted): Promise<ConnectorAnswer> {
  const input = hubspotInputOf(fields);
  if (input === null) throw new Error('A row is not complete');
  return patchJson<ConnectorAnswer>(apiPaths.connector(id), { ...input, ifVersion: version });
}

/** Everything that is set of a HubSpot connector, while it is edited. Nothing of another person is overwritten unseen. */
export function useHubspotEdit(connector: ConnectorAnswer, config: HubspotConfig): HubspotEdit {
  const [edit, setEdit] = useState<Edit | null>(null);
  const queries = useQueryClient();
  const announce = useAnnounce();
  const saved = hubspotFieldsOf(connector, config);
  const fields = edit?.fields ?? saved;
  const version = edit?.version ?? connector.configVersion;
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (wanted: Wanted) => save(connector.id, wanted),
    onSuccess: (answer) => {
      queries.setQueryData(connectorQuery(connector.id).queryKey, answer);
      announce('The settings were saved', 'connector-settings');
      setEdit(null);
    },
    // A refusal may mean that another person has saved: what is saved now is asked for at once.
    onSettled: () => refreshConnectors(queries),
  });
  const isSame = (wanted: HubspotFields) => JSON.stringify(wanted) === JSON.stringify(saved);
  const isOutdated = edit !== null && edit.version !== connector.configVersion;
  return {
    ...{ saved, fields, isOutdated },
    input: hubspotInputOf(fields),
    isChanged: edit !== null && !isSame(fields),
    change: (change) => setEdit({ fields: { ...fields, ...change }, version }),
    discard: () => {
      setEdit(null);
      reset();
    },
    save: (onSaved, over = {}) => {
      const wanted = { ...fields, ...over };
      if (isSame(wanted)) onSaved(connector);
      else mutate({ fields: wanted, version }, { onSuccess: onSaved });
    },
    isSaving: isPending,
    problem: error === null || isOutdated ? null : toApiError(error),
  };
}
