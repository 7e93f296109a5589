'use client';

import { type ApiError } from '@/components/data/api';
import { Checkbox } from '@/components/ui/checkbox';
import { SecretField } from '@/components/ui/secret-field';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { SelectBox } from '@/components/ui/select-box';
import { TextField } from '@/components/ui/text-field';
import { type EventStream } from '@/lib/streams/stream';
import { awsRegions, secretFields } from '@/lib/streams/stream-draft';
import { isOwnAddress, type StreamFields } from '@/lib/streams/stream-form';

import { ActionChoice } from './action-choice';
import { errorAt } from './field-error';

export interface FieldsProps {
  fields: StreamFields;
  onChange: (change: Partial<StreamFields>) => void;
  error: ApiError | null;
  webhookUrl: string;
  /** Whether this app accepts a secret that the server can hand over. */
  hasOwnSecret: boolean;
  /** The event stream that is changed, in which a secret that is left out stays; null for one that is to be made. */
  edited: EventStream | null;
}

/** What the kind of destination asks for. */
export function DestinationFields(props: FieldsProps) {
  const { fields, onChange, error } = props;
  if (fields.kind === 'webhook') return <WebhookFields {...props} />;
  if (fields.kind === 'action') {
    const change = (actionId: string) => onChange({ actionId });
    return <ActionChoice value={fields.actionId} onChange={change} error={errorAt(error, 'action_id')} />;
  }
  return (
    <div className="flex flex-wrap items-start gap-4">
      <TextField
        label="AWS account"
        value={fields.account}
        onChange={(account) => onChange({ account })}
        inputMode="numeric"
        hint="12 digits"
        error={errorAt(error, 'aws_account_id')}
      />
      <div className="flex flex-col gap-1">
        <span className="text-small text-ink-2">AWS region</span>
        <SelectBox
          label="AWS region"
          value={fields.region}
          onValueChange={(region) => onChange({ region })}
          options={awsRegions.map((region) => ({ value: region, label: region }))}
        />
        <FieldError text={errorAt(error, 'aws_region')} />
      </div>
    </div>
  );
}

const methods = [
  { value: 'bearer', label: 'Bearer' },
  { value: 'basic', label: 'Basic' },
  { value: 'custom_header', label: 'Custom header' },
] as const;

function WebhookFields(props: FieldsProps) {
  const { fields, onChange, error, webhookUrl, hasOwnSecret } = props;
  const isHere = isOwnAddress(fields, webhookUrl);
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label="Endpoint"
        value={fields.endpoint}
        onChange={(endpoint) => onChange({ endpoint })}
        inputMode="url"
        hint={isHere ? 'This app.' : 'An address that begins with https://.'}
        error={errorAt(error, 'webhook_endpoint')}
      />
      <div className="flex flex-col gap-1">
        <span className="text-small text-ink-2">Authorization</span>
        <SegmentedControl
          label="Authorization"
          value={fields.method}
          onValueChange={(method) => onChange({ method, secret: '' })}
          options={methods}
          className="self-start"
        />
      </div>
      {isHere && hasOwnSecret ? (
        <Checkbox checked={fields.usesOwnSecret} onCheckedChange={(usesOwnSecret) => onChange({ usesOwnSecret })}>
          Use the secret that this app accepts first. The server hands it over, and no browser sees it.
        </Checkbox>
      ) : null}
      <FieldError text={errorAt(error, 'useWebhookSecret')} />
      {fields.usesOwnSecret ? null : <CredentialFields {...props} />}
    </div>
  );
}

const secretLabels = { bearer: 'Token', basic: 'Password', custom_header: 'Header value' } as const;

function CredentialFields({ fields, onChange, error, edited }: FieldsProps) {
  const { method } = fields;
  return (
    <div className="flex flex-wrap items-start gap-4">
      {method === 'basic' ? (
        <TextField
          label="User name"
          value={fields.username}
          onChange={(username) => onChange({ username })}
          error={errorAt(error, 'username')}
        />
      ) : null}
      {method === 'custom_header' ? (
        <TextField
          label="Header name"
          value={fields.headerKey}
          onChange={(headerKey) => onChange({ headerKey })}
          error={errorAt(error, 'header_key')}
        />
      ) : null}
      <div className="w-80 max-w-full">
        <SecretField
          label={secretLabels[method]}
          value={fields.secret}
          onChange={(secret) => onChange({ secret })}
          hint={
            edited === null ? 'Auth0 never shows it again.' : 'Left empty, the stored one stays. Auth0 never shows it.'
          }
          error={errorAt(error, secretFields[method])}
        />
      </div>
    </div>
  );
}

function FieldError({ text }: { text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p role="alert" className="text-small text-bad">
      {text}
    </p>
  );
}
