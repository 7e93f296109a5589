'use client';

import { useId } from 'react';

import { type ApiError } from '@/components/data/api';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { TextField } from '@/components/ui/text-field';
import { type TableKind } from '@/lib/connectors/table-config';
import { isAddressOf, tableFieldNamed, type TableFields, tlsOfAddress } from '@/lib/connectors/table-form';

import { Choice, FormProblem, useErrorInSight } from './form-parts';

interface TableFormProps {
  kind: TableKind;
  fields: TableFields;
  onChange: (change: Partial<TableFields>) => void;
  /** Why the last try to save failed. */
  problem: ApiError | null;
  /** The connector has a password already: the address need not hold one. */
  hasPassword: boolean;
}

const examples: Record<TableKind, string> = {
  postgres: 'postgres://user:password@db.example.com:5432/crm',
  mysql: 'mysql://user:password@db.example.com:3306/crm',
};

const databases: Record<TableKind, string> = { postgres: 'PostgreSQL', mysql: 'MySQL or MariaDB' };

const encryptions = [
  { value: 'verify', label: 'Verify' },
  { value: 'encrypt', label: 'Encrypt' },
  { value: 'off', label: 'Off' },
] as const;

const encryptionHints = {
  verify: 'The server’s certificate is checked.',
  encrypt: 'The connection is encrypted, and the certificate is not checked.',
  off: 'Nothing is encrypted. The host has to be named in CONNECTORS_ALLOW.',
};

const deletions = [
  { value: 'mark', label: 'Mark' },
  { value: 'empty', label: 'Mark and empty' },
  { value: 'delete', label: 'Delete' },
] as const;

const deletionHints = {
  mark: 'The row keeps its values, and the column below tells when the user was deleted.',
  empty: 'The column below tells when the user was deleted, and the mapped columns become NULL.',
  delete: 'The row is deleted.',
};

/** Everything that is set of a table. What the API refuses is said at its field. */
export function TableForm({ kind, fields, onChange, problem, hasPassword }: TableFormProps) {
  const wrong = problem === null ? null : tableFieldNamed(problem.field);
  const errorOf = (name: keyof TableFields) => (wrong === name ? problem?.words : undefined);
  const field = (name: 'name' | 'table' | 'key' | 'timeColumn' | 'seqColumn', label: string) => ({
    label,
    value: fields[name],
    onChange: (value: string) => onChange({ [name]: value }),
    error: errorOf(name),
  });
  const form = useErrorInSight(problem);
  return (
    <div ref={form} className="flex max-w-[640px] flex-col gap-5">
      <TextField {...field('name', 'Name')} placeholder="Customer database" maxLength={80} />
      <TextField
        label="Database"
        value={fields.address}
        onChange={(address) => onChange({ address, ...tlsChange(address) })}
        placeholder={hasPassword ? examples[kind].replace(':password', '') : examples[kind]}
        inputMode="url"
        hint={
          hasPassword
            ? 'The password is kept sealed. Put a new one into the address to replace it.'
            : `A ${databases[kind]} URL. Its password is sealed by CONNECTORS_KEY and never shown again.`
        }
        error={addressError(kind, fields.address, errorOf('address'))}
      />
      <Choice label="TLS" hint={encryptionHints[fields.tls]}>
        <SegmentedControl
          label="TLS"
          value={fields.tls}
          onValueChange={(tls) => onChange({ tls })}
          options={encryptions}
          className="self-start"
        />
      </Choice>
      <div className="grid grid-cols-2 gap-4 max-phone:grid-cols-1">
        <TextField {...field('table', 'Table')} hint="It is made for you if it is not there." />
        <TextField {...field('key', 'Column of the user id')} />
      </div>
      <ColumnLines value={fields.columns} onChange={(columns) => onChange({ columns })} error={errorOf('columns')} />
      <div className="grid grid-cols-2 gap-4 max-phone:grid-cols-1">
        <TextField
          {...field('timeColumn', 'Column of the newest event’s time')}
          hint="A row that knows a newer one is left alone."
        />
        <TextField
          {...field('seqColumn', 'Column of our own number')}
          hint="Tells two changes of one instant apart. Empty: there is none."
        />
      </div>
      <Deletion fields={fields} onChange={onChange} error={errorOf('deletedColumn')} />
      <FormProblem problem={wrong === null ? problem : null} />
    </div>
  );
}

interface DeletionProps extends Pick<TableFormProps, 'fields' | 'onChange'> {
  error: string | undefined;
}

function Deletion({ fields, onChange, error }: DeletionProps) {
  return (
    <>
      <Choice label="When a user is deleted" hint={deletionHints[fields.deletion]}>
        <SegmentedControl
          label="When a user is deleted"
          value={fields.deletion}
          onValueChange={(deletion) => onChange({ deletion })}
          options={deletions}
          className="self-start"
        />
      </Choice>
      {fields.deletion === 'delete' ? null : (
        <div className="w-1/2 pr-2 max-phone:w-full max-phone:pr-0">
          <TextField
            label="Column of the deletion’s time"
            value={fields.deletedColumn}
            onChange={(deletedColumn) => onChange({ deletedColumn })}
            error={error}
          />
        </div>
      )}
    </>
  );
}

function tlsChange(address: string): Partial<TableFields> {
  const tls = tlsOfAddress(address);
  return tls === null ? {} : { tls };
}

/** The API knows hosts and ports; a person wrote an address. */
function addressError(kind: TableKind, address: string, error: string | undefined): string | undefined {
  if (error === undefined) return undefined;
  return isAddressOf(kind, address) ? error : `must be an address such as ${examples[kind]}`;
}

interface ColumnLinesProps {
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

function ColumnLines({ value, onChange, error }: ColumnLinesProps) {
  const [fieldId, noteId] = [useId(), useId()];
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={fieldId} className="text-small text-ink-2">
        Columns
      </label>
      <textarea
        id={fieldId}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        rows={Math.min(14, value.split('\n').length + 1)}
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={noteId}
        className="rounded-control border border-control bg-face px-2 py-1 text-mono font-mono text-ink aria-invalid:border-bad"
      />
      <p
        id={noteId}
        role={error === undefined ? undefined : 'alert'}
        className={error === undefined ? 'text-small text-ink-2' : 'text-small text-bad'}
      >
        {error ??
          'One a line: where the value comes from → the column. Any path in the profile works, such as user_metadata.plan → plan.'}
      </p>
    </div>
  );
}
