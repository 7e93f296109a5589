import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { writeAnswer } from '../http/answer.ts';
import { loadCertificates } from '../http/certificates.ts';
import { createRequestHandler, type Door } from './request-handler.ts';
import { createSigningKey, type SigningKey } from '../management/signing-key.ts';
import { createProvider } from '../oidc/provider.ts';
import { installSignOut } from '../oidc/sign-out.ts';
import { type ResolvedOptions, resolveOptions, type SimulatorOptions } from './options.ts';
import { Simulation } from './simulation.ts';

/** The same tenant behind TLS, for clients that know no other way. */
interface SecureSide {
  /** `https://localhost:<port>`, without a slash at the end. */
  url: string;
  /** Path of the CA certificate to trust. */
  caFile: string;
}

export interface RunningSimulator {
  /** `http://localhost:<port>`, without a slash at the end; the issuer has one. */
  url: string;
  /** Present when an https port was asked for. */
  secure?: SecureSide;
  stop(): Promise<void>;
}

// The control API knows no password, so nothing but this machine may reach it.
const LOOPBACK = '127.0.0.1';

/** `setting` is the variable that chooses the port. */
function listen(server: Server, port: number, setting: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(new Error(`${setting}: port ${String(port)} cannot be listened on (${error.message}).`, { cause: error }));
    });
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

interface Listening {
  server: Server;
  url: string;
  caFile?: string;
}

async function listenPlain(port: number): Promise<Listening> {
  const server = createServer();
  return { server, url: `http://localhost:${await listen(server, port, 'SIMULATOR_PORT')}` };
}

async function listenSecure({ httpsPort, caFolder }: ResolvedOptions): Promise<Listening | undefined> {
  if (httpsPort === undefined) return undefined;
  const { caFile, cert, key } = await loadCertificates(caFolder);
  const server = createSecureServer({ cert, key });
  return { server, url: `https://localhost:${await listen(server, httpsPort, 'SIM_HTTPS_PORT')}`, caFile };
}

/** One way in, with sign-in pages of its own: an issuer names its scheme and port. */
function doorOf({ url }: Listening, key: SigningKey, appUrls: string[]): Door {
  const provider = createProvider({ issuer: `${url}/`, key, appUrls });
  installSignOut(provider, appUrls);
  return { origin: url, provider, signIn: provider.callback() };
}

function listener(handle: ReturnType<typeof createRequestHandler>, door: Door): RequestListener {
  return (request, response) => {
    handle(request, response, door).catch((error: unknown) => {
      console.error('simulator: request failed', request.method, request.url, error);
      if (response.headersSent) response.destroy();
      else writeAnswer(response, { status: 500, body: { statusCode: 500, error: 'Internal Server Error' } });
    });
  };
}

/** Starts a simulated tenant in this process. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const resolved = resolveOptions(options);
  const key = await createSigningKey();
  // An issuer names its port, so the ports have to be known before anything else.
  const plain = await listenPlain(resolved.port);
  const secure = await listenSecure(resolved);
  const sides = secure ? [plain, secure] : [plain];
  const simulation = new Simulation({ options: resolved, origins: [plain.url, ...(secure ? [secure.url] : [])], key });
  const handle = createRequestHandler(simulation);
  for (const side of sides) side.server.on('request', listener(handle, doorOf(side, key, resolved.appUrls)));
  return {
    url: plain.url,
    ...(secure?.caFile !== undefined && { secure: { url: secure.url, caFile: secure.caFile } }),
    async stop() {
      simulation.stop();
      await Promise.all(sides.map((side) => close(side.server)));
    },
  };
}
