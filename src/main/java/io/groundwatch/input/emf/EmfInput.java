package io.groundwatch.input.emf;

import io.groundwatch.config.EmfConfig;
import io.groundwatch.net.KernelDrops;
import io.groundwatch.net.PacketListener;
import io.groundwatch.pipeline.PacedSink;
import io.groundwatch.runtime.ByteInbox;
import io.groundwatch.runtime.FileFailure;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for records in the embedded metric format, over TCP a line each, over UDP one or more a
 * packet. While a lane takes nothing, senders over TCP wait; packets of UDP that find no room are
 * counted. A loop's thread of its own takes them off the socket; everything else is the input's
 * thread's.
 */
public final class EmfInput implements Worker {
  /** What every backend takes. */
  static final int MAX_RECORD_BYTES = 256 << 10;

  /** With as many unfinished records, they take 8 MiB. */
  private static final int MAX_CONNECTIONS = 32;

  private static final Logger log = LoggerFactory.getLogger(EmfInput.class);
  private static final Duration REPEAT_TROUBLE = Duration.ofMinutes(5);
  private static final long BIND_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** While a lane takes nothing, it is asked this often, if it does not wake this input. */
  private static final long BLOCKED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int MAX_WAITING_BYTES = 2 << 20;
  private static final int MAX_WAITING_PACKETS = 10_000;

  private final EmfConfig config;
  private final PacedSink metricsOut;
  private final EmfRecords records;
  private final TimeSource time;
  private final SelfMetrics metrics;
  private final ThrottledLog trouble;
  private final ByteInbox inbox = new ByteInbox(MAX_WAITING_BYTES);
  private volatile Runnable waker = () -> {};
  private volatile @Nullable PacketListener listener;
  private ByteInbox.Taken taken = inbox.take();
  private int at;
  private boolean blocked;
  private long bindNanos;
  private long reportNanos;

  /** Listens as {@code config} says, from the first {@link #work} on. */
  public EmfInput(EmfConfig config, EmfOutlets outlets, TimeSource time, SelfMetrics metrics) {
    this.config = config;
    this.metricsOut = outlets.metrics();
    this.time = time;
    this.metrics = metrics;
    this.trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
    this.records = new EmfRecords(outlets, time, metrics, trouble);
    this.bindNanos = time.nanos();
    this.reportNanos = time.nanos() + REPORT_NANOS;
  }

  @Override
  public String name() {
    return "emf";
  }

  @Override
  public void wakeWith(Runnable wake) {
    waker = wake;
  }

  /** Where it listens; null where it does not yet. Any thread. */
  @Nullable InetSocketAddress address() {
    PacketListener open = listener;
    return open == null ? null : open.address();
  }

  /** Whether a record waits for a lane. */
  boolean isBlocked() {
    return blocked;
  }

  @Override
  public int work() {
    if (listener == null && time.nanos() - bindNanos >= 0) {
      bind();
    }
    metricsOut.work();
    int done = takeAll(false);
    metricsOut.work();
    records.flushIfDue();
    if (time.nanos() - reportNanos >= 0) {
      reportLosses();
      reportNanos = time.nanos() + REPORT_NANOS;
    }
    return done;
  }

  @Override
  public long restNanos() {
    if (!inbox.isEmpty() || at < taken.length()) {
      return blocked ? BLOCKED_NANOS : 0;
    }
    long now = time.nanos();
    long rest = Math.min(reportNanos - now, Math.min(metricsOut.restNanos(), records.dueInNanos()));
    return Math.max(0, listener == null ? Math.min(rest, bindNanos - now) : rest);
  }

  @Override
  public void finish(long deadlineNanos) {
    PacketListener open = listener;
    if (open != null) {
      open.close();
    }
    takeAll(true);
    metricsOut.handOnAll();
    records.finish();
    reportLosses();
  }

  private void bind() {
    PacketListener.Place place =
        new PacketListener.Place(
            config.address().host(),
            config.address().port(),
            config.udp(),
            config.tcp(),
            RECEIVE_BUFFER_BYTES,
            MAX_RECORD_BYTES,
            MAX_CONNECTIONS);
    try {
      listener =
          PacketListener.open("emf-net", place, new KernelDrops(Path.of("/proc")), this::take);
      trouble.recovered("bind", "EMF can listen again.");
      log.info("EMF: listening on {}.", config.address().text());
    } catch (IOException e) {
      bindNanos = time.nanos() + BIND_AGAIN_NANOS;
      trouble.error(
          "bind",
          String.valueOf(e.getMessage()),
          "EMF: " + FileFailure.text(e) + "; it tries again every 10 s.");
    }
  }

  /** A packet or a line, on the loop's thread. */
  private boolean take(ByteBuf packet) {
    int length = packet.readableBytes();
    ByteInbox.Added added =
        inbox.add(
            length, (to, offset) -> packet.readBytes(to, offset, length), MAX_WAITING_PACKETS);
    if (added == ByteInbox.Added.FIRST) {
      waker.run();
    }
    return added != ByteInbox.Added.NO_ROOM;
  }

  /** Takes records while lanes have room, or to the last. Returns how many. */
  private int takeAll(boolean last) {
    int count = 0;
    blocked = false;
    while (at < taken.length() || !inbox.isEmpty()) {
      if (at >= taken.length()) {
        taken = inbox.take();
        at = 0;
      }
      int end = lineEnd();
      if (!last && !mayGoOn(end - at)) {
        blocked = true;
        return count;
      }
      if (end > at) {
        records.take(taken.bytes(), at, end - at, last);
        count++;
      }
      at = end + 1;
    }
    return count;
  }

  private boolean mayGoOn(int length) {
    return metricsOut.isEmpty() && records.mayGoOn(length);
  }

  /** Every packet ends in a line feed. */
  private int lineEnd() {
    int end = at;
    while (taken.bytes()[end] != '\n') {
      end++;
    }
    return end;
  }

  private void reportLosses() {
    PacketListener open = listener;
    if (open == null) {
      return;
    }
    report("full", open.newRefusals(), "found no room: they come faster than lanes take them.");
    report("length", open.newLongLines(), "were longer than 256 KiB, and are left out.");
    report(
        "kernel",
        open.newKernelDrops(),
        "were dropped by the kernel: its receive buffer was full. Raise net.core.rmem_max.");
  }

  private void report(String reason, long packets, String text) {
    if (packets > 0) {
      metrics.counter("agent_emf_dropped_total", "reason", reason).add(packets);
      trouble.warn(reason, "", packets + " records in the embedded metric format " + text);
    }
  }
}
