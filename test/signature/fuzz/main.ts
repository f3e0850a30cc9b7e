import { fuzz } from './fuzz';

/** `npm run fuzz`, `npm run fuzz -- <count> <seed> <first>`: a finding is repeated with its number, for one count. */
const [count = 1_000_000, seed = Math.floor(Date.now() / 86_400_000), first = 0] = process.argv.slice(2).map(Number);
const started = performance.now();
const { findings, passed } = await fuzz(seed, count, first);
const seconds = Math.round((performance.now() - started) / 1000);
for (const finding of findings) process.stdout.write(`${JSON.stringify(finding)}\n`);
process.stdout.write(`seed ${seed}: ${count} mutations in ${seconds} s, ${findings.length} findings\n`);
for (const [name, times] of Object.entries(passed)) process.stdout.write(`  passed, changed ${name}: ${times}\n`);
process.exitCode = findings.length > 0 ? 1 : 0;
