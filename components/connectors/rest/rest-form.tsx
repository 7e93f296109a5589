'use client';

import { type ReactNode } from 'react';

import { type ApiError } from '@/components/data/api';
import { SecretField } from '@/components/ui/secret-field';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { TextField } from '@/components/ui/text-field';
import {
  type RestAnswerName,
  type RestFieldName,
  restFieldNamed,
  type RestFields,
  type RestRequestName,
} from '@/lib/connectors/rest/rest-form';

import { Choice, FormProblem, useErrorInSight } from '../form-parts';
import { PolicyList } from '../records/policy-list';
import { TakesPart } from '../records/takes-part';
import { RestRows, RestTargets } from './rest-mapping';

export interface RestFormProps {
  fields: RestFields;
  onChange: (change: Partial<RestFields>) => void;
  /** Why the last try to save failed. */
  problem: ApiError | null;
  /** The connector has a secret already: an empty field keeps it. */
  hasSecret: boolean;
  /** With the mapping and who takes part: later they have a tab of their own. */
  hasMapping?: boolean | undefined;
}

type TextName = Exclude<RestFieldName, 'rows' | 'auth' | 'clearedAs'>;

/** A field of the form by its name, with what is wrong with it. */
type FieldOf = (name: TextName, label: string) => Parameters<typeof TextField>[0];

const mappingFields: readonly RestFieldName[] = ['rows', 'clearedAs', 'emailTarget', 'userIdTarget'];

const auths = [
  { value: 'bearer', label: 'Bearer' },
  { value: 'basic', label: 'Basic' },
  { value: 'header', label: 'Header' },
] as const;

const authHints = {
  bearer: 'Sent as Authorization: Bearer.',
  basic: 'Sent as user and password.',
  header: 'Sent in a header of its own.',
};

const requests: readonly { name: RestRequestName; label: string; hint: string }[] = [
  { name: 'find', label: 'Find by address', hint: '{email} is filled in. A POST sends it in its body.' },
  { name: 'findUser', label: 'Find by user id', hint: '{user_id} is filled in. Empty: it cannot.' },
  { name: 'read', label: 'Read', hint: '{id} is filled in.' },
  { name: 'create', label: 'Create', hint: 'The values are the body, or stand in it: POST /contacts in /data.' },
  { name: 'update', label: 'Update', hint: 'Only what differs is sent.' },
  { name: 'deactivate', label: 'Mark as deleted', hint: 'Empty: an update sets the mark.' },
  { name: 'remove', label: 'Remove', hint: 'Empty: records are never removed.' },
];

const answers: readonly { name: RestAnswerName; label: string; hint: string }[] = [
  { name: 'list', label: 'List of found records', hint: 'A JSON pointer such as /data. Empty: the answer itself.' },
  { name: 'record', label: 'Record in an answer', hint: 'Such as /data. Empty: the answer itself.' },
  { name: 'id', label: 'Id in a record', hint: 'Such as /id.' },
  { name: 'values', label: 'Values in a record', hint: 'Such as /attributes. Empty: the record itself.' },
  { name: 'existing', label: 'Id of the record that exists', hint: 'Where a conflict names it. Empty: it does not.' },
  { name: 'fields', label: 'Refused fields', hint: 'Where a refusal names them. Empty: it does not.' },
];

