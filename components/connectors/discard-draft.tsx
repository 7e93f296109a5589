'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toApiError } from '@/components/data/api';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';
import { isolatedText } from '@/lib/text/outside-text';

import { useDeleteConnector } from './use-delete-connector';

/** Gives a draft up. Nothing was carried on yet, so its name need not be typed. */
export function DiscardDraft({ connector }: { connector: ConnectorAnswer }) {
  const [isAsking, setIsAsking] = useState(false);
  const { mutate, isPending, isSuccess, error, reset } = useDeleteConnector(connector, 'discarded');
  const ask = (isOpen: boolean) => {
    reset();
    setIsAsking(isOpen);
  };
  return (
    <>
      <Button variant="quiet" onClick={() => ask(true)}>
        Discard draft…
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={ask}
        title={`Discard ${isolatedText(connector.name)}?`}
        description="Its settings and its secret are forgotten. It has sent nothing."
        confirmLabel="Discard the draft"
        cancelLabel="Keep it"
        danger
        busy={isPending || isSuccess}
        error={error === null ? null : toApiError(error).words}
        onConfirm={() => mutate(connector.name)}
      />
    </>
  );
}
