import { child, text, typeOf, type ModdleElement } from '../../moddle';
import type { Compilation } from './compilation';

const REFERENCES: Readonly<Record<string, string>> = {
  DataObjectReference: 'dataObjectRef',
  DataStoreReference: 'dataStoreRef',
};

/**
 * The FEEL names of data objects and stores (BPMN 2.0, 10.4.1): their own name, else the one that all their references agree on (many
 * modelers name only those), else their id. However many references are drawn, it is one name.
 */
export function dataNamesOf(ids: ReadonlyMap<string, ModdleElement>): ReadonlyMap<ModdleElement, string> {
  const drawn = new Map<ModdleElement, Set<string>>();
  for (const element of ids.values()) {
    const item = child(element, REFERENCES[typeOf(element)] ?? '');
    const name = text(element, 'name');
    if (item && name !== undefined) drawn.set(item, (drawn.get(item) ?? new Set()).add(name));
  }
  const names = new Map<ModdleElement, string>();
  for (const item of ids.values()) {
    if (!/^Data(Object|Store)$/.test(typeOf(item))) continue;
    const [agreed, other] = drawn.get(item) ?? [];
    names.set(item, text(item, 'name') ?? (other === undefined ? agreed : undefined) ?? item.id ?? '');
  }
  return names;
}

/** The name under which an item-aware element is known in FEEL. */
export function itemName({ dataNames }: Compilation, item: ModdleElement): string {
  const meant = child(item, REFERENCES[typeOf(item)] ?? '') ?? item;
  return dataNames.get(meant) ?? text(item, 'name') ?? item.id ?? '';
}
