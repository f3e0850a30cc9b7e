import type { Calendar } from '../calendar';
import type { Decisions } from '../decision/table';

/** FEEL over the variables that are seen where it stands. */
export type Expression = string;

/** A name, and the FEEL that gives its value. */
export interface Mapping {
  readonly name: string;
  readonly expression: Expression;
}

/** What goes out of an activity or event to a name, and where that is a data store's, to the store. */
export interface DataOutput extends Mapping {
  readonly store?: true;
}

interface Common {
  readonly id: string;
  /** As drawn. */
  readonly name: string;
  /** The process or sub-process it is drawn in; null for a process and a global task. */
  readonly container: string | null;
  /** Flows, in document order. */
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** The flow that is taken when no condition holds. */
  readonly default?: string;
}

/** What goes in and what comes out (BPMN 2.0, 10.4). */
interface Work extends Common {
  /** Input mappings of the modelers' extensions: what the work is given. */
  readonly inputs: readonly Mapping[];
  /** Output mappings of the modelers' extensions. Without any, what comes back is merged into the variables. */
  readonly outputs: readonly Mapping[];
  /** Names that live in one execution only: properties, data inputs and data outputs. */
  readonly locals: readonly string[];
  /** Which of the `locals` are data outputs: a result of that name fills them. */
  readonly dataOutputs: readonly string[];
  /** Data associations: into `locals` before it begins, out of them when it is over. */
  readonly dataIn: readonly Mapping[];
  readonly dataOut: readonly DataOutput[];
  /** Data stores whose value is asked for before it begins (10.4.1), by name; absent where there are none. */
  readonly reads?: readonly string[];
}

/** BPMN 2.0, 10.3.8, standard loop. */
export interface StandardLoop {
  readonly kind: 'standard';
  readonly testBefore: boolean;
  /** Absent: for ever. */
  readonly condition?: Expression;
  readonly maximum?: number;
}

/** BPMN 2.0, 10.3.8, multi-instance. */
export interface MultiInstance {
  readonly kind: 'multi-instance';
  readonly sequential: boolean;
  /** How many, or one for each item of a list. */
  readonly cardinality?: Expression;
  readonly collection?: Expression;
  /** The name of the item in each instance. */
  readonly item?: string;
  /** The list that the results are collected in, by index: its name, and what each instance gives to it. */
  readonly output?: Mapping;
  /** A name that lives in each instance (outputDataItem). */
  readonly outputItem?: string;
  readonly completionCondition?: Expression;
  /** What the activity throws: at every completed instance, at the first, or where the condition holds (Table 10.31). */
  readonly throws: readonly {
    readonly when: 'each' | 'first' | { readonly condition: Expression };
    readonly definition: EventDefinition;
  }[];
}

interface ActivityParts extends Work {
  /** Boundary events attached to it. */
  readonly boundaries: readonly string[];
  readonly loop?: StandardLoop | MultiInstance;
  /** How many tokens must come before it begins, and how many it sends along each flow. */
  readonly startQuantity: number;
  readonly completionQuantity: number;
  readonly isForCompensation: boolean;
  /** The activity that undoes this one. */
  readonly compensatedBy?: string;
}

/** What holds a process, a sub-process or an event sub-process together. */
interface ContainerParts {
  /** Where a token begins when nothing particular starts it: none start events, else what has no incoming flow. */
  readonly starts: readonly string[];
  readonly eventSubprocesses: readonly string[];
}

export type Task =
  | (ActivityParts & { readonly kind: 'task' })
  | (ActivityParts & { readonly kind: 'manual-task' })
  | (ActivityParts & { readonly kind: 'user-task'; readonly form: string; readonly candidates: Expression })
  | (ActivityParts & { readonly kind: 'service-task'; readonly operation: string })
  | (ActivityParts & { readonly kind: 'send-task'; readonly operation: string; readonly message?: MessageDefinition })
  | (ActivityParts & {
      readonly kind: 'receive-task';
      readonly message?: MessageDefinition;
      readonly instantiate: boolean;
    })
  | (ActivityParts & { readonly kind: 'business-rule-task'; readonly decision: string; readonly result: string | null })
  | (ActivityParts & { readonly kind: 'script-task'; readonly script: Expression; readonly result: string | null })
  | (ActivityParts & {
      readonly kind: 'call-activity';
      /** A process or a global task of the file; a `=` before it marks FEEL that gives its id. */
      readonly calls: string;
      /** The called process runs in a case file of its own. */
      readonly opensCaseFile?: true;
    });

