'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, type SubmitEvent, useState } from 'react';

import { patchJson, toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { useAnnounce } from '@/components/ui/announcer';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { isTable, type WebhookConfig } from '@/lib/connectors/connector-config';
import { changedFields, type ConnectorFields, fieldsOf, inputOf } from '@/lib/connectors/connector-form';
import { apiPaths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';

import { ConnectorForm } from './connector-form';
import { connectorQuery, refreshConnectors } from './connector-queries';
import { DeleteConnector } from './delete-connector';
import { HubspotKey, HubspotSettings } from './hubspot/hubspot-settings';
import { OutdatedSettings } from './outdated-settings';
import { CheckRest, RestSettings } from './rest/rest-settings';
import { SettingsView } from './settings-view';
import { SigningSecret } from './signing-secret';
import { CheckTable, TableSettings } from './table-settings';

interface SettingsTabProps {
  connector: ConnectorAnswer;
  mayEdit: boolean;
}

/** What is set of a connector. Only administrators change it. */
export function SettingsTab({ connector, mayEdit }: SettingsTabProps) {
  const { config } = connector;
  return (
    <div className="px-6 pb-8 max-phone:px-3">
      {config.kind === 'webhook' ? (
        <>
          <Section title="Address and events">
            {mayEdit ? (
              <EditForm connector={connector} config={config} />
            ) : (
              <SettingsView name={connector.name} config={config} />
            )}
          </Section>
          <Section title="Signing secret">
            <SigningSecret connector={connector} mayEdit={mayEdit} />
          </Section>
        </>
      ) : null}
      {isTable(config) ? (
        <>
          <Section title="Database and table">
            <TableSettings connector={connector} config={config} mayEdit={mayEdit} />
          </Section>
          {mayEdit ? (
            <Section title="Check">
              <CheckTable connector={connector} />
            </Section>
          ) : null}
        </>
      ) : null}
      {config.kind === 'hubspot' ? (
        <>
          <Section title="Matching and policies">
            <HubspotSettings connector={connector} config={config} mayEdit={mayEdit} />
          </Section>
          <Section title="Credential">
            <HubspotKey connector={connector} config={config} mayEdit={mayEdit} />
          </Section>
        </>
      ) : null}
      {config.kind === 'rest' ? (
        <>
          <Section title="REST API">
            <RestSettings connector={connector} config={config} mayEdit={mayEdit} />
          </Section>
          {mayEdit ? (
            <Section title="Check">
              <CheckRest connector={connector} />
            </Section>
          ) : null}
        </>
      ) : null}
      {mayEdit ? (
        <Section title="Delete">
          <DeleteConnector connector={connector} />
        </Section>
      ) : null}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-b py-5 last:border-b-0">
      <h2 className="mb-3 text-heading">{title}</h2>
      <div className="max-w-[640px]">{children}</div>
    </section>
  );
}

/** What a person has changed, and the version that it was changed from. */
interface Edit {
  fields: ConnectorFields;
  version: number;
}

function EditForm({ connector, config }: { connector: ConnectorAnswer; config: WebhookConfig }) {
  const [edit, setEdit] = useState<Edit | null>(null);
  const saved = fieldsOf(connector, config);
  const fields = edit?.fields ?? saved;
  const changed = changedFields(saved, fields);
  const { mutate, isPending, error, reset } = useSave(connector.id, () => setEdit(null));
  const isOutdated = edit !== null && edit.version !== connector.configVersion;
  const discard = () => {
    setEdit(null);
    reset();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (edit !== null) mutate(edit);
  };
  return (
    <form aria-label="Settings" onSubmit={submit} noValidate>
      {isOutdated ? <OutdatedSettings onLoad={discard} /> : null}
      <ConnectorForm
        fields={fields}
        onChange={(change) =>
          setEdit({ fields: { ...fields, ...change }, version: edit?.version ?? connector.configVersion })
        }
        problem={error === null || isOutdated ? null : toApiError(error)}
      />
      {changed.length === 0 && !isOutdated ? null : (
        <div className="sticky bottom-0 z-2 mt-5 flex items-center gap-2 border-t bg-face py-3">
          <span role="status" className="mr-auto text-heading">
            {`${formatCounted(changed.length, 'change')}, not saved`}
          </span>
          <Button variant="quiet" onClick={discard}>
            Discard
          </Button>
          <Button type="submit" variant="primary" busy={isPending} disabled={isOutdated}>
            Save
          </Button>
        </div>
      )}
    </form>
  );
}

function useSave(id: number, onSaved: () => void) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: ({ fields, version }: Edit) =>
      patchJson<ConnectorAnswer>(apiPaths.connector(id), { ...inputOf(fields), ifVersion: version }),
    onSuccess: (connector) => {
      queries.setQueryData(connectorQuery(id).queryKey, connector);
      announce('The settings were saved', 'connector-settings');
      onSaved();
    },
    // A refusal may mean that another person has saved: what is saved now is asked for at once.
    onSettled: () => refreshConnectors(queries),
  });
}
