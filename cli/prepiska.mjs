#!/usr/bin/env node
// TypeScript runs as it is: tsx is registered here, once, so that every command works straight after `npm ci`.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
