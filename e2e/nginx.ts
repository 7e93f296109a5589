import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../scripts/free-port.ts';

/** Where nginx is when it is installed, also for people whose PATH leaves the system's programs out. */
const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin`;

/** Debian's `nginx.conf` with its paths in `folder`, and one site that passes everything on. Nothing is tuned. */
const configuration = (folder: string, port: number, target: string, site: string) => `
worker_processes 1;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 768; }
http {
  sendfile on;
  tcp_nopush on;
  types_hash_max_size 2048;
  default_type application/octet-stream;
  access_log off;
  gzip on;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    listen [::1]:${port};
    ${site}
    location / { proxy_pass ${target}; }
  }
}`;

/** A real nginx in front of a server. */
export class Nginx {
  readonly url: string;
  private readonly folder: string;
  private readonly port: number;
  private child: ChildProcess | null = null;

  private constructor(port: number) {
    this.port = port;
    this.url = `http://localhost:${port}`;
    this.folder = mkdtempSync(join(tmpdir(), 'streamgauge-nginx-'));
  }

  /** Chooses the address, which the server behind has to know before it starts. */
  static async prepare(): Promise<Nginx> {
    return new Nginx(await freePort());
  }

  /** Starts passing on to `target`; `site` holds further lines of the server block. */
  async start(target: string, site = ''): Promise<void> {
    const file = join(this.folder, 'nginx.conf');
    writeFileSync(file, configuration(this.folder, this.port, target, site));
    const options = { env: { ...process.env, PATH } };
    execFileSync('nginx', ['-t', '-q', '-e', join(this.folder, 'error.log'), '-c', file], options);
    this.child = spawn('nginx', ['-e', join(this.folder, 'error.log'), '-c', file], { ...options, stdio: 'inherit' });
    await this.answers();
  }

  private async answers(): Promise<void> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const isUp = await fetch(`${this.url}/healthz`).then(
        (response) => response.ok,
        () => false,
      );
      if (isUp) return;
      if (Date.now() > deadline) throw new Error(`nginx does not answer at ${this.url}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async dispose(): Promise<void> {
    if (this.child?.exitCode === null) {
      this.child.kill('SIGQUIT');
      await once(this.child, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
