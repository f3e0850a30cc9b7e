import { execFile } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { bundleWorkflowCode, type WorkflowBundle } from '@temporalio/worker';

import { failureConverterPath } from './temporal';

const here = fileURLToPath(import.meta.url);
const workflow = (file: string) => fileURLToPath(new URL(`./workflows/${file}`, import.meta.url));

/** Everything that runs in the workflow sandbox, as one script. */
export async function bundleWorkflows(): Promise<{ code: string }> {
  return bundleWorkflowCode({
    workflowsPath: workflow('index.ts'),
    preloadModules: [workflow('preload.ts')],
    failureConverterPath,
    logger: { trace() {}, debug() {}, info() {}, warn() {}, error: console.error, log() {} },
  });
}

/** The same, made in a process of its own: the bundler's memory leaves with it. */
export async function bundleWorkflowsApart(): Promise<WorkflowBundle> {
  const args = ['--import', 'tsx', here];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 });
  return { code: stdout };
}

async function print(): Promise<void> {
  process.stdout.write((await bundleWorkflows()).code);
}

if (process.argv[1] && pathToFileURL(process.argv[1]).href === import.meta.url) void print();
