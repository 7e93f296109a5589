'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';

import { patchJson, toApiError } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { OutsideText } from '@/components/ui/outside-text';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type RestConfig } from '@/lib/connectors/rest/rest-config';
import { type RestFields, restFieldsOf, restInputOf } from '@/lib/connectors/rest/rest-form';
import { apiPaths } from '@/lib/paths';

import { connectorQuery, refreshConnectors } from '../connector-queries';
import { PolicyView } from '../hubspot/policy-list';
import { SaveBar } from '../hubspot/save-bar';
import { useSaveKey } from '../hubspot/use-save-key';
import { OutdatedSettings } from '../outdated-settings';
import { RestCheck, useRestCheck } from './rest-check';
import { RestForm } from './rest-form';

interface RestSettingsProps {
  connector: ConnectorAnswer;
  config: RestConfig;
  mayEdit: boolean;
}

/** What a person has changed, and the version that it was changed from. */
interface Edit {
  fields: RestFields;
  version: number;
}

/** Everything that is set, in the same form as at the beginning. */
export function RestSettings({ connector, config, mayEdit }: RestSettingsProps) {
  if (mayEdit) return <EditForm connector={connector} config={config} />;
  return (
    <>
      <p className="mb-2 text-body break-words">
        <OutsideText>{config.baseUrl}</OutsideText>
      </p>
      <PolicyView fields={restFieldsOf(connector, config).policies} />
      <p className="mt-2 text-small text-ink-2">Only an administrator can change settings.</p>
    </>
  );
}

function EditForm({ connector, config }: Omit<RestSettingsProps, 'mayEdit'>) {
  const [edit, setEdit] = useState<Edit | null>(null);
  const saved = restFieldsOf(connector, config);
  const fields = edit?.fields ?? saved;
  const input = restInputOf(fields);
  const { mutate, isPending, error, reset } = useSave(connector.id, () => setEdit(null));
  const version = edit?.version ?? connector.configVersion;
  const isOutdated = version !== connector.configVersion;
  const isChanged = JSON.stringify(fields) !== JSON.stringify(saved);
  const isOff = input === null;
  const save = () => {
    if (edit !== null && !isOff) mutate(edit);
  };
  useSaveKey(save, isChanged && !isOff);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save();
  };
  const discard = () => {
    setEdit(null);
    reset();
  };
  if (isOutdated) return <OutdatedSettings onLoad={discard} />;
  return (
    <form aria-label="Settings" onSubmit={submit} noValidate>
      <RestForm
        fields={fields}
        onChange={(change) => setEdit({ fields: { ...fields, ...change }, version })}
        problem={error === null ? null : toApiError(error)}
        hasSecret
      />
      {isChanged ? (
        <SaveBar
          text="Changes, not saved"
          note={input === null ? 'a row or a condition is not complete' : `against version ${connector.configVersion}`}
          label="Save"
          isBusy={isPending}
          isOff={isOff}
          onDiscard={discard}
        />
      ) : null}
    </form>
  );
}

function useSave(id: number, onSaved: () => void) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: ({ fields, version }: Edit) =>
      patchJson<ConnectorAnswer>(apiPaths.connector(id), { ...restInputOf(fields), ifVersion: version }),
    onSuccess: (connector) => {
      queries.setQueryData(connectorQuery(id).queryKey, connector);
      announce('The settings were saved', 'connector-settings');
      onSaved();
    },
    // A refusal may mean that another person has saved: what is saved now is asked for at once.
    onSettled: () => refreshConnectors(queries),
  });
}

/** Looks at the CRM once more, when somebody wants to know. */
export function CheckRest({ connector }: { connector: ConnectorAnswer }) {
  const [isWanted, setIsWanted] = useState(false);
  const check = useRestCheck(connector, isWanted);
  if (isWanted) return <RestCheck check={check} />;
  return <Button onClick={() => setIsWanted(true)}>Check the CRM</Button>;
}
