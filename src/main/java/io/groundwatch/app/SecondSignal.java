package io.groundwatch.app;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT to an agent that is stopping already: whoever says it twice does not want to
 * wait, so it ends as if it was killed. What is on disk is whole at any time, and lines that are
 * not there yet are read again.
 *
 * <p>The JVM lets signals pass while it shuts down, and only {@code sun.misc.Signal} (module
 * jdk.unsupported) can change that. Javac warns of its use and cannot be told not to, hence by
 * reflection; where it is missing, a stop takes the time it takes.
 */
final class SecondSignal {
  /** Numbers as POSIX has them for kill(1). */
  private static final Map<String, Integer> SIGNALS = Map.of("INT", 2, "TERM", 15);

  /** As a shell reports a process that a signal ended. */
  private static final int EXIT_STATUS_BASE = 128;

  private static final Logger log = LoggerFactory.getLogger(SecondSignal.class);

  private SecondSignal() {}

  /** From now on, either signal ends the process. */
  static void endsAtOnce() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Constructor<?> named = signal.getConstructor(String.class);
      Method handle = signal.getMethod("handle", signal, handler);
      for (Map.Entry<String, Integer> entry : SIGNALS.entrySet()) {
        handle.invoke(null, named.newInstance(entry.getKey()), ending(handler, entry.getValue()));
      }
    } catch (ReflectiveOperationException e) {
      log.debug("A second signal will not end the agent at once.", e);
    }
  }

  /** The one method of a handler that anybody calls is the one for a signal. */
  private static Object ending(Class<?> handler, int number) {
    return Proxy.newProxyInstance(
        SecondSignal.class.getClassLoader(),
        new Class<?>[] {handler},
        (proxy, method, arguments) -> {
          log.warn("Told to stop once more: it ends at once; what is not stored is read again.");
          Runtime.getRuntime().halt(EXIT_STATUS_BASE + number);
          return null;
        });
  }
}
