import { request, type IncomingHttpHeaders, type RequestOptions } from 'node:http';

interface Exchange {
  status: number;
  headers: IncomingHttpHeaders;
  /** The size of the answer's head as it is sent. */
  headBytes: number;
  body: string;
}

/** One HTTP exchange as it is on the wire: nothing normalises the path, follows a redirect or hides a header. */
export function exchange(url: string, options: RequestOptions = {}): Promise<Exchange> {
  const { hostname, port } = new URL(url);
  const path = /^https?:\/\/[^/]+(.*)$/.exec(url)?.[1] ?? '/';
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, agent: false, ...options }, (answer) => {
      const chunks: Buffer[] = [];
      const lines = answer.rawHeaders.length / 2;
      const headBytes = answer.rawHeaders.join('').length + lines * 4 + 'HTTP/1.1 200 OK'.length + 4;
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          headBytes,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.once('error', reject);
    sent.end();
  });
}
