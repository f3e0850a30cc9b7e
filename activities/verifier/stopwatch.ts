/** Measures a time that may be interrupted; `onEnd` once when it is used up. */
export function createStopwatch(milliseconds: number, onEnd: () => void) {
  let left = milliseconds;
  let running: { readonly since: number; readonly timer: NodeJS.Timeout } | undefined;
  function stop(): void {
    if (!running) return;
    clearTimeout(running.timer);
    left -= performance.now() - running.since;
    running = undefined;
  }
  function start(): void {
    running ??= { since: performance.now(), timer: setTimeout(onEnd, Math.max(0, left)) };
  }
  return { start, stop };
}