export type SubProcess =
  | (ActivityParts & ContainerParts & { readonly kind: 'sub-process' })
  | (ActivityParts & ContainerParts & { readonly kind: 'transaction' })
  | (ActivityParts & ContainerParts & { readonly kind: 'event-sub-process'; readonly start: string })
  | (ActivityParts &
      ContainerParts & {
        readonly kind: 'ad-hoc-sub-process';
        readonly sequential: boolean;
        readonly completionCondition?: Expression;
        readonly cancelsRemaining: boolean;
      });

export type Activity = Task | SubProcess;

export type Process = Common &
  ContainerParts & {
    readonly kind: 'process';
    readonly isExecutable: boolean;
    /** Start events with a trigger, receive tasks and event-based gateways that bring a new process into being. */
    readonly triggers: readonly string[];
  };

interface EventParts extends Work {
  readonly definitions: readonly EventDefinition[];
  /** All of its definitions must happen (catch), not any. */
  readonly parallelMultiple: boolean;
}

export type Event =
  | (EventParts & { readonly kind: 'start-event'; readonly interrupting: boolean })
  | (EventParts & { readonly kind: 'intermediate-catch-event' })
  | (EventParts & { readonly kind: 'intermediate-throw-event' })
  | (EventParts & { readonly kind: 'end-event' })
  | (EventParts & { readonly kind: 'boundary-event'; readonly attachedTo: string; readonly interrupting: boolean });

export interface MessageDefinition {
  readonly type: 'message';
  /** The name of the message. */
  readonly message: string;
  /** Correlation key: which one is waited for, or sent. */
  readonly key?: Expression;
  /** What a service does with it, where the model says so. */
  readonly operation?: string;
}

export type EventDefinition =
  | MessageDefinition
  | { readonly type: 'timer'; readonly timer: Timer }
  | { readonly type: 'signal'; readonly signal: string }
  | { readonly type: 'conditional'; readonly condition: Expression }
  /** Null catches any. */
  | { readonly type: 'error'; readonly code: string | null }
  | { readonly type: 'escalation'; readonly code: string | null }
  /** Null: everything in the scope. */
  | { readonly type: 'compensation'; readonly activity: string | null; readonly waits: boolean }
  | { readonly type: 'cancel' }
  | { readonly type: 'terminate' }
  /** Of a throwing link: the catching one. */
  | { readonly type: 'link'; readonly name: string; readonly target: string | null };

/** ISO 8601 text or working days (`P3WD`), or FEEL that gives it. */
export interface Timer {
  readonly kind: 'duration' | 'date' | 'cycle';
  readonly value: string | { readonly expression: Expression };
}

export type Gateway =
  | (Common & { readonly kind: 'exclusive-gateway' })
  | (Common & { readonly kind: 'parallel-gateway' })
  | (Common & { readonly kind: 'inclusive-gateway'; readonly upstream: Upstream })
  | (Common & {
      readonly kind: 'complex-gateway';
      readonly upstream: Upstream;
      /** Absent: the first token. */
      readonly activationCondition?: Expression;
    })
  | (Common & { readonly kind: 'event-based-gateway'; readonly instantiate: boolean; readonly parallel: boolean });

/** By incoming flow: the elements from which a token can still come along it without passing the gateway. */
export type Upstream = Readonly<Record<string, readonly string[]>>;

export type GraphElement = Process | Activity | Event | Gateway;

export type ElementOf<Kind extends GraphElement['kind']> = Extract<GraphElement, { kind: Kind }>;

export interface SequenceFlow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly condition?: Expression;
}

/** How timers count. It belongs to the graph, so that a case goes on by the rules it began under. */
export interface TimeRules {
  /** IANA time zone of dates and times without an offset, and of durations in days, months and years. */
  readonly timeZone: string;
  /** Of working days. */
  readonly calendar: Calendar;
}

/** All processes of one file, compiled: normalised, serialisable, done once at publication. */
export interface ProcessGraph {
  readonly format: 3;
  /** SHA-256 of all that follows, as canonical JSON. */
  readonly hash: string;
  /** The process that is meant where none is named. */
  readonly process: string;
  readonly time: TimeRules;
  readonly elements: Readonly<Record<string, GraphElement>>;
  readonly flows: Readonly<Record<string, SequenceFlow>>;
  readonly decisions: Decisions;
}

export const isActivity = (element: GraphElement): element is Activity => 'boundaries' in element;

export const isEvent = (element: GraphElement): element is Event => 'definitions' in element;

export const isSubProcess = (element: GraphElement): element is SubProcess =>
  isActivity(element) && 'eventSubprocesses' in element;
