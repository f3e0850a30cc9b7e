import type { JsonObject } from '../domain/json';
import type { Text } from '../domain/text';

/** What a field is called, and what its options are called. */
export interface FieldWords {
  readonly label: Text;
  readonly format?: string;
  readonly options?: Readonly<Record<string, Text>>;
}

interface Field {
  readonly format?: string;
  readonly 'x-text'?: { readonly label?: Text };
  readonly 'x-options'?: Readonly<Record<string, Text>>;
  readonly 'x-outcomes'?: Readonly<Record<string, Text>>;
}

/** The words of every field that these forms name; where two name one, the first does. */
export function fieldWords(forms: readonly JsonObject[]): Record<string, FieldWords> {
  const fields = forms.flatMap(({ properties }) => Object.entries((properties ?? {}) as Record<string, Field>));
  const words = fields.flatMap(([name, field]) => {
    const label = field['x-text']?.label;
    const options = field['x-options'] ?? field['x-outcomes'];
    const { format } = field;
    return label ? [[name, { label, ...(format && { format }), ...(options && { options }) }] as const] : [];
  });
  return Object.fromEntries(words.reverse());
}
