'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type SubmitEvent, useState } from 'react';

import { postJson, toApiError } from '@/components/data/api';
import { type NewSecretAnswer } from '@/lib/connectors/connector-answers';
import { type TableKind } from '@/lib/connectors/table-config';
import { emptyTableFields, tableInputOf } from '@/lib/connectors/table-form';
import { apiPaths, paths } from '@/lib/paths';

import { connectorQuery, refreshConnectors } from './connector-queries';
import { DraftButtons } from './draft-buttons';
import { TableForm } from './table-form';

/** Database, table and columns; the draft that is made of them has a page of its own. */
export function NewTableForm({ kind }: { kind: TableKind }) {
  const queries = useQueryClient();
  const router = useRouter();
  const [fields, setFields] = useState(() => emptyTableFields(kind));
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => postJson<NewSecretAnswer>(apiPaths.connectors, tableInputOf(kind, fields)),
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
      <TableForm
        kind={kind}
        fields={fields}
        onChange={(change) => setFields((before) => ({ ...before, ...change }))}
        problem={error === null ? null : toApiError(error)}
        hasPassword={false}
      />
      <DraftButtons isBusy={isPending || isSuccess} />
    </form>
  );
}
