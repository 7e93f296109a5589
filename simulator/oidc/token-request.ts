import { IncomingMessage } from 'node:http';
import { isObject, type JsonObject, textOf } from '../ground/json.ts';

const formOf = (body: JsonObject): string => {
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(body)) form.set(key, textOf(value) ?? JSON.stringify(value));
  return form.toString();
};

/**
 * A request whose body was read already, made readable again for the provider. The provider takes forms only while
 * Auth0 takes JSON too, so the body is always handed on as a form.
 */
export function replayAsForm(request: IncomingMessage, body: unknown): IncomingMessage {
  const bytes = Buffer.from(formOf(isObject(body) ? body : {}));
  const replay = new IncomingMessage(request.socket);
  replay.method = request.method;
  replay.url = request.url;
  replay.httpVersion = request.httpVersion;
  replay.headers = {
    ...request.headers,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(bytes.length),
  };
  // An incomplete message takes its socket down with it once it has been read.
  replay.complete = true;
  replay.push(bytes);
  replay.push(null);
  return replay;
}
