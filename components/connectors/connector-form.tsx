'use client';

import { type ApiError } from '@/components/data/api';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { TextField } from '@/components/ui/text-field';
import { type ConnectorFieldName, type ConnectorFields, fieldNamed } from '@/lib/connectors/connector-form';

import { Choice, FormProblem, useErrorInSight } from './form-parts';
import { TypeChooser } from './type-chooser';

interface ConnectorFormProps {
  fields: ConnectorFields;
  onChange: (change: Partial<ConnectorFields>) => void;
  /** Why the last try to save failed. */
  problem: ApiError | null;
}

const bodies = [
  { value: 'cloudevent', label: 'CloudEvent' },
  { value: 'plain', label: 'Plain' },
] as const;

const bodyHints = {
  cloudevent: 'Each event is sent byte by byte as it was received.',
  plain: '{"type", "timestamp", "data"}, as Standard Webhooks suggests.',
};

/** Everything that is set of a webhook. What the API refuses is said at its field. */
export function ConnectorForm({ fields, onChange, problem }: ConnectorFormProps) {
  const wrong = problem === null ? null : fieldNamed(problem.field);
  const errorOf = (name: ConnectorFieldName) => (wrong === name ? problem?.words : undefined);
  const form = useErrorInSight(problem);
  return (
    <div ref={form} className="flex max-w-[640px] flex-col gap-5">
      <TextField
        label="Name"
        value={fields.name}
        onChange={(name) => onChange({ name })}
        placeholder="Billing events"
        maxLength={80}
        error={errorOf('name')}
      />
      <TextField
        label="Address"
        value={fields.url}
        onChange={(url) => onChange({ url })}
        placeholder="https://billing.example.com/auth0-events"
        inputMode="url"
        hint="https on the public internet. A host of your own network has to be named in CONNECTORS_ALLOW."
        error={errorOf('url')}
      />
      <Choice label="Events" error={errorOf('types')}>
        <TypeChooser types={fields.types} onChange={(types) => onChange({ types })} />
      </Choice>
      <Choice label="Body" hint={bodyHints[fields.body]} error={errorOf('body')}>
        <SegmentedControl
          label="Body"
          value={fields.body}
          onValueChange={(body) => onChange({ body })}
          options={bodies}
          className="self-start"
        />
      </Choice>
      <div className="w-44">
        <TextField
          label="Requests per second, at most"
          value={fields.perSecond}
          onChange={(perSecond) => onChange({ perSecond })}
          inputMode="numeric"
          maxLength={6}
          error={errorOf('perSecond')}
        />
      </div>
      <FormProblem problem={wrong === null ? problem : null} />
    </div>
  );
}
