import { z } from 'zod';

import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/json';
import type { Identifier } from '../../domain/town';

export type PopulationRegister = ReturnType<typeof createPopulationRegister>;

const TIMEOUT = 10_000;

const Text = z.strictObject({ bg: z.string(), en: z.string() });
const Address = z.strictObject({
  settlement: Text,
  street: z.string(),
  number: z.string(),
  postcode: z.string(),
  since: z.string(),
});

/** The population register over HTTP. Every question carries its legal ground and case file (RegiX call context). */
export function createPopulationRegister({ url }: { url: string }) {
  /** Undefined when the register has no permanent address for the person. */
  async function findPermanentAddress(
    { kind, country, number }: Identifier,
    { caseFileId, lawReason }: { caseFileId: string; lawReason: string },
  ): Promise<JsonObject | undefined> {
    const path = [kind, country, number].map(encodeURIComponent).join('/');
    const response = await ask(`${url}/persons/${path}/permanent-address`, {
      'X-Case-File': caseFileId,
      'X-Law-Reason': encodeURIComponent(lawReason),
      'X-Administration': 'prepiska',
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw unavailable(`it answered ${response.status}`);
    const parsed = Address.safeParse(await response.json().catch(() => undefined));
    if (!parsed.success) throw unavailable('its answer cannot be read');
    return parsed.data;
  }

  async function ask(address: string, headers: Record<string, string>): Promise<Response> {
    try {
      return await fetch(address, { headers, signal: AbortSignal.timeout(TIMEOUT) });
    } catch (cause) {
      throw unavailable(String(cause));
    }
  }

  return { findPermanentAddress };
}

const unavailable = (reason: string) =>
  new DomainError('REGISTER_UNAVAILABLE', `The population register does not answer: ${reason}`);
