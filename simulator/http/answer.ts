import type { ServerResponse } from 'node:http';

/** What a handler wants answered; `body` becomes JSON unless it is text with a content type of its own. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Writes the body itself, for answers that are no text or never end. */
  stream?: (response: ServerResponse) => void;
}

/** The bytes and headers of an answer. */
export function renderAnswer(answer: Answer): { text: string; headers: Record<string, string> } {
  if (answer.body === undefined) return { text: '', headers: { ...answer.headers } };
  if (typeof answer.body === 'string' && answer.headers?.['content-type']) {
    return { text: answer.body, headers: { ...answer.headers } };
  }
  return {
    text: JSON.stringify(answer.body),
    headers: { 'content-type': 'application/json; charset=utf-8', ...answer.headers },
  };
}

export function writeAnswer(response: ServerResponse, answer: Answer): void {
  const { text, headers } = renderAnswer(answer);
  response.writeHead(answer.status, { 'cache-control': 'no-store', ...headers });
  if (answer.stream) answer.stream(response);
  else response.end(text);
}

export const html = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  body,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
});
