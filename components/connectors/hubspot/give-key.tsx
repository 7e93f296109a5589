'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';

import { putJson, toApiError } from '@/components/data/api';
import { useAnnounce } from '@/components/ui/announcer';
import { Button } from '@/components/ui/button';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { SecretField } from '@/components/ui/secret-field';
import { type ConnectorAnswer, type NewSecretAnswer } from '@/lib/connectors/connector-answers';
import { apiPaths } from '@/lib/paths';

import { connectorQuery, refreshConnectors } from '../connector-queries';

interface GiveKeyProps {
  connector: ConnectorAnswer;
  mayEdit: boolean;
  /** Asks HubSpot anew: the key is another one. */
  onGiven: () => void;
}

/** When the key was set and by whom, and a way to give another one. */
export function GiveKey({ connector, mayEdit, onGiven }: GiveKeyProps) {
  const [isGiving, setIsGiving] = useState(false);
  const note = connector.secrets.find(({ name }) => name === 'token');
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-0 flex-1 basis-60 text-body text-ink-2 [&_time]:font-sans [&_time]:text-body">
          {note === undefined ? (
            'No key is set.'
          ) : (
            <>
              {'The key was set '}
              <DayTime ms={note.setAtMs} />
              {' by '}
              <OutsideText>{note.setBy}</OutsideText>. It is never shown.
            </>
          )}
        </p>
        {mayEdit && !isGiving ? <Button onClick={() => setIsGiving(true)}>Give another key…</Button> : null}
      </div>
      {isGiving ? (
        <KeyForm
          id={connector.id}
          onClose={() => setIsGiving(false)}
          onGiven={() => {
            setIsGiving(false);
            onGiven();
          }}
        />
      ) : null}
    </>
  );
}

function KeyForm({ id, onClose, onGiven }: { id: number; onClose: () => void; onGiven: () => void }) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [token, setToken] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => putJson<NewSecretAnswer>(apiPaths.connectorSecret(id, 'token'), { token: token.trim() }),
    onSuccess: ({ connector }) => {
      queries.setQueryData(connectorQuery(id).queryKey, connector);
      announce('The key was set', 'connector-key');
      onGiven();
    },
    onSettled: () => void refreshConnectors(queries),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form aria-label="Another key" onSubmit={submit} noValidate className="mt-3 flex flex-wrap items-start gap-2">
      <div className="min-w-0 flex-1 basis-60">
        <SecretField
          label="Service key"
          value={token}
          onChange={setToken}
          placeholder="pat-eu1-…"
          error={error === null ? undefined : toApiError(error).words}
        />
      </div>
      <span className="flex gap-2 pt-5.5">
        <Button variant="quiet" onClick={onClose}>
          Keep the present one
        </Button>
        <Button type="submit" variant="primary" busy={isPending} disabled={token.trim() === ''}>
          Set the key
        </Button>
      </span>
    </form>
  );
}
