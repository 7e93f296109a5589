import { Banner } from '@/components/ui/banner';
import { CodeBox } from '@/components/ui/code-box';
import { type ConnectorListAnswer } from '@/lib/connectors/connector-answers';

/** Makes a value of `CONNECTORS_KEY`. */
export const keyCommand = 'echo "k1:$(openssl rand -base64 32)"';

/** What the settings of the server have to say about all connectors. */
export function ModeNotice({ mode }: { mode: ConnectorListAnswer['mode'] }) {
  if (mode === 'off') {
    return (
      <Banner tone="warn" title="Connectors are off.">
        Nothing is carried on, because the server was started with CONNECTORS=off. Events wait in the log.
      </Banner>
    );
  }
  if (mode === 'held') {
    return (
      <Banner tone="warn" title="The server was started with CONNECTORS=held.">
        Every connector that ran was stopped at the start, as after a backup. Resume each one by hand.
      </Banner>
    );
  }
  return null;
}

/** Without a key no secret can be kept, so nothing can be made. */
export function KeyNotice() {
  return (
    <section aria-label="Key for secrets" className="border-b bg-ground px-6 py-4 max-phone:px-3">
      <h2 className="text-cause">CONNECTORS_KEY is not set</h2>
      <p className="mt-1 max-w-[640px] text-body text-ink-2">
        It seals the secrets of connectors, so none can be created without it. Make one with this command, put what it
        prints into the setting CONNECTORS_KEY, and start the server again.
      </p>
      <CodeBox code={keyCommand} what="command" className="mt-2 max-w-[640px]" />
    </section>
  );
}
