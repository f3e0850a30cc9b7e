import { EventEmitter } from 'node:events';

import { Engine } from 'bpmn-engine';

import { JAVASCRIPT, type Model } from './models';

/**
 * One case of bpmn-engine from its start to its end, whoever waits being told to go on at once. Its file is read before: a parsed
 * definition is to it what a compiled graph is to us.
 */
export async function prepareTheirs(model: Model): Promise<() => Promise<void>> {
  const engine = new Engine({ name: model.name, source: model.source(JAVASCRIPT) });
  await engine.getDefinitions();
  const listener = new EventEmitter();
  listener.on('activity.wait', (waiting: { signal(): void }) => waiting.signal());
  return async () => {
    const execution = await engine.execute({ listener, variables: { ...model.variables } });
    if (execution.state !== 'idle') await execution.waitFor('end');
  };
}
