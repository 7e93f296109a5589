import { formatCount, formatCounted } from '../text/format';
import { isolatedText } from '../text/outside-text';
import { type Setup, type SetupManagement } from './setup';

export type StepKey = 'sign-in' | 'management' | 'address' | 'stream' | 'event';

/** `checking`: no answer yet; `waiting`: its turn comes, or another person acts; `failed`: needs a person. */
export type StepState = 'done' | 'failed' | 'waiting' | 'checking';

/** One step of the first run. */
export interface Step {
  key: StepKey;
  state: StepState;
  title: string;
  /** One or two plain sentences below the title. */
  text: string;
  /** How the headline names what is left of it; null when nothing is. */
  left: string | null;
}

/**
 * The five steps in their order, each judged from facts alone. `arrived`: a test event has just been seen to arrive, which
 * a screen may know a moment before it reads these facts anew.
 */
export function checklist(setup: Setup, arrived = false): Step[] {
  return [
    signInStep(setup),
    managementStep(setup.management),
    addressStep(setup),
    streamStep(setup),
    eventStep(setup.events.total > 0 || arrived),
  ];
}

/** The headline says what is left: "One scope and one test event to go". */
export function checklistTitle(steps: readonly Step[]): string {
  const left = steps.flatMap((step) => step.left ?? []);
  if (left.length === 0)
    return steps.some((step) => step.state === 'checking') ? 'Checking the set-up' : 'Everything is set up';
  const last = left.at(-1) ?? '';
  const list = left.length === 1 ? last : `${left.slice(0, -1).join(', ')} and ${last}`;
  return `${list.charAt(0).toUpperCase()}${list.slice(1)} to go`;
}

function signInStep({ person }: Setup): Step {
  const by = person.grantedBy === null ? '' : ` by ${isolatedText(person.grantedBy)}`;
  return {
    key: 'sign-in',
    state: 'done',
    title: 'Sign-in with Auth0 works',
    text: `${isolatedText(person.name)}, ${person.role}${by}`,
    left: null,
  };
}

function managementStep(management: SetupManagement | null): Step {
  const key = 'management';
  if (management === null) {
    return {
      key,
      state: 'checking',
      title: 'Management API',
      text: 'Auth0 has been asked and has not answered yet.',
      left: null,
    };
  }
  if (!management.configured) {
    return {
      key,
      state: 'failed',
      title: 'Management API not configured',
      text: 'Without it event streams and failed deliveries cannot be seen; events are still recorded.',
      left: 'the Management API',
    };
  }
  const missing = management.scopes.filter((scope) => scope.granted === false);
  if (missing.length > 0)
    return scopeStep(
      management,
      missing.map((scope) => scope.purpose),
    );
  if (!management.reachable) {
    const text = isolatedText(management.problem ?? 'Auth0 did not answer.');
    return { key, state: 'failed', title: 'Management API not reachable', text, left: 'the Management API' };
  }
  const known = management.scopes.every((scope) => scope.granted !== null);
  const text = known ? 'All scopes that are needed are granted.' : 'Auth0 did not say which scopes are granted.';
  return { key, state: 'done', title: 'Management API reachable', text, left: null };
}

function scopeStep({ reachable }: SetupManagement, purposes: readonly string[]): Step {
  const count = purposes.length;
  const scopes = count === 1 ? 'one scope' : formatCounted(count, 'scope');
  return {
    key: 'management',
    state: 'failed',
    title: `Management API ${reachable ? 'reachable' : 'not reachable'}, ${scopes} missing`,
    text:
      count === 1
        ? `Grant it to the machine-to-machine application. It is needed to ${purposes[0] ?? ''}.`
        : 'Grant them to the machine-to-machine application; all else works without them.',
    left: scopes,
  };
}

function addressStep({ webhook }: Setup): Step {
  const key = 'address';
  if (webhook.credential === null) {
    return {
      key,
      state: 'failed',
      title: 'No webhook credential is set',
      text: 'Every request is answered with 401. Set WEBHOOK_TOKEN to a long random secret, then restart.',
      left: 'a webhook credential',
    };
  }
  if (webhook.reach === 'local') {
    return {
      key,
      state: 'failed',
      title: 'Auth0 cannot reach this address',
      text: 'It is on this machine. Open a tunnel, set WEBHOOK_URL to its https address with /webhook, then restart.',
      left: 'a public address',
    };
  }
  if (webhook.reach === 'plain') {
    return {
      key,
      state: 'failed',
      title: 'Auth0 posts to https addresses only',
      text: 'Put TLS in front of this app and set WEBHOOK_URL, or APP_BASE_URL, to the https address.',
      left: 'an https address',
    };
  }
  if (webhook.astray?.isOurs === true) {
    return {
      key,
      state: 'failed',
      title: `Requests arrive at ${isolatedText(webhook.astray.path)} instead of this address`,
      text: 'They carry the right secret and are answered 404. Change the endpoint of the event stream to this address:',
      left: 'the endpoint of an event stream',
    };
  }
  const where = webhook.reach === 'simulator' ? 'The tenant is on this machine too, so it can reach this address.' : '';
  // Any sender can cause this one: it is reported and fails nothing.
  const astray =
    webhook.astray === null
      ? ''
      : `A request came to ${isolatedText(webhook.astray.path)} without the right secret. If an event stream sent it, change its endpoint and secret.`;
  const text = [`Credential from ${webhook.credential.setting}.`, where, astray]
    .filter((part) => part !== '')
    .join(' ');
  return { key, state: 'done', title: 'The webhook listens at this address', text, left: null };
}

function streamStep({ streams }: Setup): Step {
  const key = 'stream';
  const title = 'An event stream points here';
  const left = 'an event stream';
  if (streams === null) {
    return {
      key,
      state: 'waiting',
      title,
      text: 'The list of event streams cannot be read yet; see the Management API above.',
      left,
    };
  }
  const [first] = streams.here;
  if (first === undefined) {
    const others =
      streams.total === 0
        ? 'The tenant has none yet.'
        : `The tenant has ${formatCount(streams.total)}, none with this address.`;
    return { key, state: 'waiting', title: 'Create an event stream that points here', text: others, left };
  }
  if (streams.here.some((stream) => stream.status === 'enabled')) {
    return { key, state: 'done', title, text: '', left: null };
  }
  return {
    key,
    state: 'failed',
    title: 'The event stream that points here is disabled',
    text: 'Enable it: Auth0 keeps no events for a disabled event stream.',
    left: 'enabling the event stream',
  };
}

function eventStep(arrives: boolean): Step {
  const key = 'event';
  if (arrives) {
    return { key, state: 'done', title: 'Events arrive', text: '', left: null };
  }
  return {
    key,
    state: 'waiting',
    title: 'Waiting for the first event',
    text: 'Send a test event and see it arrive, or let a person sign up. This page updates itself.',
    left: 'one test event',
  };
}
