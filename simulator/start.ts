import { createServer, type Server } from 'node:http';
import { createRequestHandler } from './http/request-handler.ts';
import { writeAnswer } from './http/answer.ts';
import { createSigningKey } from './management/signing-key.ts';
import { createProvider } from './oidc/provider.ts';
import { installSignOut } from './oidc/sign-out.ts';
import { resolveOptions, type SimulatorOptions } from './options.ts';
import { Simulation } from './simulation.ts';

export interface RunningSimulator {
  /** `http://localhost:<port>`, without a slash at the end; the issuer has one. */
  url: string;
  stop(): Promise<void>;
}

// The control API knows no password, so nothing but this machine may reach it.
const LOOPBACK = '127.0.0.1';

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts a simulated tenant in this process. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const resolved = resolveOptions(options);
  const key = await createSigningKey();
  const server = createServer();
  // The issuer names the port, so the port has to be known before anything else.
  const port = await listen(server, resolved.port);
  const url = `http://localhost:${port}`;
  const issuer = `${url}/`;
  const provider = createProvider({ issuer, key, appUrls: resolved.appUrls });
  installSignOut(provider, resolved.appUrls);
  const simulation = new Simulation({ options: resolved, issuer, key });
  const handle = createRequestHandler(simulation, provider);
  server.on('request', (request, response) => {
    handle(request, response).catch((error: unknown) => {
      console.error('simulator: request failed', request.method, request.url, error);
      if (response.headersSent) response.destroy();
      else writeAnswer(response, { status: 500, body: { statusCode: 500, error: 'Internal Server Error' } });
    });
  });
  return {
    url,
    async stop() {
      simulation.stop();
      await close(server);
    },
  };
}
