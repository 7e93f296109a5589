'use client';

import { type ReactNode, type SubmitEvent } from 'react';

import { Button } from '@/components/ui/button';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { isTable, type WebhookConfig } from '@/lib/connectors/connector-config';
import { changedFields, fieldsOf, inputOf } from '@/lib/connectors/connector-form';
import { formatCounted } from '@/lib/text/format';

import { ConnectorForm } from './connector-form';
import { DeleteConnector } from './delete-connector';
import { HubspotKey, HubspotSettings } from './hubspot/hubspot-settings';
import { OutdatedSettings } from './outdated-settings';
import { CheckRest, RestSettings } from './rest/rest-settings';
import { SettingsView } from './settings-view';
import { SigningSecret } from './signing-secret';
import { CheckTable, TableSettings } from './table-settings';
import { useSettingsEdit } from './use-settings-edit';

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

function EditForm({ connector, config }: { connector: ConnectorAnswer; config: WebhookConfig }) {
  const edit = useSettingsEdit(connector, { saved: fieldsOf(connector, config), inputOf });
  const changed = changedFields(edit.saved, edit.fields);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    edit.save(() => undefined);
  };
  return (
    <form aria-label="Settings" onSubmit={submit} noValidate>
      {edit.isOutdated ? <OutdatedSettings onLoad={edit.discard} /> : null}
      <ConnectorForm fields={edit.fields} onChange={edit.change} problem={edit.problem} />
      {changed.length > 0 || edit.isOutdated ? (
        <div className="sticky bottom-0 z-2 mt-5 flex items-center gap-2 border-t bg-face py-3">
          <span role="status" className="mr-auto text-heading">
            {`${formatCounted(changed.length, 'change')}, not saved`}
          </span>
          <Button variant="quiet" onClick={edit.discard}>
            Discard
          </Button>
          <Button type="submit" variant="primary" busy={edit.isSaving} disabled={edit.isOutdated}>
            Save
          </Button>
        </div>
      ) : null}
    </form>
  );
}
