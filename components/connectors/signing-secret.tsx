'use client';

import { KeyRound, Trash2 } from 'lucide-react';
import { useState } from 'react';

import { useMutation, useQueryClient } from '@tanstack/react-query';

import { deleteJson, putJson, toApiError } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { CodeBox } from '@/components/ui/code-box';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { type ConnectorAnswer, type NewSecretAnswer, type SecretNote } from '@/lib/connectors/connector-answers';
import { apiPaths } from '@/lib/paths';

import { connectorQuery, refreshConnectors } from './connector-queries';
import { forgetSecret, tellSecret, useToldSecret } from './told-secrets';

const present = 'signing';
const before = 'signing_before';

interface SigningSecretProps {
  connector: ConnectorAnswer;
  /** The person is an administrator. */
  mayEdit: boolean;
}

/** The secret while it is still told, else when it was set; and what can be done about it. */
export function SigningSecret({ connector, mayEdit }: SigningSecretProps) {
  const told = useToldSecret(connector.id);
  const noteOf = (name: string) => connector.secrets.find((secret) => secret.name === name);
  const [current, former] = [noteOf(present), noteOf(before)];
  return (
    <>
      {told === null ? null : <Told id={connector.id} secret={told} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-0 flex-1 basis-60 text-body text-ink-2 [&_time]:font-sans [&_time]:text-body">
          {current === undefined ? 'No secret is set.' : <SetBy note={current} />}
          {told === null && current !== undefined ? ' It was shown once; if it is lost, replace it.' : null}
        </p>
        {mayEdit ? <Replace connector={connector} /> : null}
      </div>
      {former === undefined ? null : (
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2 border-t pt-2">
          <p className="min-w-0 flex-1 basis-60 text-body text-ink-2">
            The secret before it signs as well, so that receivers have time to change. Remove it when all know the new
            one.
          </p>
          {mayEdit ? <RemoveFormer id={connector.id} /> : null}
        </div>
      )}
    </>
  );
}

function SetBy({ note: { setAtMs, setBy } }: { note: SecretNote }) {
  return (
    <>
      {'Set by '}
      <OutsideText>{setBy}</OutsideText>
      {', '}
      <DayTime ms={setAtMs} />.
    </>
  );
}

function Told({ id, secret }: { id: number; secret: string }) {
  return (
    <div className="mb-3">
      <p className="mb-1 text-body">
        Copy it now: it is not shown again. <TextButton onClick={() => forgetSecret(id)}>Hide it</TextButton>
      </p>
      <CodeBox code={secret} what="signing secret" />
    </div>
  );
}

function errorText(thrown: Error | null): string | null {
  if (thrown === null) return null;
  const error = toApiError(thrown);
  return [error.detail || error.title, error.requestId].filter(Boolean).join(' ');
}

function Replace({ connector: { id, state } }: { connector: ConnectorAnswer }) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [isAsking, setIsAsking] = useState(false);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => putJson<NewSecretAnswer>(apiPaths.connectorSecret(id, present)),
    onSuccess: ({ connector, secret }) => {
      if (secret !== null) tellSecret(id, secret);
      queries.setQueryData(connectorQuery(id).queryKey, connector);
      announce('The secret was replaced', 'secret');
      setIsAsking(false);
    },
    onSettled: () => void refreshConnectors(queries),
  });
  return (
    <>
      <Button
        icon={KeyRound}
        onClick={() => {
          reset();
          setIsAsking(true);
        }}
      >
        Replace the secret…
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="Replace the signing secret?"
        description={
          state === 'draft'
            ? 'A new secret is made and shown once. Until you remove it, the present one signs beside it.'
            : 'A new secret is made and shown once. Every request is signed with both, until you remove the present one: receivers that know either of them go on.'
        }
        confirmLabel="Replace the secret"
        busy={isPending}
        error={errorText(error)}
        onConfirm={() => mutate()}
      />
    </>
  );
}

function RemoveFormer({ id }: { id: number }) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [isAsking, setIsAsking] = useState(false);
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => deleteJson<ConnectorAnswer>(apiPaths.connectorSecret(id, before)),
    onSuccess: (connector) => {
      queries.setQueryData(connectorQuery(id).queryKey, connector);
      announce('The old secret was removed', 'secret');
      setIsAsking(false);
    },
    onSettled: () => void refreshConnectors(queries),
  });
  return (
    <>
      <Button
        icon={Trash2}
        onClick={() => {
          reset();
          setIsAsking(true);
        }}
      >
        Remove the old secret…
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="Remove the old secret?"
        description="Requests are signed with the present secret alone from then on. A receiver that still checks with the old one refuses them."
        confirmLabel="Remove the old secret"
        danger
        busy={isPending}
        error={errorText(error)}
        onConfirm={() => mutate()}
      />
    </>
  );
}
