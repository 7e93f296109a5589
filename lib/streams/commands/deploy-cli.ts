import { type StreamPatch } from '../stream-draft';
import { fillSlots } from './secret-slots';

/**
 * The whole event stream in `tenant.yaml` of the Auth0 Deploy CLI, from 8.44 on: it knows an event stream by its name, and puts the
 * id of an Action in the place of the Action's name. A secret comes from AUTH0_KEYWORD_REPLACE_MAPPINGS. Texts are written as JSON,
 * which YAML reads.
 */
export function deployCliText(body: StreamPatch, { actionName }: { actionName: string | null }): string {
  const { name, status, subscriptions, destination, ...rest } = body;
  const stream = { name, status, subscriptions, destination: withActionName(destination, actionName), ...rest };
  const [first = '', ...lines] = yamlLines(stream);
  const text = ['eventStreams:', `  - ${first}`, ...lines.map((line) => `    ${line}`)].join('\n');
  return fillSlots(text, (variable) => `##${variable}##`);
}

function withActionName(destination: StreamPatch['destination'], actionName: string | null) {
  if (destination?.type !== 'action' || actionName === null) return destination;
  return { ...destination, configuration: { ...destination.configuration, action_id: actionName } };
}

/** A plain key needs no quotes. */
const keyText = (key: string) => (/^[a-zA-Z_]\w*$/.test(key) ? key : JSON.stringify(key));

function yamlLines(value: object): string[] {
  return Object.entries(value).flatMap(([key, entry]: [string, unknown]) => {
    if (entry === undefined) return [];
    if (Array.isArray(entry) && entry.length > 0) return [`${keyText(key)}:`, ...entry.flatMap(itemLines)];
    if (isFilled(entry)) return [`${keyText(key)}:`, ...yamlLines(entry).map((line) => `  ${line}`)];
    return [`${keyText(key)}: ${JSON.stringify(entry)}`];
  });
}

function itemLines(item: unknown): string[] {
  if (!isFilled(item)) return [`  - ${JSON.stringify(item)}`];
  const [first = '', ...lines] = yamlLines(item);
  return [`  - ${first}`, ...lines.map((line) => `    ${line}`)];
}

function isFilled(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}
