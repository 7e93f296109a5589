import { type MatchedCredential } from './receipt';

/** Longest body (in UTF-16 units) put on the command line: Linux takes 128 KiB of bytes for one argument, a unit has up to 3. */
const longestArgument = 40_000;

/** One argument for any POSIX shell: nothing inside single quotes is special but the single quote itself. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A line that ends the here-document and does not occur in the body. */
function endMark(body: string): string {
  const lines = new Set(body.split('\n'));
  let mark = 'EVENT';
  while (lines.has(mark)) mark += '_';
  return mark;
}

/** Headers that are redacted too, but never are the configured custom header. */
const otherSecrets: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization']);

function credentialArgument(kind: MatchedCredential['kind'], headers: Record<string, string>): string {
  // Double quotes on purpose: the shell shall fill in $TOKEN.
  if (kind === 'basic') return '-u "$TOKEN"';
  if (kind === 'bearer' || kind === 'feed') return '-H "Authorization: Bearer $TOKEN"';
  const secrets = Object.keys(headers).filter((name) => headers[name] === 'redacted' && !otherSecrets.has(name));
  const name = secrets[0] ?? 'x-webhook-token';
  // The name came with a request: only what HTTP allows in a name, and nothing the shell would read.
  return `-H "${name.replaceAll(/[^\w.-]/g, '')}: $TOKEN"`;
}

/** What a command needs to post an event to the webhook again. */
export interface Replay {
  webhookUrl: string;
  /** The received body, unchanged. */
  body: string;
  /** How the sender proved itself; decides where the placeholder `$TOKEN` stands. */
  credential: MatchedCredential['kind'];
  /** Kept request headers, whose credential values read `redacted`. */
  headers: Record<string, string>;
}

/**
 * A curl command that posts the event again, for any POSIX shell. `$TOKEN` is a placeholder for the webhook's secret
 * (`user:password` where basic authentication was used); the command itself never holds a secret.
 */
export function curlCommand({ webhookUrl, body, credential, headers }: Replay): string {
  const large = body.length > longestArgument;
  const lines = [
    `curl -sS -i -X POST ${shellQuote(webhookUrl)}`,
    credentialArgument(credential, headers),
    `-H 'content-type: application/json'`,
    large ? '--data-binary @-' : `--data-raw ${shellQuote(body)}`,
  ];
  const command = lines.join(' \\\n  ');
  if (!large) return command;
  const mark = endMark(body);
  return `${command} <<'${mark}'\n${body}\n${mark}`;
}
