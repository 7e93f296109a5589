import { ButtonLink } from '@/components/ui/button';
import { CodeBox } from '@/components/ui/code-box';
import { EmptyScale } from '@/components/ui/needle';
import { paths } from '@/lib/paths';
import { cliCommand, type CommandTarget, curlCommand } from '@/lib/streams/commands/first-stream';

/** A tenant without event streams: how to make the first one, ready to paste. */
export function StreamsEmpty({ target, mayManage }: { target: CommandTarget; mayManage: boolean }) {
  return (
    <div className="max-w-[760px] px-6 py-6 max-phone:px-3">
      <div className="flex items-center gap-3">
        <EmptyScale />
        <h2 className="text-cause">No event streams in this tenant</h2>
      </div>
      <p className="mt-2 text-body text-ink-2">
        Make one that posts to this app. Put the webhook’s secret into the variable of the command first; it is the one
        this app was started with.
      </p>
      {mayManage ? (
        <ButtonLink variant="primary" href={paths.newStream} className="mt-3">
          Make it here
        </ButtonLink>
      ) : null}
      <h3 className="mt-4 mb-1 text-heading">With the Auth0 CLI</h3>
      <CodeBox code={cliCommand(target)} what="CLI command" />
      <h3 className="mt-4 mb-1 text-heading">With cURL</h3>
      <CodeBox code={curlCommand(target)} what="cURL command" />
    </div>
  );
}
