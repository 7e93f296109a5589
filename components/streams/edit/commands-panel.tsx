'use client';

import { useState } from 'react';

import { CodeBox } from '@/components/ui/code-box';
import { SectionHead } from '@/components/ui/page-parts';
import { TabPanel, Tabs } from '@/components/ui/tabs';
import { type StreamCommands } from '@/lib/streams/commands/stream-commands';

const tabs = [
  { value: 'cli', label: 'CLI' },
  { value: 'curl', label: 'cURL' },
  { value: 'terraform', label: 'Terraform' },
  { value: 'deployCli', label: 'Deploy CLI' },
  { value: 'json', label: 'JSON' },
] as const;

/** The same thing as code, as it stands in the form now. */
export function CommandsPanel({ commands }: { commands: StreamCommands }) {
  const [tool, setTool] = useState<string>('cli');
  return (
    <section aria-label="The same thing as code">
      <SectionHead title="The same thing as code" note="follows the form" className="px-5" />
      <Tabs label="Tool" tabs={tabs} value={tool} onValueChange={setTool} className="px-5">
        {tabs.map(({ value, label }) => (
          <TabPanel key={value} value={value} className="px-5 py-4">
            <CodeBox code={commands[value]} what={label} />
          </TabPanel>
        ))}
      </Tabs>
      <p className="px-5 text-small text-ink-2">
        No secret stands in the code: it is read from a variable, WEBHOOK_TOKEN or a name like it.
      </p>
    </section>
  );
}
