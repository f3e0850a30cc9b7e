// Runs a TypeScript file as it is: node stack/run-typescript.mjs server.ts. Registered from here, and not by `node --import`, tsx stays
// in the main thread: the thread that runs workflows would pay for it with every promise.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { register } from 'tsx/esm/api';

register();
await import(pathToFileURL(resolve(process.argv[2])).href);
