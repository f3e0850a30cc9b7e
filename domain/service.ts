import type { Text } from './text';

/** A service of the municipality as `service.yaml` describes it. */
export interface ServiceDescription {
  /** Unified number of the national register of services, or a local id. It is also the Temporal workflow type. */
  readonly id: string;
  readonly name: Text;
  readonly summary: Text;
  readonly legalBasis: Text;
  /** Unit of the town that decides. */
  readonly unit: string;
  readonly fee: { readonly amount: string; readonly currency: string };
  /** ISO 8601 duration, or working days: `P14WD`. */
  readonly term: string;
  /** What the law says when the administration stays silent past the term. */
  readonly silence: 'refusal' | 'consent';
  readonly assurance: 'none' | 'low' | 'substantial' | 'high';
  /** Who may apply; empty for the municipality's own processes. */
  readonly applicants: readonly ('person' | 'company')[];
}
