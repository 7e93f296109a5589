import { shellQuoted } from '../../text/shell-text';
import { type StreamDraft, type StreamPatch } from '../stream-draft';
import { betweenSlots } from './secret-slots';

/** In single quotes, except for our variables, which the shell is to fill in. */
function spliced(text: string): string {
  const quoted = betweenSlots(text, shellQuoted, (variable) => `"$${variable}"`);
  return quoted.replace(/''$/, '');
}

const typesOf = ({ subscriptions = [] }: Pick<StreamPatch, 'subscriptions'>) =>
  subscriptions.map(({ event_type: type }) => type).join(',');

/** Fields that the command's flags can say. */
const flagged = new Set(['name', 'status', 'subscriptions', 'destination']);

/**
 * `auth0 event-streams create` of the Auth0 CLI 1.x (auth0.github.io/auth0-cli/auth0_event-streams_create.html). It has no flag for the
 * status, so what is not made by its flags is made by `auth0 api post`. Secrets are slots.
 */
export function cliCreate(draft: StreamDraft): string {
  const { name, status = 'enabled', destination } = draft;
  const isFlagged = Object.keys(draft).every((field) => flagged.has(field)) && status === 'enabled';
  if (!isFlagged || name === undefined || draft.subscriptions === undefined) {
    return ['auth0 api post event-streams \\', `  --data ${spliced(JSON.stringify(draft))}`].join('\n');
  }
  return [
    'auth0 event-streams create \\',
    `  --name ${shellQuoted(name)} \\`,
    `  --type ${shellWord(destination.type)} \\`,
    `  --subscriptions ${shellQuoted(typesOf(draft))} \\`,
    `  --configuration ${spliced(JSON.stringify(destination.configuration))}`,
  ].join('\n');
}

/** `auth0 event-streams update`, which says what changes and nothing else. */
export function cliUpdate(id: string, patch: StreamPatch): string {
  const { name, status, subscriptions, destination } = patch;
  if (!Object.keys(patch).every((field) => flagged.has(field))) {
    return [`auth0 api patch event-streams/${shellWord(id)} \\`, `  --data ${spliced(JSON.stringify(patch))}`].join(
      '\n',
    );
  }
  const flags = [
    name === undefined ? null : `--name ${shellQuoted(name)}`,
    status === undefined ? null : `--status ${status}`,
    subscriptions === undefined ? null : `--subscriptions ${shellQuoted(typesOf(patch))}`,
    destination === undefined ? null : `--configuration ${spliced(JSON.stringify(destination.configuration))}`,
  ].filter((flag) => flag !== null);
  return [`auth0 event-streams update ${shellWord(id)}`, ...flags.map((flag) => `  ${flag}`)].join(' \\\n');
}

/** A word that means itself in a shell is left bare. */
const shellWord = (word: string) => (/^[\w.-]+$/.test(word) ? word : shellQuoted(word));
