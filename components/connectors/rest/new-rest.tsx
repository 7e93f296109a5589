'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type SubmitEvent, useState } from 'react';

import { postJson, toApiError } from '@/components/data/api';
import { type NewSecretAnswer } from '@/lib/connectors/connector-answers';
import { emptyRestFields, restInputOf } from '@/lib/connectors/rest/rest-form';
import { apiPaths, paths } from '@/lib/paths';

import { connectorQuery, refreshConnectors } from '../connector-queries';
import { DraftButtons } from '../draft-buttons';
import { RestForm } from './rest-form';

/** Address, requests and mapping; the draft that is made of them has a page of its own, which checks them at once. */
export function NewRestForm() {
  const queries = useQueryClient();
  const router = useRouter();
  const [fields, setFields] = useState(emptyRestFields);
  const input = restInputOf(fields);
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => postJson<NewSecretAnswer>(apiPaths.connectors, input),
    onSuccess: ({ connector }) => {
      queries.setQueryData(connectorQuery(connector.id).queryKey, connector);
      router.replace(paths.connector(connector.id));
    },
    onSettled: () => void refreshConnectors(queries),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (input !== null) mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <RestForm
        fields={fields}
        onChange={(change) => setFields((before) => ({ ...before, ...change }))}
        problem={error === null ? null : toApiError(error)}
        hasSecret={false}
        hasMapping
      />
      {input === null ? (
        <p role="status" className="mt-3 text-small text-ink-2">
          A row or a condition is not complete.
        </p>
      ) : null}
      <DraftButtons isBusy={isPending || isSuccess} />
    </form>
  );
}
