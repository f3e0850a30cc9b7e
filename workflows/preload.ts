/**
 * What every workflow shares, loaded once: pure code without state of its own. Loaded anew for each case file it would cost five
 * times the memory and a third of its time.
 */
import 'feelin';
import '../domain/process/step';
