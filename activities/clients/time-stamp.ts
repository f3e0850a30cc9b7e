import { DomainError } from '../../domain/errors';
import { readTimeStampResponse, timeStampRequest } from '../../signature/time-stamp/request';

const TIMEOUT = 10_000;

export type TimeStampClient = ReturnType<typeof createTimeStampClient>;

/** A time-stamp authority over HTTP (RFC 3161, 3.4). */
export function createTimeStampClient({ url }: { url: string }) {
  /** The token over a SHA-256 digest. */
  async function stamp(digest: Uint8Array): Promise<Uint8Array> {
    const request = timeStampRequest(digest);
    return readTimeStampResponse(await send(request.der), request);
  }

  async function send(body: Uint8Array): Promise<Uint8Array> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/timestamp-query' },
        body: Buffer.from(body),
        signal: AbortSignal.timeout(TIMEOUT),
      });
      if (!response.ok) throw new Error(`it answered ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    } catch (cause) {
      throw new DomainError(
        'TIME_STAMP_UNAVAILABLE',
        `The time-stamp authority did not answer: ${String(cause)}`,
        {},
        { cause },
      );
    }
  }

  return { stamp };
}
