import { child, children, typeOf, type ModdleElement } from '../../moddle';

/**
 * Events and tasks that say no message take it from the message flow between them (BPMN 2.0, 9.3): the flow's own, that of its other
 * end, else one that goes by the id of who sends it.
 */
export function takeMessagesFromFlows(definitions: ModdleElement): void {
  const flows = children(definitions, 'rootElements').flatMap((root) => children(root, 'messageFlows'));
  const connecting = flows.filter((flow) => endsOf(flow).every((end) => placesOf(end).length > 0));
  const neighbours = neighboursOf(connecting);
  for (const flow of connecting) {
    const message = child(flow, 'messageRef');
    if (message) for (const end of endsOf(flow)) give(end, message);
  }
  for (const end of neighbours.keys()) spread(neighbours, end);
  for (const flow of connecting) {
    const [sender] = endsOf(flow);
    if (sender && give(sender, { $type: 'bpmn:Message', id: sender.id ?? '' })) spread(neighbours, sender);
  }
}

type Neighbours = ReadonlyMap<ModdleElement, readonly ModdleElement[]>;

function neighboursOf(flows: readonly ModdleElement[]): Neighbours {
  const neighbours = new Map<ModdleElement, ModdleElement[]>();
  for (const flow of flows)
    for (const [end, other] of [endsOf(flow), endsOf(flow).reverse()] as [ModdleElement, ModdleElement][]) {
      const known = neighbours.get(end);
      if (known) known.push(other);
      else neighbours.set(end, [other]);
    }
  return neighbours;
}

/** What one end says goes to all that are connected with it and say nothing. */
function spread(neighbours: Neighbours, end: ModdleElement): void {
  const message = messageOf(end);
  if (!message) return;
  const told = [end];
  for (const one of told) told.push(...(neighbours.get(one) ?? []).filter((other) => give(other, message)));
}

const endsOf = (flow: ModdleElement): ModdleElement[] =>
  ['sourceRef', 'targetRef'].flatMap((end) => child(flow, end) ?? []);

/** Where it says which message it sends or waits for; nowhere where it is a pool, or work of another kind. */
const placesOf = (end: ModdleElement): ModdleElement[] =>
  /^(Send|Receive)Task$/.test(typeOf(end))
    ? [end]
    : children(end, 'eventDefinitions').filter((definition) => typeOf(definition) === 'MessageEventDefinition');

const messageAt = (place: ModdleElement): ModdleElement | undefined =>
  child(place, 'messageRef') ?? child(child(place, 'operationRef'), 'inMessageRef');

const messageOf = (end: ModdleElement): ModdleElement | undefined =>
  placesOf(end).flatMap((place) => messageAt(place) ?? [])[0];

/** False where it says one itself. */
function give(end: ModdleElement, message: ModdleElement): boolean {
  const silent = placesOf(end).filter((place) => !messageAt(place));
  for (const place of silent) Object.assign(place, { messageRef: message });
  return silent.length > 0;
}
