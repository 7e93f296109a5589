import { tunnelCommand } from '@/lib/streams/commands/first-stream';
import { type Setup } from '@/lib/setup/setup';
import { CodeBox } from '../ui/code-box';
import { CopyButton } from '../ui/copy-button';

const newToken = 'echo "WEBHOOK_TOKEN=$(openssl rand -hex 32)" >> .env';

/** The webhook's address to copy, and the command that fixes it where it needs fixing. */
export function AddressDetails({ webhook }: { webhook: Setup['webhook'] }) {
  return (
    <div className="max-w-[640px]">
      <p className="flex min-w-0 items-center gap-1">
        <span className="min-w-0 text-mono break-all">{webhook.url}</span>
        <CopyButton value={webhook.url} what="webhook URL" />
      </p>
      {webhook.credential === null ? (
        <CodeBox code={newToken} what="command that makes a token" className="mt-2" />
      ) : null}
      {webhook.reach === 'local' ? (
        <CodeBox code={tunnelCommand(webhook.url)} what="tunnel command" className="mt-2" />
      ) : null}
    </div>
  );
}
