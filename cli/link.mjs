// npm links the commands of dependencies but not a checkout's own: without this `npx prepiska` finds nothing.
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';

mkdirSync('node_modules/.bin', { recursive: true });
rmSync('node_modules/.bin/prepiska', { force: true });
symlinkSync('../../cli/prepiska.mjs', 'node_modules/.bin/prepiska');
