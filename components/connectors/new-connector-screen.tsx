'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { type SubmitEvent, useState } from 'react';

import { postJson, toApiError } from '@/components/data/api';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { type ConnectorKind, connectorKinds } from '@/lib/connectors/connector';
import { type NewSecretAnswer } from '@/lib/connectors/connector-answers';
import { emptyFields, inputOf } from '@/lib/connectors/connector-form';
import { hubspotDefaults } from '@/lib/connectors/records/record-config';
import { apiPaths, paths } from '@/lib/paths';

import { ConnectorForm } from './connector-form';
import { emptyKey, NewHubspotForm } from './hubspot/new-hubspot';
import { StandIn, standInKey } from './hubspot/stand-in';
import { KeyNotice } from './connector-notices';
import { connectorListQuery, connectorQuery, refreshConnectors } from './connector-queries';
import { kindMarks } from './connector-kind';
import { FromTerminal } from './from-terminal';
import { DraftButtons } from './draft-buttons';
import { NewTableForm } from './new-table';
import { NewRestForm } from './rest/new-rest';
import { tellSecret } from './told-secrets';
import { WizardFrame } from './wizard-frame';

const kinds = (['hubspot', 'rest', 'webhook', 'postgres', 'mysql'] as const).map((value) => ({
  value,
  label: kindMarks[value].name,
  icon: kindMarks[value].icon,
}));

const introductions: Record<ConnectorKind, { title: string; text: string }> = {
  webhook: {
    title: 'Connect a webhook',
    text: 'Each event is posted to an address of yours, signed, and in order for each user.',
  },
  postgres: {
    title: 'Connect a PostgreSQL table',
    text: 'One row for each user is kept in step with Auth0, in a table of yours.',
  },
  hubspot: {
    title: 'Connect HubSpot',
    text: 'Streamgauge reads and writes contacts with a service key of your portal, stored encrypted on this server.',
  },
  mysql: {
    title: 'Connect a MySQL or MariaDB table',
    text: 'One row for each user is kept in step with Auth0, in a table of yours.',
  },
  rest: {
    title: 'Connect a REST API',
    text: 'One record for each user is kept in step with Auth0, in any CRM that speaks JSON over HTTP.',
  },
};

/** `/connectors/new`: what is connected. The draft that is made of it has a page of its own. */
export function NewConnectorScreen() {
  const { data } = useQuery(connectorListQuery);
  const [kind, setKind] = useQueryState('kind', parseAsStringLiteral(connectorKinds).withDefault('hubspot'));
  const [key, setKey] = useState(emptyKey);
  if (data?.canSeal === false) return <KeyNotice />;
  const { title, text } = introductions[kind];
  return (
    <WizardFrame
      kind={kind}
      current={1}
      aside={
        kind === 'hubspot' ? (
          <>
            <StandIn isThere={data?.standIn === true} onUse={() => setKey({ ...key, token: standInKey })} />
            <FromTerminal name={key.name.trim()} config={hubspotDefaults} />
          </>
        ) : undefined
      }
    >
      <SegmentedControl
        label="Kind"
        value={kind}
        onValueChange={(next) => void setKind(next)}
        options={kinds}
        className="mb-5 w-fit max-w-full max-phone:h-auto max-phone:flex-wrap max-phone:[&>button]:h-8"
      />
      <h2 className="text-sentence">{title}</h2>
      <p className="mb-6 text-body text-ink-2">{text}</p>
      {kind === 'hubspot' ? <NewHubspotForm fields={key} onChange={setKey} /> : null}
      {kind === 'webhook' ? <NewConnectorForm /> : null}
      {kind === 'postgres' || kind === 'mysql' ? <NewTableForm key={kind} kind={kind} /> : null}
      {kind === 'rest' ? <NewRestForm /> : null}
    </WizardFrame>
  );
}

function NewConnectorForm() {
  const queries = useQueryClient();
  const router = useRouter();
  const [fields, setFields] = useState(emptyFields);
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => postJson<NewSecretAnswer>(apiPaths.connectors, inputOf(fields)),
    onSuccess: ({ connector, secret }) => {
      if (secret !== null) tellSecret(connector.id, secret);
      queries.setQueryData(connectorQuery(connector.id).queryKey, connector);
      router.replace(paths.connector(connector.id));
    },
    onSettled: () => void refreshConnectors(queries),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <ConnectorForm
        fields={fields}
        onChange={(change) => setFields((before) => ({ ...before, ...change }))}
        problem={error === null ? null : toApiError(error)}
      />
      <DraftButtons isBusy={isPending || isSuccess} />
    </form>
  );
}
