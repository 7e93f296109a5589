'use client';

import { OutsideText } from '@/components/ui/outside-text';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { TextField } from '@/components/ui/text-field';
import { destinationKinds } from '@/lib/streams/stream-form';
import { destinationKind } from '@/lib/streams/stream-view';

import { DestinationFields, type FieldsProps } from './destination-fields';
import { errorAt } from './field-error';
import { TypeBoxes } from './type-boxes';

const statuses = [
  { value: 'enabled', label: 'enabled' },
  { value: 'disabled', label: 'disabled' },
] as const;

const kindLabels = { webhook: 'Webhook', eventbridge: 'EventBridge', action: 'Action' } as const;

/** Everything that an event stream is made of. */
export function StreamForm(props: FieldsProps) {
  const { fields, onChange, error, edited } = props;
  // A kind that is newer than this form is left as it is, like those that Auth0 never changes.
  const isFixed = edited !== null && edited.destination.type !== 'webhook';
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-start gap-4">
        <div className="w-80 max-w-full">
          <TextField
            label="Name"
            value={fields.name}
            onChange={(name) => onChange({ name })}
            maxLength={128}
            error={errorAt(error, 'name')}
          />
        </div>
        <div className="flex flex-col gap-1">
          <span className="text-small text-ink-2">{edited === null ? 'Status after creation' : 'Status'}</span>
          <SegmentedControl
            label="Status"
            value={fields.status}
            onValueChange={(status) => onChange({ status })}
            options={statuses}
          />
        </div>
        <p className="self-end pb-1 text-small text-ink-2">
          {fields.status === 'disabled' ? 'While disabled, Auth0 keeps nothing for later.' : null}
          {fields.status === 'enabled' && edited === null ? 'Auth0 delivers from the moment it exists.' : null}
        </p>
      </div>
      {edited === null ? (
        <div className="flex flex-col gap-1">
          <span className="text-small text-ink-2">Destination, which cannot be changed to another kind later</span>
          <SegmentedControl
            label="Destination"
            value={fields.kind}
            onValueChange={(kind) => onChange({ kind })}
            options={destinationKinds.map((value) => ({ value, label: kindLabels[value] }))}
            className="self-start"
          />
        </div>
      ) : (
        <p className="text-body text-ink-2">
          <OutsideText>{destinationKind(edited)}</OutsideText>. The kind of destination is fixed once an event stream
          exists.
          {isFixed ? ' A change of its settings is not possible here either.' : ''}
        </p>
      )}
      {isFixed ? null : <DestinationFields {...props} />}
      <TypeBoxes
        types={fields.types}
        onChange={(types) => onChange({ types })}
        error={errorAt(error, 'subscriptions')}
      />
    </div>
  );
}
