'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useId, useState } from 'react';

import { postJson, toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { CodeBox } from '@/components/ui/code-box';
import { Dialog } from '@/components/ui/dialog';
import { OutsideText } from '@/components/ui/outside-text';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { TextField } from '@/components/ui/text-field';
import { type NewTargetAnswer } from '@/lib/alerts/alert-answers';
import { type TargetKind } from '@/lib/alerts/alert-target';
import { apiPaths } from '@/lib/paths';

import { alertsKey } from './alert-queries';

interface AddTargetDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A mail server is configured. */
  canMail: boolean;
}

const kinds = [
  { value: 'slack', label: 'Slack' },
  { value: 'webhook', label: 'Webhook' },
  { value: 'email', label: 'E-mail' },
] as const;

const hints: Record<TargetKind, string> = {
  slack: 'An incoming webhook of Slack, Mattermost, or anything else that takes the same JSON.',
  webhook: 'An endpoint of yours. It gets JSON, signed as standardwebhooks.com describes.',
  email: 'Up to twenty addresses, separated by commas.',
};

/** Adds a target. Of one that is signed for, the secret is shown this once. */
export function AddTargetDialog({ open, onOpenChange, canMail }: AddTargetDialogProps) {
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => {
    setSecret(null);
    onOpenChange(false);
  };
  if (secret !== null) return <SecretDialog open={open} secret={secret} onClose={close} />;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Add a target">
      {open ? <TargetForm canMail={canMail} onAdded={(next) => (next === null ? close() : setSecret(next))} /> : null}
    </Dialog>
  );
}

function SecretDialog({ open, secret, onClose }: { open: boolean; secret: string; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title="Secret of the signatures"
      description="Copy it now: it is not shown again. Your endpoint checks with it that a request is from here."
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <CodeBox code={secret} what="secret" className="mt-3" />
    </Dialog>
  );
}

function TargetForm({ canMail, onAdded }: { canMail: boolean; onAdded: (secret: string | null) => void }) {
  const queries = useQueryClient();
  const [kind, setKind] = useState<TargetKind>('slack');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const errorId = useId();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: object) => postJson<NewTargetAnswer>(apiPaths.alertTargets, body),
    onSuccess: ({ secret }) => onAdded(secret),
    onSettled: () => void queries.invalidateQueries({ queryKey: alertsKey }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const to = address.split(/[,\s]+/).filter((one) => one !== '');
    mutate(kind === 'email' ? { kind, name, to } : { kind, name, url: address.trim() });
  };
  const problem = error === null ? null : toApiError(error);
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <SegmentedControl label="Kind" value={kind} onValueChange={setKind} options={kinds} className="self-start" />
      <p className="text-small">{hints[kind]}</p>
      {kind === 'email' && !canMail ? (
        <p className="text-small text-warn">No mail server is configured: set SMTP_URL, and mails will be sent.</p>
      ) : null}
      <TextField label="Name" value={name} onChange={setName} placeholder="#identity-ops" maxLength={80} />
      <TextField
        label={kind === 'email' ? 'To' : 'Address'}
        value={address}
        onChange={setAddress}
        placeholder={kind === 'email' ? 'oncall@example.com' : 'https://hooks.example.com/…'}
        errorId={problem === null ? undefined : errorId}
      />
      {problem === null ? null : (
        <p id={errorId} role="alert" className="text-small text-bad">
          <OutsideText>{problem.detail || problem.title}</OutsideText>
        </p>
      )}
      <Button
        type="submit"
        variant="primary"
        busy={isPending}
        disabled={name.trim() === '' || address.trim() === ''}
        className="self-end"
      >
        Add the target
      </Button>
    </form>
  );
}
