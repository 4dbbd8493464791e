package io.groundwatch.net;

import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener that is opened as soon as its address can be had. While it cannot, that is said, and
 * tried again. Owned by the input's thread, but for {@link #listener} and {@link #address}.
 *
 * @param <L> the listener
 */
final class LatePort<L> {
  private static final Logger log = LoggerFactory.getLogger(LatePort.class);
  private static final long AGAIN_SECONDS = 10;
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(AGAIN_SECONDS);

  private final String protocol;
  private final Opener<L> opener;
  private final Function<L, @Nullable InetSocketAddress> addressOf;
  private final TimeSource time;
  private final ThrottledLog trouble;
  private volatile @Nullable L listener;
  private long nextNanos;

  /** Opens a listener. */
  @FunctionalInterface
  interface Opener<L> {
    /**
     * Opens it.
     *
     * @param thread what its thread is called
     */
    L open(String thread) throws IOException;
  }

  /**
   * Of an input that is not started.
   *
   * @param protocol as a person calls it
   */
  LatePort(
      String protocol,
      Opener<L> opener,
      Function<L, @Nullable InetSocketAddress> addressOf,
      TimeSource time,
      ThrottledLog trouble) {
    this.protocol = protocol;
    this.opener = opener;
    this.addressOf = addressOf;
    this.time = time;
    this.trouble = trouble;
    this.nextNanos = time.nanos();
  }

  /** Opens it, where that is still to be done and it is time for it. */
  void work() {
    if (restNanos() <= 0) {
      open();
    }
  }

  /** How long until {@link #work} has something to do, in nanoseconds. */
  long restNanos() {
    return listener == null ? nextNanos - time.nanos() : Long.MAX_VALUE;
  }

  private void open() {
    try {
      L opened = opener.open(protocol.toLowerCase(Locale.ROOT) + "-net");
      listener = opened;
      trouble.recovered("bind", protocol + " can listen again.");
      log.info(
          "{}: listening on {}.", protocol, NetUtil.toSocketAddressString(addressOf.apply(opened)));
    } catch (IOException e) {
      nextNanos = time.nanos() + AGAIN_NANOS;
      trouble.error(
          "bind",
          String.valueOf(e.getMessage()),
          "%s: %s; it tries again every %d s."
              .formatted(protocol, FileFailure.text(e), AGAIN_SECONDS));
    }
  }

  /** Null where it is not open yet. Any thread. */
  @Nullable L listener() {
    return listener;
  }

  /** Where it listens; null where it does not yet. Any thread. */
  @Nullable InetSocketAddress address() {
    L open = listener;
    return open == null ? null : addressOf.apply(open);
  }
}
