'use client';

import { Braces, Terminal, User } from 'lucide-react';
import { paths } from '@/lib/paths';
import { curlCommand } from '@/lib/events/curl-command';
import { type EventView } from '@/lib/story/event-view';
import { Button, ButtonLink } from '../ui/button';
import { notCopied } from '../ui/copy-button';
import { copyText } from '../ui/copy-text';
import { Menu, MenuItem } from '../ui/menu';
import { useToast } from '../ui/toast';
import { wholeBody } from './event-body';
import { firstReceipt } from './event-request';

function replayCommand(view: EventView, body: string): string {
  const receipt = firstReceipt(view);
  return curlCommand({
    webhookUrl: view.webhookUrl,
    body,
    credential: receipt?.credential.kind ?? 'bearer',
    headers: receipt?.request.headers ?? {},
  });
}

/** "Copy as": the event as a command that posts it again, or as the JSON that was received. */
export function CopyAsMenu({ view, align }: { view: EventView; align?: 'start' | 'end' }) {
  const toast = useToast();
  const copy = async (textOf: (body: string) => string, done: { title: string; body?: string }) => {
    const body = await wholeBody(view).catch(() => null);
    if (body === null) toast({ title: 'Not copied', body: 'The body could not be loaded.', tone: 'bad' });
    else if (await copyText(textOf(body))) toast({ ...done, tone: 'ok' });
    else toast({ ...notCopied, tone: 'bad' });
  };
  const copyCurl = () =>
    void copy((body) => replayCommand(view, body), {
      title: 'Copied as cURL',
      body: 'It holds no secret: set TOKEN before you run it.',
    });
  return (
    <Menu align={align} trigger={<Button icon={Terminal}>Copy as</Button>}>
      <MenuItem icon={Terminal} onSelect={copyCurl}>
        Copy as cURL
      </MenuItem>
      <MenuItem icon={Braces} onSelect={() => void copy((body) => body, { title: 'Copied as JSON' })}>
        Copy as JSON
      </MenuItem>
    </Menu>
  );
}

/** Leads to the mirrored user an event is about; nothing for other events. */
export function OpenUser({ view }: { view: EventView }) {
  if (view.user === null) return null;
  return (
    <ButtonLink icon={User} href={paths.user(view.user.userId)}>
      Open user
    </ButtonLink>
  );
}
