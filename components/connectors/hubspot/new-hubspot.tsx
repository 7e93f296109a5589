'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type SubmitEvent } from 'react';

import { postJson, toApiError } from '@/components/data/api';
import { SecretField } from '@/components/ui/secret-field';
import { TextField } from '@/components/ui/text-field';
import { type NewSecretAnswer } from '@/lib/connectors/connector-answers';
import { hubspotDefaults } from '@/lib/connectors/records/record-config';
import { apiPaths, paths } from '@/lib/paths';

import { connectorQuery, refreshConnectors } from '../connector-queries';
import { DraftButtons } from '../draft-buttons';
import { FormProblem, useErrorInSight } from '../form-parts';
import { KeyGuide } from './key-guide';

/** Name and key of a new connector, before they are given. */
export interface KeyFields {
  name: string;
  token: string;
}

export const emptyKey: KeyFields = { name: 'HubSpot', token: '' };

interface NewHubspotProps {
  fields: KeyFields;
  onChange: (fields: KeyFields) => void;
}

/** A service key and a name; the draft that is made of them has a page of its own, which checks the key at once. */
export function NewHubspotForm({ fields, onChange }: NewHubspotProps) {
  const queries = useQueryClient();
  const router = useRouter();
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () =>
      postJson<NewSecretAnswer>(apiPaths.connectors, {
        name: fields.name.trim(),
        token: fields.token.trim(),
        config: hubspotDefaults,
      }),
    onSuccess: ({ connector }) => {
      queries.setQueryData(connectorQuery(connector.id).queryKey, connector);
      router.replace(paths.connector(connector.id));
    },
    onSettled: () => void refreshConnectors(queries),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate();
  };
  const problem = error === null ? null : toApiError(error);
  const errorOf = (name: string) => (problem?.field === name ? problem.words : undefined);
  const form = useErrorInSight(problem);
  return (
    <form onSubmit={submit} noValidate className="max-w-[640px]">
      <KeyGuide />
      <div ref={form} className="flex flex-col gap-5">
        <div className="grid grid-cols-[2fr_1fr] gap-4 max-phone:grid-cols-1">
          <SecretField
            label="Service key"
            value={fields.token}
            onChange={(token) => onChange({ ...fields, token })}
            placeholder="pat-eu1-…"
            hint="Sealed by CONNECTORS_KEY and never shown again."
            error={errorOf('token')}
          />
          <TextField
            label="Name"
            value={fields.name}
            onChange={(name) => onChange({ ...fields, name })}
            maxLength={80}
            error={errorOf('name')}
          />
        </div>
        <FormProblem problem={problem?.field === 'token' || problem?.field === 'name' ? null : problem} />
      </div>
      <DraftButtons isBusy={isPending || isSuccess} />
    </form>
  );
}
