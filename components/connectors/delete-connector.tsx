'use client';

import { Trash2 } from 'lucide-react';
import { type SubmitEvent, useId, useState } from 'react';

import { toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { OutsideText } from '@/components/ui/outside-text';
import { TextField } from '@/components/ui/text-field';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { isolatedText, visibleText } from '@/lib/text/outside-text';

import { useDeleteConnector } from './use-delete-connector';

/** Deletes a connector, after its name was typed. */
export function DeleteConnector({ connector }: { connector: ConnectorAnswer }) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <p className="mb-3 text-body text-ink-2">
        Nothing more is sent, and its secret, its users and its calls are forgotten. Events stay in the log, and what
        was sent stays with the receiver.
      </p>
      <Button icon={Trash2} onClick={() => setIsAsking(true)}>
        Delete the connector…
      </Button>
      <Dialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title={`Delete ${isolatedText(connector.name)}?`}
        description="This cannot be undone."
      >
        {isAsking ? <NameForm connector={connector} onClose={() => setIsAsking(false)} /> : null}
      </Dialog>
    </>
  );
}

function NameForm({ connector, onClose }: { connector: ConnectorAnswer; onClose: () => void }) {
  const { name } = connector;
  const [typed, setTyped] = useState('');
  const errorId = useId();
  const { mutate, isPending, isSuccess, error } = useDeleteConnector(connector, 'deleted');
  const problem = error === null ? null : toApiError(error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    mutate(typed);
  };
  return (
    <form onSubmit={submit} className="mt-3 flex flex-col gap-3">
      <TextField
        label={`Type ${visibleText(name)}`}
        value={typed}
        onChange={setTyped}
        errorId={problem === null ? undefined : errorId}
      />
      {problem === null ? null : (
        <p id={errorId} role="alert" className="text-small text-bad">
          <OutsideText>{[problem.words, problem.requestId].filter(Boolean).join(' ')}</OutsideText>
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button type="submit" variant="danger" busy={isPending || isSuccess} disabled={typed !== name}>
          Delete the connector
        </Button>
      </div>
    </form>
  );
}
