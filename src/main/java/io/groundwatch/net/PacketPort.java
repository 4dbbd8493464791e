package io.groundwatch.net;

import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.ThrottledLog;
import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an input listens on: a {@link PacketListener} that is opened as soon as its address can be
 * had. While it cannot, that is said, and tried again. Owned by the input's thread.
 */
public final class PacketPort implements Closeable {
  private final LatePort<PacketListener> port;

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
    this.port =
        new LatePort<>(
            protocol,
            thread -> PacketListener.open(thread, place, new KernelDrops(Path.of("/proc")), taker),
            PacketListener::address,
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

  /** How many packets were not taken since the last call. */
  public long newRefusals() {
    PacketListener open = port.listener();
    return open == null ? 0 : open.newRefusals();
  }

  /** How many lines of connections were left out since the last call, for their length. */
  public long newLongLines() {
    PacketListener open = port.listener();
    return open == null ? 0 : open.newLongLines();
  }

  /** How many packets the kernel dropped since the last call, for want of room in its buffer. */
  public long newKernelDrops() {
    PacketListener open = port.listener();
    return open == null ? 0 : open.newKernelDrops();
  }

  @Override
  public void close() {
    PacketListener open = port.listener();
    if (open != null) {
      open.close();
    }
  }
}
