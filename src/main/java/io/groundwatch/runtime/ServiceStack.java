package io.groundwatch.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Closes what was opened, last first, and goes on when one refuses. One thread. */
public final class ServiceStack implements Closeable {
  private final Deque<Closeable> open = new ArrayDeque<>();

  /** Remembers {@code service} and returns it. */
  public <T extends Closeable> T push(T service) {
    open.push(service);
    return service;
  }

  /** Closes everything; the first failure is thrown, with the others attached to it. */
  @Override
  public void close() throws IOException {
    IOException first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException e) {
        first = joined(first, e);
      } catch (RuntimeException e) {
        // A bug in one must not leave the others open.
        first = joined(first, new IOException(e));
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static IOException joined(@Nullable IOException first, IOException next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }
}
