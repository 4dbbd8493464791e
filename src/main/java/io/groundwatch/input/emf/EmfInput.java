package io.groundwatch.input.emf;

import io.groundwatch.config.EmfConfig;
import io.groundwatch.net.PacketListener;
import io.groundwatch.net.PacketPort;
import io.groundwatch.pipeline.PacedSink;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.runtime.ByteInbox;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
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
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** While a lane takes nothing, it is asked this often, if it does not wake this input. */
  private static final long BLOCKED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int MAX_WAITING_BYTES = 2 << 20;
  private static final int MAX_WAITING_PACKETS = 10_000;

  private final PacedSink metricsOut;
  private final RecordFanout logsOut;
  private final EmfRecords records;
  private final TimeSource time;
  private final SelfMetrics metrics;
  private final ThrottledLog trouble;
  private final PacketPort port;
  private final ByteInbox inbox = new ByteInbox(MAX_WAITING_BYTES);
  private volatile Runnable waker = () -> {};
  private ByteInbox.Taken taken = inbox.take();
  private int at;
  private boolean blocked;
  private boolean ending;
  private long reportNanos;

  /** Listens as {@code config} says, from the first {@link #work} on. */
  public EmfInput(EmfConfig config, EmfOutlets outlets, TimeSource time, SelfMetrics metrics) {
    this.metricsOut = outlets.metrics();
    this.logsOut = outlets.logs();
    this.time = time;
    this.metrics = metrics;
    this.trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
    this.records = new EmfRecords(outlets, time, metrics, trouble);
    this.port =
        new PacketPort(
            "EMF",
            new PacketListener.Place(
                config.address().host(),
                config.address().port(),
                config.udp(),
                config.tcp(),
                RECEIVE_BUFFER_BYTES,
                MAX_RECORD_BYTES,
                MAX_CONNECTIONS),
            this::take,
            time,
            trouble);
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
    return port.address();
  }

  /** Whether a record waits for a lane. */
  boolean isBlocked() {
    return blocked;
  }

  @Override
  public int work() {
    port.work();
    int done = takeWaiting();
    metricsOut.work();
    logsOut.flushIfDue();
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
    long rest = Math.min(metricsOut.restNanos(), logsOut.dueInNanos());
    rest = Math.min(rest, Math.min(port.restNanos(), reportNanos - time.nanos()));
    return Math.max(0, rest);
  }

  @Override
  public void finish(long deadlineNanos) {
    port.close();
    ending = true;
    logsOut.ending();
    takeWaiting(); // what is left of the last that were taken
    takeWaiting();
    metricsOut.handOnAll();
    logsOut.finish();
    reportLosses();
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

  /**
   * Takes what waited when it was called, or what of that is left, while lanes have room. What
   * comes meanwhile has the next turn, so that nothing else waits for ever. Returns how many
   * records.
   */
  private int takeWaiting() {
    if (at >= taken.length()) {
      taken = inbox.take();
      at = 0;
    }
    int count = 0;
    blocked = false;
    while (at < taken.length()) {
      int end = lineEnd();
      if (!ending && !mayGoOn(end - at)) {
        blocked = true;
        return count;
      }
      int start = at;
      at = end + 1; // before: what a record comes to must not keep those after it from their turn
      if (end > start) {
        records.take(taken.bytes(), start, end - start);
        count++;
      }
    }
    return count;
  }

  private boolean mayGoOn(int length) {
    metricsOut.work();
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
    report("full", port.newRefusals(), "found no room: they come faster than lanes take them.");
    report("length", port.newLongLines(), "were longer than 256 KiB, and are left out.");
    report(
        "kernel",
        port.newKernelDrops(),
        "were dropped by the kernel: its receive buffer was full. Raise net.core.rmem_max.");
  }

  private void report(String reason, long packets, String text) {
    if (packets > 0) {
      metrics.counter("agent_emf_dropped_total", "reason", reason).add(packets);
      trouble.warn(reason, "", packets + " records in the embedded metric format " + text);
    }
  }
}
