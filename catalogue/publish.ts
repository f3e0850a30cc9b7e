import { createHash } from 'node:crypto';

import { parse } from 'yaml';
import { z } from 'zod';

import { OFFICIAL_CALENDAR, type Calendar } from '../domain/calendar';
import { canonicalJson } from '../domain/canonical-json';
import type { Finding } from '../domain/finding';
import type { Json, JsonObject } from '../domain/json';
import type { Letter } from '../domain/letter';
import { compileProcess } from '../domain/process/compile';
import type { ProcessGraph } from '../domain/process/graph';
import type { ServiceDescription } from '../domain/service';
import type { Text } from '../domain/text';
import type { Bundle } from './bundle';
import { decode } from './decode';
import { readElementNames } from './element-names';
import { compileForm } from './forms';
import { lint } from './rules';
import { LetterFile, ServiceFile } from './service';

/** A bundle, checked and compiled: immutable, and known by the hash of its files. Plain JSON. */
export interface PublishedBundle {
  readonly hash: string;
  readonly service: ServiceDescription;
  readonly form: JsonObject;
  /** Forms of work items by name. */
  readonly workForms: Readonly<Record<string, JsonObject>>;
  readonly letters: Readonly<Record<string, Letter>>;
  readonly graph: ProcessGraph;
  /** Names of elements in every language. */
  readonly elementNames: Readonly<Record<string, Text>>;
}

export interface CompiledBundle {
  /** Absent when a finding is an error. */
  readonly published?: PublishedBundle;
  readonly findings: readonly Finding[];
}

/** Understands a bundle completely or says what is wrong with it. Its timers count by the municipality's calendar. */
export async function compileBundle(bundle: Bundle, calendar: Calendar = OFFICIAL_CALENDAR): Promise<CompiledBundle> {
  const findings: Finding[] = [];
  const service = readFile(bundle, 'service.yaml', parse, ServiceFile, findings);
  const form = readFile(bundle, 'form.json', JSON.parse, FormFile, findings);
  const workForms = readFolder(bundle, /^forms\/([^/]+)\.json$/, JSON.parse, FormFile, findings);
  const letters = readFolder(bundle, /^letters\/([^/]+)\.yaml$/, parse, LetterFile, findings);
  const bpmn = textOf(bundle, 'process.bpmn');
  if (bpmn === undefined) findings.push(missing('process.bpmn'));
  const decisions = [...bundle.keys()]
    .filter((path) => /^[^/]+\.dmn$/.test(path))
    .map((path) => textOf(bundle, path) ?? '');
  const compiled = bpmn === undefined ? { findings: [] } : await compileProcess(bpmn, decisions, { calendar });
  findings.push(...compiled.findings);
  const { graph } = compiled as { graph?: ProcessGraph };
  if (!service || !form || !graph || bpmn === undefined) return { findings };

  findings.push(...lint({ graph, workForms, letters }));
  if (findings.some(({ severity }) => severity === 'error')) return { findings };
  const elementNames = await readElementNames(bpmn, graph);
  return {
    findings,
    published: { hash: hashOf(bundle, graph), service, form, workForms, letters, graph, elementNames },
  };
}

const FormFile = z.record(z.string(), z.unknown()).transform((schema) => schema as JsonObject);

/**
 * SHA-256 over every path and its bytes, in order of paths; and over the graph's format and calendar: the same files compiled anew are
 * published anew.
 */
function hashOf(bundle: Bundle, { format, time }: ProcessGraph): string {
  const hash = createHash('sha256').update(`format ${format}\ntime ${canonicalJson(time as unknown as Json)}\n`);
  for (const path of [...bundle.keys()].sort()) {
    const digest = createHash('sha256')
      .update(bundle.get(path) ?? new Uint8Array())
      .digest('hex');
    hash.update(`${path}\n${digest}\n`);
  }
  return hash.digest('hex');
}

function textOf(bundle: Bundle, path: string): string | undefined {
  const bytes = bundle.get(path);
  return bytes && decode(bytes);
}

type Parse = (text: string) => unknown;

function readFile<T>(
  bundle: Bundle,
  path: string,
  parseText: Parse,
  schema: z.ZodType<T>,
  findings: Finding[],
): T | undefined {
  const text = textOf(bundle, path);
  if (text === undefined) {
    findings.push(missing(path));
    return undefined;
  }
  try {
    const result = schema.safeParse(parseText(text));
    if (!result.success) findings.push(unreadable(path, z.prettifyError(result.error)));
    else if (path.endsWith('.json')) compileForm(result.data as JsonObject);
    return result.data;
  } catch (error) {
    findings.push(unreadable(path, error instanceof Error ? error.message : String(error)));
    return undefined;
  }
}

function readFolder<T>(
  bundle: Bundle,
  pattern: RegExp,
  parseText: Parse,
  schema: z.ZodType<T>,
  findings: Finding[],
): Record<string, T> {
  const entries = [...bundle.keys()].flatMap((path) => {
    const name = pattern.exec(path)?.[1];
    const value = name === undefined ? undefined : readFile(bundle, path, parseText, schema, findings);
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

const missing = (path: string): Finding => ({
  rule: 'file-present',
  element: path,
  severity: 'error',
  message: { bg: `Липсва файлът ${path}. Добавете го.`, en: `The file ${path} is missing. Add it.` },
});

const unreadable = (path: string, reason: string): Finding => ({
  rule: 'file-readable',
  element: path,
  severity: 'error',
  message: { bg: `Файлът ${path} не е правилен: ${reason}`, en: `The file ${path} is not right: ${reason}` },
});
