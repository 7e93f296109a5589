'use client';

import { type SubmitEvent, useState } from 'react';

import { Button } from '@/components/ui/button';
import { Def, DefinitionList } from '@/components/ui/definition-list';
import { OutsideText } from '@/components/ui/outside-text';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type TableConfig } from '@/lib/connectors/table-config';
import { tableFieldsOf, tableInputOf } from '@/lib/connectors/table-form';

import { DatabaseCheck, useConnectorCheck } from './database-check';
import { OutdatedSettings } from './outdated-settings';
import { TableForm } from './table-form';
import { useSettingsEdit } from './use-settings-edit';

interface TableSettingsProps {
  connector: ConnectorAnswer;
  config: TableConfig;
  mayEdit: boolean;
}

/** Database, table and columns. Only administrators change them. */
export function TableSettings({ connector, config, mayEdit }: TableSettingsProps) {
  return mayEdit ? <EditForm connector={connector} config={config} /> : <View connector={connector} config={config} />;
}

function EditForm({ connector, config }: Omit<TableSettingsProps, 'mayEdit'>) {
  const edit = useSettingsEdit(connector, {
    saved: tableFieldsOf(connector, config),
    inputOf: (fields) => tableInputOf(config.kind, fields),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    edit.save(() => undefined);
  };
  return (
    <form aria-label="Settings" onSubmit={submit} noValidate>
      {edit.isOutdated ? <OutdatedSettings onLoad={edit.discard} /> : null}
      <TableForm kind={config.kind} fields={edit.fields} onChange={edit.change} problem={edit.problem} hasPassword />
      {edit.isChanged || edit.isOutdated ? (
        <div className="mt-5 flex items-center gap-2 border-t pt-4">
          <span role="status" className="mr-auto text-heading">
            Changes, not saved
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
