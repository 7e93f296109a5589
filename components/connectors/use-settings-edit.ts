'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { type ApiError, patchJson, toApiError } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { apiPaths } from '@/lib/paths';

import { connectorQuery, refreshConnectors } from './connector-queries';

/** What a person has changed, and the version that it was changed from. */
interface Edit<Fields> {
  fields: Fields;
  version: number;
}

export interface SettingsEdit<Fields, Input = object> {
  saved: Fields;
  fields: Fields;
  /** What the API would be given; null while the fields cannot be saved. */
  input: Input | null;
  isChanged: boolean;
  /** Somebody else has saved since. */
  isOutdated: boolean;
  change: (change: Partial<Fields>) => void;
  discard: () => void;
  /** Saves, with `over` in the place of single fields, then goes on. Nothing is asked of the server where nothing changed. */
  save: (onSaved: (connector: ConnectorAnswer) => void, over?: Partial<Fields>) => void;
  isSaving: boolean;
  problem: ApiError | null;
}

interface Form<Fields, Input> {
  /** The saved settings as the form shows them. */
  saved: Fields;
  inputOf: (fields: Fields) => Input | null;
}

/** The settings of a connector while they are edited. Nothing of another person is overwritten unseen. */
export function useSettingsEdit<Fields extends object, Input extends object>(
  connector: ConnectorAnswer,
  { saved, inputOf }: Form<Fields, Input>,
): SettingsEdit<Fields, Input> {
  const { configVersion } = connector;
  const [edit, setEdit] = useState<Edit<Fields> | null>(null);
  const fields = edit?.fields ?? saved;
  const version = edit?.version ?? configVersion;
  const { mutate, isPending, error, reset } = useSave(connector.id, () => setEdit(null));
  const isSame = (wanted: Fields) => JSON.stringify(wanted) === JSON.stringify(saved);
  const isOutdated = edit !== null && edit.version !== configVersion;
  return {
    ...{ saved, fields, isOutdated },
    input: inputOf(fields),
    isChanged: edit !== null && !isSame(fields),
    change: (change) => setEdit({ fields: { ...fields, ...change }, version }),
    discard: () => {
      setEdit(null);
      reset();
    },
    save: (onSaved, over = {}) => {
      const wanted = { ...fields, ...over };
      const input = inputOf(wanted);
      if (isSame(wanted)) onSaved(connector);
      else if (input !== null) mutate({ input, version }, { onSuccess: onSaved });
    },
    isSaving: isPending,
    problem: error === null || isOutdated ? null : toApiError(error),
  };
}

function useSave(id: number, onSaved: () => void) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: ({ input, version }: { input: object; version: number }) =>
      patchJson<ConnectorAnswer>(apiPaths.connector(id), { ...input, ifVersion: version }),
    onSuccess: (answer) => {
      queries.setQueryData(connectorQuery(id).queryKey, answer);
      announce('The settings were saved', 'connector-settings');
      onSaved();
    },
    // A refusal may mean that another person has saved: what is saved now is asked for at once.
    onSettled: () => refreshConnectors(queries),
  });
}
