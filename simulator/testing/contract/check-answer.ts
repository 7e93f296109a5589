import type { z } from 'zod';
import { endpoints, type EndpointContract, EVENT_STREAM, NOTHING } from './endpoints.ts';
import { errorBody } from './shared-shapes.ts';

interface GivenAnswer {
  method: string;
  /** With everything before `/api/v2` and the query taken off. */
  path: string;
  status: number;
  headers: Headers;
  text: string;
}

const EVERYWHERE = [401, 403, 429];
const RATE_HEADERS = ['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'];

function endpointOf(method: string, path: string): EndpointContract | undefined {
  const given = path.split('/');
  return endpoints.find((endpoint) => {
    const wanted = endpoint.path.split('/');
    const fits = wanted.every((part, index) => part.startsWith(':') || part === given[index]);
    return endpoint.method === method && wanted.length === given.length && fits;
  });
}

function shapeProblem(shape: z.ZodType, text: string): string | undefined {
  const { error } = shape.safeParse(JSON.parse(text));
  return error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
}

function bodyProblem(contract: EndpointContract, { status, text, headers }: GivenAnswer): string | undefined {
  const type = headers.get('content-type') ?? '';
  if (status === contract.ok && contract.body === NOTHING) return text === '' ? undefined : 'a body where none belongs';
  if (status === contract.ok && contract.body === EVENT_STREAM) {
    return type === 'text/event-stream' ? undefined : `content type ${type}`;
  }
  if (!type.startsWith('application/json')) return `content type ${type}`;
  if (status === contract.ok && typeof contract.body === 'object') return shapeProblem(contract.body, text);
  if (![...EVERYWHERE, ...contract.refusals].includes(status)) return `there is no ${status} here`;
  return shapeProblem(errorBody(status), text);
}

/** Throws when an answer of the Management API is not what the contract promises. */
export function checkAnswer(answer: GivenAnswer): void {
  const { method, path, headers } = answer;
  const contract = endpointOf(method, path);
  const problem = contract ? bodyProblem(contract, answer) : 'no such endpoint in the contract';
  const missing = RATE_HEADERS.find((name) => !/^\d+$/.test(headers.get(name) ?? ''));
  const complaint = problem ?? (missing && `header ${missing} is missing`);
  if (complaint)
    throw new Error(`${method} ${path} ${answer.status} breaks the contract: ${complaint}\n${answer.text}`);
}
