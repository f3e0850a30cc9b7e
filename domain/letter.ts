/** The reply as the designer writes it, in Bulgarian; `{{ FEEL }}` is filled from the case file's variables. */
export interface Letter {
  readonly kind: 'certificate' | 'permit' | 'refusal' | 'termination';
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** How, where and until when it can be appealed. */
  readonly appeal?: string | undefined;
}
