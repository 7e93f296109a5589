'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type SubmitEvent, useState } from 'react';

import { postJson, toApiError } from '@/components/data/api';
import { type NewSecretAnswer } from '@/lib/connectors/connector-answers';
import { emptyPostgresFields, postgresInputOf } from '@/lib/connectors/postgres-form';
import { apiPaths, paths } from '@/lib/paths';

import { connectorQuery, refreshConnectors } from './connector-queries';
import { DraftButtons } from './draft-buttons';
import { PostgresForm } from './postgres-form';

/** Database, table and columns; the draft that is made of them has a page of its own. */
export function NewPostgresForm() {
  const queries = useQueryClient();
  const router = useRouter();
  const [fields, setFields] = useState(emptyPostgresFields);
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => postJson<NewSecretAnswer>(apiPaths.connectors, postgresInputOf(fields)),
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
  return (
    <form onSubmit={submit} noValidate>
      <PostgresForm
        fields={fields}
        onChange={(change) => setFields((before) => ({ ...before, ...change }))}
        problem={error === null ? null : toApiError(error)}
        hasPassword={false}
      />
      <DraftButtons isBusy={isPending || isSuccess} />
    </form>
  );
}