/** Everything that is set of a REST API. What the API refuses is said at its field. */
export function RestForm({ fields, onChange, problem, hasSecret, hasMapping = false }: RestFormProps) {
  const named = problem === null ? null : restFieldNamed(problem.field);
  // What has no field here is said at the end.
  const wrong = !hasMapping && mappingFields.some((name) => name === named) ? null : named;
  const isPolicy = problem?.field?.startsWith('config.policies.') === true;
  const errorOf = (name: RestFieldName) => (wrong === name ? problem?.words : undefined);
  const field: FieldOf = (name, label) => ({
    label,
    value: fields[name],
    onChange: (value: string) => onChange({ [name]: value }),
    error: errorOf(name),
  });
  const form = useErrorInSight(problem);
  return (
    <div ref={form} className="flex flex-col">
      <Part title="Address and credential">
        <TextField {...field('name', 'Name')} placeholder="Customer CRM" maxLength={80} />
        <TextField
          {...field('baseUrl', 'Base address')}
          placeholder="https://crm.example.com/api/v1"
          inputMode="url"
          hint="The paths below begin here."
        />
        <Credential fields={fields} onChange={onChange} field={field} hasSecret={hasSecret} />
        <Pair>
          <TextField {...field('perSecond', 'Requests in a second, at most')} inputMode="numeric" />
        </Pair>
      </Part>
      <RequestParts field={field} />
      {hasMapping ? <MappingPart fields={fields} onChange={onChange} errorOf={errorOf} /> : null}
      <Part title="Matching and policies">
        <PolicyList
          fields={fields.policies}
          onChange={(policies) => onChange({ policies })}
          problem={isPolicy ? problem : null}
          userIdTarget={fields.userIdTarget.trim()}
        />
        {hasMapping ? (
          <TakesPart conditions={fields.conditions} onChange={(conditions) => onChange({ conditions })} />
        ) : null}
      </Part>
      <FormProblem problem={wrong === null && !isPolicy ? problem : null} />
    </div>
  );
}

function RequestParts({ field }: { field: FieldOf }) {
  return (
    <>
      <Part title="Requests">
        {requests.map(({ name, label, hint }) => (
          <TextField key={name} {...field(name, label)} hint={hint} />
        ))}
      </Part>
      <Part title="Answers">
        <Pair>
          {answers.map(({ name, label, hint }) => (
            <TextField key={name} {...field(name, label)} hint={hint} />
          ))}
          <TextField {...field('exists', 'Statuses: a record exists')} hint="To a creation, or an address." />
          <TextField {...field('missing', 'Statuses: there is none')} hint="Besides an empty list." />
        </Pair>
      </Part>
    </>
  );
}

interface MappingPartProps extends Pick<RestFormProps, 'fields' | 'onChange'> {
  errorOf: (name: RestFieldName) => string | undefined;
}

function MappingPart({ fields, onChange, errorOf }: MappingPartProps) {
  const error = errorOf('rows');
  return (
    <Part title="Mapping">
      <RestTargets fields={fields} onChange={onChange} errorOf={errorOf} />
      <div className="border-x border-t">
        <RestRows fields={fields} saved={fields} onChange={onChange} mayEdit />
      </div>
      {error === undefined ? null : (
        <p role="alert" className="text-small text-bad">
          {error}
        </p>
      )}
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex max-w-[640px] flex-col gap-4 border-b py-5 first:pt-0">
      <h3 className="text-heading">{title}</h3>
      {children}
    </section>
  );
}

function Pair({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 gap-4 max-phone:grid-cols-1">{children}</div>;
}

interface CredentialProps extends Omit<RestFormProps, 'problem'> {
  field: FieldOf;
}

function Credential({ fields, onChange, field, hasSecret }: CredentialProps) {
  const { label, value, onChange: onSecret, error } = field('token', fields.auth === 'basic' ? 'Password' : 'Token');
  return (
    <>
      <Choice label="Credential" hint={authHints[fields.auth]}>
        <SegmentedControl
          label="Credential"
          value={fields.auth}
          onValueChange={(auth) => onChange({ auth })}
          options={auths}
          className="self-start"
        />
      </Choice>
      <Pair>
        {fields.auth === 'basic' ? <TextField {...field('user', 'User')} /> : null}
        {fields.auth === 'header' ? <TextField {...field('header', 'Header')} placeholder="X-Api-Key" /> : null}
        <SecretField
          {...{ label, value, error, onChange: onSecret }}
          hint={
            hasSecret
              ? 'The one that is known stays while this is empty.'
              : 'Sealed by CONNECTORS_KEY and never shown again.'
          }
        />
      </Pair>
    </>
  );
}
