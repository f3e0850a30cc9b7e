import { canonicalJson } from '../../canonical-json';
import type { Json } from '../../json';

/** SHA-256 of a value as canonical JSON, in hexadecimal digits. Web Crypto, as this room knows no Node. */
export async function hashOf(value: object): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalJson(value as Json));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
