import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { html, writeAnswer } from '../http/answer.ts';
import { readBody } from '../http/read-body.ts';
import { expiredPage, loginPage } from './login-page.ts';
import { personBySub } from './people.ts';

export const LOGIN_PATH = /^\/u\/login\/[\w-]+$/;

/** Shows the people to choose from, and takes the choice. */
export async function handleLogin(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  try {
    await provider.interactionDetails(request, response);
  } catch {
    writeAnswer(response, html(400, expiredPage()));
    return;
  }
  const chosen = request.method === 'POST' ? new URLSearchParams(await readBody(request)).get('person') : null;
  const person = chosen === null ? undefined : personBySub(chosen);
  if (person?.denial !== undefined)
    await provider.interactionFinished(request, response, {
      error: 'access_denied',
      error_description: person.denial,
    });
  else if (person)
    await provider.interactionFinished(request, response, { login: { accountId: person.sub, remember: true } });
  else writeAnswer(response, html(200, loginPage(path)));
}
