package io.groundwatch.net;

import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
import io.netty.buffer.ByteBuf;
import io.netty.util.NetUtil;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an input listens on: a {@link PacketListener} that is opened as soon as its address can be
 * had. While it cannot, that is said, and tried again. Owned by the input's thread.
 */
public final class PacketPort implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(PacketPort.class);
  private static final long AGAIN_SECONDS = 10;
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(AGAIN_SECONDS);

  private final String protocol;
  private final PacketListener.Place place;
  private final Predicate<ByteBuf> taker;
  private final TimeSource time;
  private final ThrottledLog trouble;
  private volatile @Nullable PacketListener listener;
  private long nextNanos;

  /**
   * Of an input that is not started.
   *
   * @param protocol as a person calls it
   * @param taker gets each packet, and each line without its end, on a thread of the port's own;
   *     says whether it took it, and does not keep the buffer
   */
  public PacketPort(
      String protocol,
      PacketListener.Place place,
      Predicate<ByteBuf> taker,
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
    String thread = protocol.toLowerCase(Locale.ROOT) + "-net";
    try {
      PacketListener opened =
          PacketListener.open(thread, place, new KernelDrops(Path.of("/proc")), taker);
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
    PacketListener open = listener;
    return open == null ? null : open.address();
  }

  /** How many packets were not taken since the last call. */
  public long newRefusals() {
    PacketListener open = listener;
    return open == null ? 0 : open.newRefusals();
  }

  /** How many lines of connections were left out since the last call, for their length. */
  public long newLongLines() {
    PacketListener open = listener;
    return open == null ? 0 : open.newLongLines();
  }

  /** How many packets the kernel dropped since the last call, for want of room in its buffer. */
  public long newKernelDrops() {
    PacketListener open = listener;
    return open == null ? 0 : open.newKernelDrops();
  }

  @Override
  public void close() {
    PacketListener open = listener;
    if (open != null) {
      open.close();
    }
  }
}
