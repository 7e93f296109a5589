'use client';

import { useState } from 'react';
import { paths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';
import { cliCommand, curlCommand } from '@/lib/streams/commands/first-stream';
import { type Setup, type SetupStream } from '@/lib/setup/setup';
import { CodeBox } from '../ui/code-box';
import { Id } from '../ui/id';
import { OutsideText } from '../ui/outside-text';
import { SegmentedControl } from '../ui/segmented-control';
import { StatusChip } from '../parts/status-chip';
import { TextButton, TextLink } from '../ui/text-link';

/** The event streams that post here, and the commands that create one. */
export function StreamDetails({ setup }: { setup: Setup }) {
  const here = setup.streams?.here ?? [];
  const [wanted, setWanted] = useState(false);
  const isOpen = here.length === 0 || wanted;
  return (
    <div className="max-w-[720px]">
      <ul>
        {here.map((stream) => (
          <StreamLine key={stream.id} stream={stream} />
        ))}
      </ul>
      {here.length === 0 ? null : (
        <TextButton aria-expanded={isOpen} onClick={() => setWanted(!wanted)} className="text-small">
          {isOpen ? 'Hide the commands' : 'Commands for another one'}
        </TextButton>
      )}
      {isOpen ? <Commands setup={setup} /> : null}
    </div>
  );
}

function StreamLine({ stream }: { stream: SetupStream }) {
  const credential = stream.authorization === null ? '' : `, ${stream.authorization.replace('_', ' ')} credential`;
  return (
    <li className="flex min-h-6 flex-wrap items-center gap-x-3">
      <TextLink href={paths.stream(stream.id)} className="font-medium">
        <OutsideText>{stream.name}</OutsideText>
      </TextLink>
      <Id value={stream.id} what="event stream id" />
      <StatusChip vocabulary="stream" value={stream.status} />
      <OutsideText className="text-small text-ink-2">{`${formatCounted(stream.subscriptions, 'subscription')}${credential}`}</OutsideText>
    </li>
  );
}

type Tool = 'cli' | 'curl';

const tools = [
  { value: 'cli', label: 'Auth0 CLI' },
  { value: 'curl', label: 'cURL' },
] as const;

function Commands({ setup }: { setup: Setup }) {
  const [tool, setTool] = useState<Tool>('cli');
  const target = { webhookUrl: setup.webhook.url, tenant: setup.tenant, credential: setup.webhook.credential };
  return (
    <div className="mt-2">
      <SegmentedControl
        label="Command for"
        value={tool}
        onValueChange={setTool}
        options={tools}
        small
        className="w-fit"
      />
      <CodeBox
        code={tool === 'cli' ? cliCommand(target) : curlCommand(target)}
        what="command that creates an event stream"
        className="mt-2"
      />
      <p className="mt-1 text-small text-ink-2">
        {tool === 'curl' ? 'The token needs the scope create:event_streams. ' : ''}
        The shell fills in the variables, so that no secret stands here: set them to the values of{' '}
        {setup.webhook.credential?.setting ?? 'WEBHOOK_TOKEN'} first.
      </p>
    </div>
  );
}
