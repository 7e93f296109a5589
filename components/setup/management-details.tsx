import { Check, CircleHelp, X } from 'lucide-react';
import { type SetupManagement, type SetupScope } from '@/lib/setup/setup';
import { cn } from '../ui/cn';
import { CodeBox } from '../ui/code-box';

const settings = ['AUTH0_MANAGEMENT_CLIENT_ID=', 'AUTH0_MANAGEMENT_CLIENT_SECRET='].join('\n');

/** Each scope with its state; or the settings that are missing. */
export function ManagementDetails({ management }: { management: SetupManagement | null }) {
  if (management === null) return null;
  if (!management.configured) {
    return (
      <div className="mt-2 max-w-[640px]">
        <p className="text-body text-ink-2">
          Create a machine-to-machine application, authorise it for the Management API with the scopes below, set these
          two and restart. <code className="text-mono">AUTH0_MANAGEMENT_DOMAIN</code> is only needed when sign-in uses a
          custom domain.
        </p>
        <CodeBox code={settings} what="settings" className="mt-2 mb-1" />
        <Scopes scopes={management.scopes} isWish />
      </div>
    );
  }
  return <Scopes scopes={management.scopes} />;
}

function Scopes({ scopes, isWish = false }: { scopes: readonly SetupScope[]; isWish?: boolean }) {
  return (
    <ul aria-label="Scopes" className="mt-1 grid max-w-[640px] grid-cols-2 gap-x-6 max-phone:grid-cols-1">
      {scopes.map((scope) => (
        <li key={scope.scope} title={`Needed to ${scope.purpose}`} className="flex min-h-[25px] items-center gap-2.5">
          <ScopeMark granted={scope.granted} />
          <span className={cn('text-mono', scope.granted === false && 'font-medium')}>{scope.scope}</span>
          {isWish ? null : <ScopeWord granted={scope.granted} />}
        </li>
      ))}
    </ul>
  );
}

function ScopeMark({ granted }: Pick<SetupScope, 'granted'>) {
  const Icon = granted === null ? CircleHelp : granted ? Check : X;
  const tone = granted === null ? 'text-ink-3' : granted ? 'text-ok' : 'text-bad';
  return <Icon aria-hidden="true" size={14} strokeWidth={2.1} className={cn('shrink-0', tone)} />;
}

function ScopeWord({ granted }: Pick<SetupScope, 'granted'>) {
  if (granted === true) return <span className="sr-only">granted</span>;
  return granted === null ? (
    <span className="text-small text-ink-3">not known</span>
  ) : (
    <span className="text-small text-bad">missing</span>
  );
}
