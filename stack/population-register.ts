import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import express, { type Express } from 'express';
import { parse } from 'yaml';

interface Entry {
  readonly identifier: { readonly kind: string; readonly country: string; readonly number: string };
  readonly address: Readonly<Record<string, unknown>>;
}

/** A faithful simulator of the population register: answers from the town's data, asks for the legal ground, can be switched off. */
export async function createPopulationRegisterSimulator(townFolder: string): Promise<Express> {
  const entries = parse(await readFile(join(townFolder, 'population.yaml'), 'utf8')) as Entry[];
  const state = { available: true };
  const app = express();
  app.disable('x-powered-by');

  app.put('/availability', express.json(), (req, res) => {
    state.available = req.body?.available === true;
    res.json(state);
  });

  app.get('/persons/:kind/:country/:number/permanent-address', (req, res) => {
    const { kind, country, number } = req.params;
    if (!state.available) return void res.status(503).end();
    if (!req.get('X-Law-Reason') || !req.get('X-Case-File'))
      return void res.status(400).json({ title: 'The call context is missing' });
    const found = entries.find(
      ({ identifier: known }) => known.kind === kind && known.country === country && known.number === number,
    );
    if (!found) return void res.status(404).json({ title: 'No permanent address is recorded' });
    res.json(found.address);
  });

  return app;
}
