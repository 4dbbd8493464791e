package io.groundwatch.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * The signal SIGHUP, by which a service is told to read its configuration again. Java has no
 * documented way to take a signal; the one it has (module jdk.unsupported) is found by name, so
 * that its absence is an answer and not a failure to start.
 */
final class HangUp {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private HangUp() {}

  /**
   * Runs {@code told} at each SIGHUP, on a thread of the JVM's.
   *
   * @return whether it will: without, the signal ends the agent, as it does by default
   */
  static boolean handle(Runnable told) {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      Class<?> handler = Class.forName(HANDLER);
      InvocationHandler run =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              told.run();
              return null;
            }
            return method.invoke(told, arguments);
          };
      signal
          .getMethod("handle", signal, handler)
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance("HUP"),
              Proxy.newProxyInstance(HangUp.class.getClassLoader(), new Class<?>[] {handler}, run));
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // No such signal here (Windows), or the JVM keeps it to itself (-Xrs).
      return false;
    }
  }
}
