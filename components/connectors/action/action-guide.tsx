'use client';

import { type ReactNode, useState } from 'react';

import { CodeBox } from '@/components/ui/code-box';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { actionLimits, hubspotLastEventTarget } from '@/lib/connectors/action/action-source';
import { actionCommands, actionFileName, actionSecret, actionYaml } from '@/lib/connectors/action/action-steps';
import { type ConnectorAnswer } from '@/lib/connectors/connector-answers';

const runningNote: Partial<Record<ConnectorAnswer['state'], string>> = {
  running:
    'Pause this connector before the Action runs: two that write the same contacts only make requests for each other.',
  draft: 'This draft does not have to be started for it.',
};

/** What the Action is for, what it cannot do, what it needs, and how it is set up in three ways. */
export function ActionGuide({ connector }: { connector: ConnectorAnswer }) {
  const note = runningNote[connector.state];
  return (
    <>
      <Part title="Without a server in the path">
        <p className="text-body text-ink-2">
          Auth0 runs this code itself, for each event of a stream. It does what the connector does with the same mapping
          and policies, as far as an Action can.
        </p>
        {note === undefined ? null : <p className="mt-2 text-body">{note}</p>}
      </Part>
      <Part title="What it cannot do">
        <p className="text-body text-ink-2">Unlike the connector, it</p>
        <ul aria-label="Limits of the Action" className="mt-1 list-disc pl-4 text-body text-ink-2 marker:text-ink-3">
          {actionLimits.map((limit) => (
            <li key={limit} className="mt-1">
              {limit}
            </li>
          ))}
        </ul>
      </Part>
      <Part title="What it needs">
        <dl className="text-body">
          <Need name={actionSecret} kind="secret">
            A service key of HubSpot that reads and writes contacts.
          </Need>
          <Need name={hubspotLastEventTarget} kind="property">
            A text property of contacts in HubSpot. It keeps an older event from being written after a newer one.
          </Need>
        </dl>
      </Part>
      <Part title="Set it up">
        <SetUp connector={connector} />
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-b py-4 first:pt-0 last:border-b-0">
      <h2 className="mb-1 text-heading">{title}</h2>
      {children}
    </section>
  );
}

function Need({ name, kind, children }: { name: string; kind: string; children: ReactNode }) {
  return (
    <div className="mt-1">
      <dt>
        <code className="text-mono">{name}</code> <span className="text-small text-ink-2">{kind}</span>
      </dt>
      <dd className="text-ink-2">{children}</dd>
    </div>
  );
}

const ways = [
  { value: 'dashboard', label: 'Dashboard' },
  { value: 'cli', label: 'Auth0 CLI' },
  { value: 'deploy', label: 'Deploy CLI' },
] as const;

/** The same three steps by hand, by the Auth0 CLI, and as a file of the Deploy CLI. */
function SetUp({ connector: { id, name, configVersion } }: { connector: ConnectorAnswer }) {
  const [way, setWay] = useState<(typeof ways)[number]['value']>('dashboard');
  const steps = { name, file: actionFileName(id, configVersion) };
  return (
    <>
      <SegmentedControl small label="Way" value={way} onValueChange={setWay} options={ways} className="my-2 w-fit" />
      {way === 'dashboard' ? <ByHand /> : null}
      {way === 'cli' ? (
        <>
          <p className="text-body text-ink-2">
            {`Download the code first. The key is read from the environment variable ${actionSecret}.`}
          </p>
          <CodeBox code={actionCommands(steps)} what="commands" className="mt-2" />
        </>
      ) : null}
      {way === 'deploy' ? (
        <>
          <p className="text-body text-ink-2">
            {`Download the code beside tenant.yaml, and give ${actionSecret} in AUTH0_KEYWORD_REPLACE_MAPPINGS. Deploy CLI 8.44 or newer.`}
          </p>
          <CodeBox code={actionYaml(steps)} what="YAML" className="mt-2" />
        </>
      ) : null}
    </>
  );
}

const hand: readonly string[] = [
  'In Auth0 open Actions → Library and create a custom Action with the trigger Event Stream and Node 22.',
  `Paste the code, add the secret ${actionSecret}, and deploy.`,
  'Open Event Streams and create one with this Action as its destination, of user.created, user.updated and user.deleted. One stream takes one Action.',
];

function ByHand() {
  return (
    <ol aria-label="Steps in the dashboard" className="list-decimal pl-5 text-body text-ink-2">
      {hand.map((step) => (
        <li key={step} className="mt-1">
          {step}
        </li>
      ))}
    </ol>
  );
}
