import type { ErrorCode } from '../../domain/errors';
import type { Verification, VerifyOptions } from '../../signature/verify';

/** What the main thread and a verification thread say to each other. Bytes are copied: neither touches the other’s. */
export type ToThread =
  | {
      readonly type: 'check';
      readonly bytes: Uint8Array;
      readonly content: Uint8Array | undefined;
      readonly options: Omit<VerifyOptions, 'fetcher'>;
      /** Whether issuers may be asked. */
      readonly asks: boolean;
    }
  | { readonly type: 'fetched'; readonly id: number; readonly bytes: Uint8Array | undefined };

/** The network is the main thread’s: a thread asks it to fetch. */
export interface FetchRequest {
  readonly type: 'fetch';
  readonly id: number;
  readonly what: 'crl' | 'ocsp' | 'issuer';
  readonly url: string;
  /** Of OCSP. */
  readonly request: Uint8Array | undefined;
}

export type FromThread =
  | { readonly type: 'ready' }
  | FetchRequest
  | { readonly type: 'verified'; readonly verification: Verification }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly message: string }
  | { readonly type: 'failed'; readonly error: unknown };

/** Bytes of their own, which can be handed over: of a part of a buffer the whole buffer would be copied. */
export const ownBytes = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);
