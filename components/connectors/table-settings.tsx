'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';

import { patchJson, toApiError } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { Def, DefinitionList } from '@/components/ui/definition-list';
import { OutsideText } from '@/components/ui/outside-text';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type TableConfig, type TableKind } from '@/lib/connectors/table-config';
import { type TableFields, tableFieldsOf, tableInputOf } from '@/lib/connectors/table-form';
import { apiPaths } from '@/lib/paths';

import { connectorQuery, refreshConnectors } from './connector-queries';
import { DatabaseCheck, useConnectorCheck } from './database-check';
import { OutdatedSettings } from './outdated-settings';
import { TableForm } from './table-form';

interface TableSettingsProps {
  connector: ConnectorAnswer;
  config: TableConfig;
  mayEdit: boolean;
}

/** Database, table and columns. Only administrators change them. */
export function TableSettings({ connector, config, mayEdit }: TableSettingsProps) {
  return mayEdit ? <EditForm connector={connector} config={config} /> : <View connector={connector} config={config} />;
}

/** What a person has changed, and the version that it was changed from. */
interface Edit {
  fields: TableFields;
  version: number;
}

function EditForm({ connector, config }: Omit<TableSettingsProps, 'mayEdit'>) {
  const [edit, setEdit] = useState<Edit | null>(null);
  const fields = edit?.fields ?? tableFieldsOf(connector, config);
  const { mutate, isPending, error, reset } = useSave(connector.id, config.kind, () => setEdit(null));
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
      <TableForm
        kind={config.kind}
        fields={fields}
        onChange={(change) =>
          setEdit({ fields: { ...fields, ...change }, version: edit?.version ?? connector.configVersion })
        }
        problem={error === null || isOutdated ? null : toApiError(error)}
        hasPassword
      />
      {edit === null ? null : (
        <div className="mt-5 flex items-center gap-2 border-t pt-4">
          <span role="status" className="mr-auto text-heading">
            Changes, not saved
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

function save(id: number, kind: TableKind, { fields, version }: Edit): Promise<ConnectorAnswer> {
  return patchJson<ConnectorAnswer>(apiPaths.connector(id), { ...tableInputOf(kind, fields), ifVersion: version });
}

function useSave(id: number, kind: TableKind, onSaved: () => void) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: (edit: Edit) => save(id, kind, edit),
    onSuccess: (connector) => {
      queries.setQueryData(connectorQuery(id).queryKey, connector);
      announce('The settings were saved', 'connector-settings');
      onSaved();
    },
    // A refusal may mean that another person has saved: what is saved now is asked for at once.
    onSettled: () => refreshConnectors(queries),
  });
}

function View({ connector: { name }, config }: Omit<TableSettingsProps, 'mayEdit'>) {
  const { address, table, key, columns, timeColumn, seqColumn } = tableFieldsOf({ name }, config);
  return (
    <>
      <DefinitionList ruled>
        <Def label="Name">
          <OutsideText>{name}</OutsideText>
        </Def>
        <Def label="Database" mono>
          <OutsideText>{address}</OutsideText>
        </Def>
        <Def label="Table" mono>
          <OutsideText>{table}</OutsideText>
        </Def>
        <Def label="Columns" mono>
          <OutsideText>{[key, ...columns.split('\n'), timeColumn, seqColumn].filter(Boolean).join(', ')}</OutsideText>
        </Def>
      </DefinitionList>
      <p className="mt-2 text-small text-ink-2">Only an administrator can change settings.</p>
    </>
  );
}

/** Looks at the database once more, when somebody wants to know. */
export function CheckTable({ connector }: { connector: ConnectorAnswer }) {
  const [isWanted, setIsWanted] = useState(false);
  const check = useConnectorCheck(connector, isWanted);
  if (isWanted) return <DatabaseCheck id={connector.id} check={check} />;
  return <Button onClick={() => setIsWanted(true)}>Check the database</Button>;
}
