import { CodeBox } from '@/components/ui/code-box';
import { type ConnectorKind } from '@/lib/connectors/connector';
import { commandVariables, connectorCommand } from '@/lib/connectors/connector-command';

import { AsidePart } from './aside-part';

interface FromTerminalProps {
  name: string;
  config: { kind: ConnectorKind };
}

const meanings = new Map([
  ['GAUGE', 'this address'],
  ['COOKIE', 'the cookies of your session here'],
]);

/** The request that makes the same connector, as it is set now. */
export function FromTerminal(input: FromTerminalProps) {
  const variables = commandVariables(input.config.kind);
  return (
    <AsidePart title="The same from a terminal">
      <CodeBox code={connectorCommand(input)} what="command" className="mt-2 max-h-80 overflow-y-auto" />
      <p className="mt-2 text-small text-ink-2">
        {`Set before: ${variables.map((name) => `${name}, ${meanings.get(name) ?? 'the secret'}`).join('; ')}.`}
      </p>
    </AsidePart>
  );
}
