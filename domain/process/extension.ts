const attributes = (...names: string[]) => names.map((name) => ({ name, isAttr: true, type: 'String' }));

/** Our attributes and elements in BPMN files, namespace `urn:prepiska:bpmn:1` (moddle descriptor). */
export const PREPISKA_EXTENSION = {
  name: 'Prepiska',
  uri: 'urn:prepiska:bpmn:1',
  prefix: 'prepiska',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Work',
      extends: ['bpmn:Activity', 'bpmn:GlobalTask', 'bpmn:Event', 'bpmn:EventDefinition'],
      /** `correlationKey`: FEEL that says which message is waited for, or sent. */
      properties: attributes('operation', 'form', 'decision', 'result', 'correlationKey'),
    },
    { name: 'Call', extends: ['bpmn:CallActivity'], properties: attributes('caseFile') },
    ...['Input', 'Output'].map((name) => ({
      name,
      superClass: ['Element'],
      properties: attributes('name', 'expression'),
    })),
    {
      name: 'Name',
      superClass: ['Element'],
      properties: [...attributes('lang'), { name: 'body', isBody: true, type: 'String' }],
    },
  ],
};
