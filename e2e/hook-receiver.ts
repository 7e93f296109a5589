import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export interface Post {
  headers: IncomingHttpHeaders;
  body: string;
  /** Epoch milliseconds. */
  atMs: number;
}

/** What a refusal says; an address in it is nothing to keep. */
const refusal = 'Nothing to be done for ada@example.test here';

/** A webhook of somebody else on this machine: keeps what it is sent, and answers as it is told. */
export class HookReceiver {
  readonly posts: Post[] = [];
  readonly url: string;
  readonly #server: Server;
  #answers: number[] = [];
  #usual = 204;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        this.posts.push({ headers: request.headers, body, atMs: Date.now() });
        const status = this.#answers.shift() ?? this.#usual;
        response.writeHead(status).end(status < 300 ? '' : refusal);
      });
    });
  }

  static async listen(): Promise<HookReceiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new HookReceiver(server);
  }

  /** What it answers from now on, after `first`, one answer each. */
  answer(usual: number, ...first: number[]): void {
    this.#usual = usual;
    this.#answers = first;
  }

  /** Carried events, in order; messages that test the connection are left out. */
  events(): { id: string; type: string; subject: string; post: Post }[] {
    return this.posts.flatMap((post) => {
      const { id, type, data } = JSON.parse(post.body) as {
        id?: string;
        type: string;
        data: { object?: { user_id?: string } };
      };
      return id === undefined ? [] : [{ id, type, subject: data.object?.user_id ?? '', post }];
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Whether the official library takes a message for one that was signed with `secret`. */
export function isSignedBy(secret: string, { headers, body }: Post): boolean {
  try {
    new Webhook(secret).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}
