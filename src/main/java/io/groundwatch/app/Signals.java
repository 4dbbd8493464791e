package io.groundwatch.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. Java has no documented way to take one; the one that it has
 * (module jdk.unsupported) makes javac warn, and cannot be told not to. So it is found by name, and
 * its absence is an answer.
 */
final class Signals {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private Signals() {}

  /**
   * Runs {@code told} at each signal of this name, such as {@code HUP}, in place of what it does
   * otherwise; on a thread of the JVM's.
   *
   * @return whether it will: not where there is no such signal (Windows), or where the JVM keeps it
   *     to itself (-Xrs)
   */
  static boolean take(String name, Runnable told) {
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
              signal.getConstructor(String.class).newInstance(name),
              Proxy.newProxyInstance(
                  Signals.class.getClassLoader(), new Class<?>[] {handler}, run));
      return true;
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
