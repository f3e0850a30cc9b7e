/** Our attributes and elements in BPMN files, namespace `urn:prepiska:bpmn:1` (moddle descriptor). */
export const PREPISKA_EXTENSION = {
  name: 'Prepiska',
  uri: 'urn:prepiska:bpmn:1',
  prefix: 'prepiska',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Work',
      extends: ['bpmn:Activity'],
      properties: ['operation', 'form', 'decision', 'result'].map((name) => ({ name, isAttr: true, type: 'String' })),
    },
    ...['Input', 'Output'].map((name) => ({
      name,
      superClass: ['Element'],
      properties: [
        { name: 'name', isAttr: true, type: 'String' },
        { name: 'expression', isAttr: true, type: 'String' },
      ],
    })),
    {
      name: 'Name',
      superClass: ['Element'],
      properties: [
        { name: 'lang', isAttr: true, type: 'String' },
        { name: 'body', isBody: true, type: 'String' },
      ],
    },
  ],
};
