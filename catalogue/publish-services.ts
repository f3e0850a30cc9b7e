import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Calendar } from '../domain/calendar';
import { DomainError } from '../domain/errors';
import { readBundle } from './bundle';
import { compileBundle, type PublishedBundle } from './publish';

interface Shelf {
  publish(serviceId: string, bundle: PublishedBundle): Promise<void>;
}

/** Publishes every bundle of the services folder; one with errors is left out and named, the others are published. */
export async function publishServices(
  folder: string,
  calendar: Calendar,
  shelf: Shelf,
  report: (line: string) => void,
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.filter((candidate) => candidate.isDirectory())) {
    try {
      const { published, findings } = await compileBundle(await readBundle(join(folder, entry.name)), calendar);
      for (const { severity, rule, element, message } of findings)
        if (severity === 'error') report(`${entry.name}: ${element ?? ''} ${message.en} (${rule})`);
      if (published) await shelf.publish(published.service.id, published);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      report(`${entry.name} was not published: ${error.message}`);
    }
  }
}
