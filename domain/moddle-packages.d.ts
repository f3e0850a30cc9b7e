/** The two readers ship no types; this is all we use of them. */
declare module 'bpmn-moddle' {
  import type { ModdleElement } from './moddle';
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; warnings: { message: string }[] }>;
  }
}

declare module 'dmn-moddle' {
  import type { ModdleElement } from './moddle';
  export class DmnModdle {
    fromXML(xml: string, type: string): Promise<{ rootElement: ModdleElement; warnings: { message: string }[] }>;
  }
}
