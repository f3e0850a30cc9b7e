import type { JsonObject } from '../../json';
import { feel } from '../data/variables';
import type { Trigger } from '../events';
import type { EventDefinition } from '../graph';
import type { Run } from '../run';

interface Publisher {
  readonly execution: string;
  readonly element: string;
  readonly scope: string;
}

/** Messages and signals among the definitions go out, for the host to hand on. False where there are none. */
export function publish(
  run: Run,
  { execution, element, scope }: Publisher,
  definitions: readonly EventDefinition[],
  variables: JsonObject,
): boolean {
  const triggers = definitions.flatMap((definition): Trigger[] => {
    if (definition.type === 'signal') return [{ type: 'signal', name: definition.signal, variables }];
    if (definition.type !== 'message') return [];
    const key = definition.key === undefined ? {} : { key: feel(run, scope, definition.key, variables) };
    return [{ type: 'message', name: definition.message, ...key, variables }];
  });
  if (triggers.length > 0) run.effects.push({ type: 'publish', execution, element, triggers });
  return triggers.length > 0;
}
