import { shellQuoted } from '../../text/shell-text';

/** Secret of the Action, by the name that its code reads. */
export const actionSecret = 'HUBSPOT_TOKEN';

/** What an event stream of the Action has to carry. */
const subscriptions = ['user.created', 'user.updated', 'user.deleted'];

const trigger = 'event-stream';
const runtime = 'node22';

/** Name of the file with the code of a connector's Action. It tells the version that it was written from. */
export const actionFileName = (connectorId: number, configVersion: number): string =>
  `streamgauge-connector-${connectorId}-v${configVersion}.js`;

/** Auth0 takes letters, digits, blanks and hyphens as the name of an Action, the last two not at its ends. Others fall out. */
function plainName(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9 -]/g, '').replaceAll(/^[ -]+|[ -]+$/g, '');
  return plain === '' ? 'Streamgauge connector' : plain;
}

const streamOf = (name: string, actionId: string) => ({
  name: `${name} by Action`,
  subscriptions: subscriptions.map((event_type) => ({ event_type })),
  destination: { type: 'action', configuration: { action_id: actionId } },
});

/** What the steps are written for. */
export interface ActionSteps {
  /** The connector's. */
  name: string;
  /** The file with the code, as it was downloaded. */
  file: string;
}

/**
 * The steps as commands of the Auth0 CLI 1.x (auth0.github.io/auth0-cli), and `jq`. Its command for event streams knows no
 * Actions, so the stream is made by `auth0 api`. The secret is read from the environment, and stands nowhere.
 */
export function actionCommands({ name, file }: ActionSteps): string {
  const plain = plainName(name);
  const stream = shellQuoted(JSON.stringify(streamOf(plain, '$ACTION_ID'))).replace('$ACTION_ID', `'"$ACTION_ID"'`);
  return [
    'ACTION_ID=$(auth0 actions create \\',
    `  --name ${shellQuoted(plain)} --trigger ${trigger} --runtime ${runtime} \\`,
    `  --code "$(cat ${shellQuoted(file)})" \\`,
    `  --secret "${actionSecret}=$${actionSecret}" --json | jq -r .id)`,
    'auth0 actions deploy "$ACTION_ID"',
    `auth0 api post event-streams --data ${stream}`,
  ].join('\n');
}

/**
 * The same as `tenant.yaml` of the Auth0 Deploy CLI, from 8.44 on: it puts the id of an Action in the place of its name. The
 * secret comes from AUTH0_KEYWORD_REPLACE_MAPPINGS. Texts are written as JSON, which YAML reads.
 */
export function actionYaml({ name, file }: ActionSteps): string {
  const plain = plainName(name);
  const stream = streamOf(plain, plain);
  return [
    'actions:',
    `  - name: ${JSON.stringify(plain)}`,
    `    code: ${JSON.stringify(`./${file}`)}`,
    `    runtime: ${runtime}`,
    '    deployed: true',
    '    dependencies: []',
    '    supported_triggers:',
    `      - id: ${trigger}`,
    '        version: v1',
    '    secrets:',
    `      - name: ${actionSecret}`,
    `        value: "##${actionSecret}##"`,
    'eventStreams:',
    `  - name: ${JSON.stringify(stream.name)}`,
    '    subscriptions:',
    ...subscriptions.map((type) => `      - event_type: ${type}`),
    '    destination:',
    '      type: action',
    '      configuration:',
    `        action_id: ${JSON.stringify(plain)}`,
  ].join('\n');
}
