import { elementsOf, error, type Rule } from './rule';

/** BPMN 2.0, 10.5.2 and 10.5.3: nothing flows into a start event, nothing out of an end event. */
export const startEndFlows: Rule = (bundle) => [
  ...elementsOf(bundle, 'start-event')
    .filter(({ incoming }) => incoming.length > 0)
    .map(({ id, name }) =>
      error('start-event-no-incoming', id, {
        bg: `В началното събитие „${name}“ влиза стрелка. Насочете я към следващ елемент.`,
        en: `A flow leads into the start event "${name}". Lead it to another element.`,
      }),
    ),
  ...elementsOf(bundle, 'end-event')
    .filter(({ outgoing }) => outgoing.length > 0)
    .map(({ id, name }) =>
      error('end-event-no-outgoing', id, {
        bg: `От крайното събитие „${name}“ излиза стрелка. Махнете я.`,
        en: `A flow leads out of the end event "${name}". Remove it.`,
      }),
    ),
];
