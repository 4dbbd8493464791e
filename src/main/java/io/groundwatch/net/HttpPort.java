package io.groundwatch.net;

import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
import io.netty.util.NetUtil;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an input is asked over HTTP at: an {@link HttpListener} that is opened as soon as its
 * address can be had. While it cannot, that is said, and tried again. Owned by the input's thread.
 */
public final class HttpPort implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(HttpPort.class);
  private static final long AGAIN_SECONDS = 10;
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(AGAIN_SECONDS);

  private final String protocol;
  private final HttpListener.Place place;
  private final Consumer<HttpExchange> taker;
  private final TimeSource time;
  private final ThrottledLog trouble;
  private volatile @Nullable HttpListener listener;
  private long nextNanos;

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
    this.protocol = protocol;
    this.place = place;
    this.taker = taker;
    this.time = time;
    this.trouble = trouble;
    this.nextNanos = time.nanos();
  }

  /** Opens it, where that is still to be done and it is time for it. */
  public void work() {
    if (restNanos() <= 0) {
      open();
    }
  }

  /** How long until {@link #work} has something to do, in nanoseconds. */
  public long restNanos() {
    return listener == null ? nextNanos - time.nanos() : Long.MAX_VALUE;
  }

  private void open() {
    try {
      HttpListener opened =
          HttpListener.open(protocol.toLowerCase(Locale.ROOT) + "-net", place, taker);
      listener = opened;
      trouble.recovered("bind", protocol + " can listen again.");
      log.info("{}: listening on {}.", protocol, NetUtil.toSocketAddressString(opened.address()));
    } catch (IOException e) {
      nextNanos = time.nanos() + AGAIN_NANOS;
      trouble.error(
          "bind",
          String.valueOf(e.getMessage()),
          "%s: %s; it tries again every %d s."
              .formatted(protocol, FileFailure.text(e), AGAIN_SECONDS));
    }
  }

  /** Where it listens; null where it does not yet. Any thread. */
  public @Nullable InetSocketAddress address() {
    HttpListener open = listener;
    return open == null ? null : open.address();
  }

  /** Takes no new connection; those that are open go on. */
  public void stopAccepting() {
    HttpListener open = listener;
    if (open != null) {
      open.stopAccepting();
    }
  }

  @Override
  public void close() {
    HttpListener open = listener;
    if (open != null) {
      open.close();
    }
  }
}
