/**
 * What a revision changed, in the words of ISO 32000-1. What is not on this list cannot be told from a change of content and is
 * reported as one. Pages count from 1.
 */
export type Change =
  /** The document security store: certificates and revocation data (ISO 32000-2, 12.8.4.3). */
  | { readonly kind: 'evidence' }
  /** Title, author, XMP metadata: seen in no page. */
  | { readonly kind: 'properties' }
  | { readonly kind: 'time-stamp'; readonly field: string; readonly isVisible: boolean }
  | { readonly kind: 'signature'; readonly field: string; readonly isNew: boolean; readonly isVisible: boolean }
  /** A field to be signed, which shows nothing yet. */
  | { readonly kind: 'signature-field'; readonly field: string }
  | { readonly kind: 'fill'; readonly field: string; readonly wasEmpty: boolean }
  | { readonly kind: 'note'; readonly page: number }
  | {
      readonly kind: 'annotation';
      readonly page: number;
      readonly subtype: string;
      readonly action: 'added' | 'removed';
    }
  /** A signature that covers much of a page hides what is under it. */
  | { readonly kind: 'overlay'; readonly field: string }
  | { readonly kind: 'signature-lost'; readonly field: string }
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'appearance'; readonly field: string }
  | { readonly kind: 'form' }
  | { readonly kind: 'pages' }
  | { readonly kind: 'page'; readonly page: number }
  | { readonly kind: 'document'; readonly key: string }
  /** The two cannot be compared. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Where an object is used, so that a change of it can be told. */
export type Origin = Extract<
  Change,
  { kind: 'appearance' | 'form' | 'pages' | 'page' | 'document' | 'field' | 'signature-lost' }
>;
