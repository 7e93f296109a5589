'use client';

import { SegmentedControl } from '@/components/ui/segmented-control';
import { TextField } from '@/components/ui/text-field';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { type RestConfig } from '@/lib/connectors/rest/rest-config';
import { restConfigOf, restFieldNamed, type RestFields } from '@/lib/connectors/rest/rest-form';

import { Choice } from '../form-parts';
import { MappingEditor } from '../records/mapping-editor';
import { MappingTab } from '../records/mapping-tab';
import { useRestEdit } from './use-rest-edit';

interface RestMappingTabProps {
  connector: ConnectorAnswer;
  config: RestConfig;
  mayAct: boolean;
  mayEdit: boolean;
}

/** What goes into which field of a record of the CRM. */
export function RestMappingTab({ config, ...props }: RestMappingTabProps) {
  const edit = useRestEdit(props.connector, config);
  const { fields, saved, change, problem } = edit;
  return (
    <MappingTab {...props} edit={edit} config={restConfigOf(fields)} filter={config.policies.filter}>
      {props.mayEdit ? (
        <div className="border-b px-6 py-4 max-phone:px-3">
          <RestTargets
            fields={fields}
            onChange={change}
            errorOf={(name) => (restFieldNamed(problem?.field ?? null) === name ? problem?.words : undefined)}
          />
        </div>
      ) : null}
      <RestRows fields={fields} saved={saved} onChange={change} mayEdit={props.mayEdit} />
    </MappingTab>
  );
}

interface RestTargetsProps {
  fields: RestFields;
  onChange: (change: Partial<RestFields>) => void;
  errorOf: (name: 'emailTarget' | 'userIdTarget') => string | undefined;
}

/** By which fields a record is found, and what clears one. */
export function RestTargets({ fields, onChange, errorOf }: RestTargetsProps) {
  return (
    <div className="flex max-w-[640px] flex-col gap-4">
      <div className="grid grid-cols-2 gap-4 max-phone:grid-cols-1">
        <TextField
          label="Target of the address"
          value={fields.emailTarget}
          onChange={(emailTarget) => onChange({ emailTarget })}
          error={errorOf('emailTarget')}
          hint="Records are found by it."
        />
        <TextField
          label="Target of the user id"
          value={fields.userIdTarget}
          onChange={(userIdTarget) => onChange({ userIdTarget })}
          error={errorOf('userIdTarget')}
          hint="Records are known by it. Empty: there is no place."
        />
      </div>
      <Choice label="A value that is cleared becomes">
        <SegmentedControl
          label="A value that is cleared becomes"
          value={fields.clearedAs}
          onValueChange={(clearedAs) => onChange({ clearedAs })}
          options={[
            { value: 'null', label: 'null' },
            { value: 'empty', label: 'empty text' },
          ]}
          className="self-start"
        />
      </Choice>
    </div>
  );
}

interface RestRowsProps {
  fields: RestFields;
  saved: RestFields;
  onChange: (change: Partial<RestFields>) => void;
  mayEdit: boolean;
}

/** What goes where. The CRM does not tell its fields: targets are any text. */
export function RestRows({ fields, saved, onChange, mayEdit }: RestRowsProps) {
  return (
    <>
      <MappingEditor
        rows={fields.rows}
        saved={saved.rows}
        onChange={(rows) => onChange({ rows })}
        mayEdit={mayEdit}
        targetName="Target"
        properties={null}
        findings={[]}
      />
      <p className="px-6 py-2 text-small text-ink-2 max-phone:px-3">
        Values are sent as text. A row that ends with number is sent as a number, and one that ends with yes_no true,
        false as true or false.
      </p>
    </>
  );
}
