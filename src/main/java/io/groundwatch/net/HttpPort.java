package io.groundwatch.net;

import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an input is asked over HTTP at: an {@link HttpListener} that is opened as soon as its
 * address can be had. While it cannot, that is said, and tried again. Owned by the input's thread.
 */
public final class HttpPort implements Closeable {
  private final LatePort<HttpListener> port;

  /**
   * Of an input that is not started.
   *
   * @param protocol as a person calls it
   * @param taker gets each whole request, on a thread of the port's own, and has it answered by any
   */
  public HttpPort(
      String protocol,
      HttpListener.Place place,
      Consumer<HttpExchange> taker,
      TimeSource time,
      ThrottledLog trouble) {
    this.port =
        new LatePort<>(
            protocol,
            thread -> HttpListener.open(thread, place, taker),
            HttpListener::address,
            time,
            trouble);
  }

  /** Opens it, where that is still to be done and it is time for it. */
  public void work() {
    port.work();
  }

  /** How long until {@link #work} has something to do, in nanoseconds. */
  public long restNanos() {
    return port.restNanos();
  }

  /** Where it listens; null where it does not yet. Any thread. */
  public @Nullable InetSocketAddress address() {
    return port.address();
  }

  /** Takes no new connection; those that are open go on. */
  public void stopAccepting() {
    HttpListener open = port.listener();
    if (open != null) {
      open.stopAccepting();
    }
  }

  @Override
  public void close() {
    HttpListener open = port.listener();
    if (open != null) {
      open.close();
    }
  }
}
