/** The two readers ship no types; this is all we use of them. */
declare module 'bpmn-moddle' {
  import type { ModdleElement } from './moddle';

  export interface PackageDescriptor {
    readonly prefix: string;
    readonly types?: readonly {
      readonly name: string;
      readonly properties?: { name: string; type?: string; isAttr?: boolean; isId?: boolean; default?: unknown }[];
    }[];
  }

  export interface ReadingWarning {
    readonly message: string;
    readonly error?: Error;
    readonly property?: string;
  }

  export interface Reference {
    readonly element: ModdleElement;
    readonly property: string;
    readonly id: string;
  }

  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>, options?: { nsMap?: Record<string, string> });
    getPackages(): readonly PackageDescriptor[];
    /** Options are for the reader underneath, and become a part of it. */
    fromXML(
      xml: string,
      options?: object,
    ): Promise<{ rootElement: ModdleElement; references: Reference[]; warnings: ReadingWarning[] }>;
  }
}

declare module 'dmn-moddle' {
  import type { ModdleElement } from './moddle';
  export class DmnModdle {
    fromXML(xml: string, type: string): Promise<{ rootElement: ModdleElement; warnings: { message: string }[] }>;
  }
}
