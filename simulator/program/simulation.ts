import { hurriedClock, isoTime } from '../ground/clock.ts';
import { TroubleRules } from '../control/trouble-rules.ts';
import { createSender } from '../delivery/sender.ts';
import { HubspotApi } from '../hubspot/hubspot-api.ts';
import { Portal } from '../hubspot/portal.ts';
import { type KnownPerson, seedPortal } from '../hubspot/seed-portal.ts';
import { AccessTokens } from '../management/access-tokens.ts';
import { TokenBucket } from '../management/rate-limit.ts';
import type { SigningKey } from '../management/signing-key.ts';
import type { ResolvedOptions } from './options.ts';
import { reachable } from '../ground/reachable.ts';
import { Ring } from '../ground/ring.ts';
import { Crm } from '../rest-crm/crm.ts';
import { CrmApi } from '../rest-crm/crm-api.ts';
import { seedActions, seedRoles } from '../seeds/action-seeds.ts';
import { recall } from '../seeds/recall.ts';
import { seedTenant, type SeedName } from '../seeds/seed-tenant.ts';
import { defaultSettings, type Settings } from '../ground/settings.ts';
import { Tenant } from '../world/tenant.ts';
import { actionNetwork } from './action-network.ts';
import { Traffic } from './traffic.ts';

/** One request to the Management API or for a token, as tests want to count them. */
interface Call {
  at: string;
  method: string;
  path: string;
  query: string;
  /** 0 when the connection was dropped. */
  status: number;
  body?: unknown;
}

interface SimulationDeps {
  options: ResolvedOptions;
  /** Base URLs of the tenant without a slash at the end, plain http first. */
  origins: readonly string[];
  key: SigningKey;
}

const CALLS_KEPT = 2000;
const DEMO_TRAFFIC_PER_MINUTE = 12;
/** Users of the demo who have a contact before any connector has made one. */
const KNOWN_TO_SALES = 2;

/** Everything that lives while the simulator runs; `reset` starts the tenant anew and leaves tokens and sign-ins alone. */
export class Simulation {
  readonly issuer: string;
  readonly settings: Settings = defaultSettings();
  readonly calls = new Ring<Call>(CALLS_KEPT);
  readonly troubles = new TroubleRules();
  readonly bucket = new TokenBucket();
  readonly tokens: AccessTokens;
  /** The CRM beside the tenant, with a life of its own: a reset of the tenant leaves it alone. */
  readonly portal = new Portal();
  readonly hubspot = new HubspotApi(this.portal);
  /** An ordinary REST CRM, likewise. */
  readonly crm = new Crm();
  readonly crmApi = new CrmApi(this.crm);
  readonly #options: ResolvedOptions;
  #seed: SeedName;
  #tenant: Tenant;
  #traffic: Traffic;

  constructor({ options, origins, key }: SimulationDeps) {
    const issuers = origins.map((origin) => `${origin}/`);
    this.issuer = issuers[0] ?? '';
    this.#options = options;
    this.tokens = new AccessTokens({ key, issuers, scopes: () => this.settings.scopes });
    this.#seed = options.seed;
    [this.#tenant, this.#traffic] = this.#begin();
    this.#seedPortal();
  }

  get tenant(): Tenant {
    return this.#tenant;
  }

  get traffic(): Traffic {
    return this.#traffic;
  }

  get seed(): SeedName {
    return this.#seed;
  }

  /** Where the app may return to after signing in or out. */
  get appUrls(): readonly string[] {
    return this.#options.appUrls;
  }

  reset(seed: SeedName = this.#seed): void {
    this.#end();
    this.calls.clear();
    this.troubles.clear();
    this.bucket.refill();
    this.#seed = seed;
    [this.#tenant, this.#traffic] = this.#begin();
  }

  /** The CRM as it was when the simulator was started, or without any contact. */
  resetPortal(seeded: boolean): void {
    this.portal.reset();
    if (seeded) this.#seedPortal();
  }

  stop(): void {
    this.#end();
  }

  record(call: Omit<Call, 'at'>): void {
    this.calls.add({ at: isoTime(Date.now()), ...call });
  }

  #begin(): [Tenant, Traffic] {
    const { speed, settings, past, webhookUrl, webhookToken, appUrls } = this.#options;
    const trafficPerMinute = this.#seed === 'demo' ? DEMO_TRAFFIC_PER_MINUTE : 0;
    Object.assign(this.settings, defaultSettings(), { speed, trafficPerMinute }, settings);
    const tenant = new Tenant({
      clock: hurriedClock(this.settings),
      settings: this.settings,
      sender: createSender(),
      network: actionNetwork(this.hubspot),
    });
    seedActions(tenant);
    const { history, failures } = seedTenant(tenant, this.#seed, { webhookUrl, webhookToken });
    seedRoles(tenant);
    if (past === 'known') recall(tenant, history.splice(0));
    // They were emitted, and so they are in the feed.
    for (const event of failures) tenant.journal.add(event);
    const traffic = new Traffic({ tenant, history, reachable: () => reachable(appUrls[0] ?? webhookUrl, webhookUrl) });
    traffic.start();
    return [tenant, traffic];
  }

  #seedPortal(): void {
    if (this.#options.seed !== 'demo') return;
    const verified = this.#tenant.users.list().filter((user) => user.email_verified === true);
    const known = verified
      .slice(0, KNOWN_TO_SALES)
      .flatMap(({ email, given_name, family_name }): KnownPerson[] =>
        email === undefined ? [] : [{ email, firstname: given_name, lastname: family_name }],
      );
    seedPortal(this.portal, known);
  }

  #end(): void {
    this.#traffic.stop();
    this.#tenant.stop();
  }
}
