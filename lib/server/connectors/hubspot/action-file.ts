import { createHash } from 'node:crypto';
import { actionSource, longestAction } from '../../../connectors/action/action-source';
import { type Connector } from '../../../connectors/connector';
import { actionTooLong, wrongKind } from '../../http/connector-problem';

/**
 * The code of the Action that does what this connector does. The digest in it is of the configuration, so that one can tell
 * whether a deployed Action is up to date. Throws a problem for other kinds, and for a mapping that Auth0 takes no code of.
 */
export function actionFile(connector: Connector): string {
  const { name, configVersion, createdAtMs, config } = connector;
  if (config.kind !== 'hubspot') return wrongKind('an Action', connector);
  const { mapping, policies } = config;
  const digest = createHash('sha256').update(JSON.stringify({ mapping, policies })).digest('hex');
  const hash = `sha256:${digest.slice(0, 16)}`;
  const source = actionSource({ name, configVersion, createdAtMs, config, hash });
  const bytes = Buffer.byteLength(source);
  return bytes > longestAction ? actionTooLong(bytes) : source;
}

/** Answer of `GET /api/connectors/[id]/action`. */
export function actionAnswer(connector: Connector): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  return new Response(actionFile(connector), { headers });
}
