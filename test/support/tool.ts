import { execFile } from 'node:child_process';

export interface Said {
  /** It ended with 0. */
  readonly ok: boolean;
  /** All that it wrote, warnings too. */
  readonly text: string;
}

/** Runs a program to its end. Never in the way of this process: a judge may ask the responder that runs in it. */
export function runTool(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string } = {},
): Promise<Said> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    execFile(program, args, { ...options, env, encoding: 'utf8' }, (error, out, complaints) => {
      if (error?.code === 'ENOENT') reject(new Error(`${program} is not installed`, { cause: error }));
      else resolve({ ok: !error, text: `${out}${complaints}`.trim() });
    });
  });
}

/** For steps that must not fail: what the program said is the error. */
export async function mustRun(program: string, args: readonly string[]): Promise<string> {
  const { ok, text } = await runTool(program, args);
  if (!ok) throw new Error(`${program} ${args.join(' ')}: ${text}`);
  return text;
}
