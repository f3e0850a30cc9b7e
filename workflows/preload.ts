/**
 * What every workflow shares, loaded once: pure code without state of its own. Loaded anew for each case file it would cost five
 * times the memory and a third of its time.
 */
import 'feelin';
import '../domain/process/step';

/**
 * The SDK notes where every promise of a workflow was made, at the price of a stack trace each: a quarter of a case file's time. One
 * line of it still says where an error was thrown.
 */
Error.stackTraceLimit = 2;
