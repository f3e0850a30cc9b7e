import { findTemporal } from '../../stack/temporal/find-server';
import { pyhankoPython } from './pyhanko';

/**
 * Gets, once for this machine, what takes longer than any test may: the Temporal server (minutes, where Go builds it) and pyHanko. What
 * cannot be had is said, and again by the tests that need it.
 */
export default async function getTools(): Promise<void> {
  const report = (line: string): void => void process.stderr.write(`${line}\n`);
  for (const get of [() => findTemporal(report), pyhankoPython])
    await get().catch((error: unknown) => report(error instanceof Error ? error.message : String(error)));
}
