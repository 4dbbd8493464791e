package io.groundwatch.input.statsd;

import io.groundwatch.config.StatsdConfig;
import io.groundwatch.model.Dimensions;
import io.groundwatch.net.DatagramListener;
import io.groundwatch.net.LineListener;
import io.groundwatch.net.NetLoop;
import io.groundwatch.pipeline.MetricSink;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for StatsD, adds up what comes, and hands over what each series came to once an interval,
 * aligned to the clock. A loop's thread of its own takes packets off the socket; everything else is
 * the input's thread's. What is being added up is handed over at a stop and a reload; a kill loses
 * it, as StatsD has no acknowledgement.
 */
public final class StatsdInput implements Worker {
  static final int MAX_LINE_BYTES = 8 << 10;

  private static final Logger log = LoggerFactory.getLogger(StatsdInput.class);
  private static final Duration REPEAT_TROUBLE = Duration.ofMinutes(5);
  private static final long BIND_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * While packets come, they are taken so often, and not each as it comes: nobody waits for them
   * before the interval ends, and to be woken costs more than to add up a line.
   */
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** After so long without any, the first is to wake again. */
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final StatsdConfig config;
  private final TimeSource time;
  private final MetricSink out;
  private final ThrottledLog trouble;
  private final Refusals refusals;
  private final LongAdder lines;
  private final LongAdder packets;
  private final ByteInbox inbox = new ByteInbox();
  private final AtomicLong refusedPackets = new AtomicLong();
  private final Line line = new Line();
  private final SeriesTable table;
  private final KernelDrops kernelDrops;
  private volatile Runnable waker = () -> {};
  private volatile boolean polling;
  private volatile int series;
  private @Nullable NetLoop loop;
  private @Nullable DatagramListener udp;
  private @Nullable LineListener tcp;
  private volatile @Nullable InetSocketAddress listensAt;
  private long lastPacketNanos;
  private long bindNanos;
  private long dropsBefore;
  private long startWallNanos;
  private long lookNanos;
  private long flushNanos;

  /**
   * Listens as {@code config} says, from the first {@link #work} on.
   *
   * @param base dimensions of every series
   */
  public StatsdInput(
      StatsdConfig config,
      String namespace,
      Dimensions base,
      TimeSource time,
      RandomGenerator random,
      SelfMetrics metrics,
      MetricSink out) {
    this.config = config;
    this.time = time;
    this.out = out;
    this.trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
    this.refusals = new Refusals(metrics, trouble);
    this.lines = metrics.counter("agent_statsd_lines_total");
    this.packets = metrics.counter("agent_statsd_packets_total");
    this.table =
        new SeriesTable(
            new SeriesNames(config, namespace, base), config.percentiles(), random.nextInt());
    this.kernelDrops = new KernelDrops(Path.of("/proc"));
    this.bindNanos = time.nanos();
    beginInterval();
    this.lookNanos = nextLook();
    metrics.gauge("agent_statsd_series", () -> series);
  }

  @Override
  public String name() {
    return "statsd";
  }

  @Override
  public void wakeWith(Runnable wake) {
    waker = wake;
  }

  /** Where it listens, for UDP if it does for that; null where it does not yet. Any thread. */
  @Nullable InetSocketAddress address() {
    return listensAt;
  }

  @Override
  public int work() {
    if (loop == null && time.nanos() - bindNanos >= 0) {
      bind();
    }
    if (addUp() > 0) {
      lastPacketNanos = time.nanos();
      polling = true;
    } else if (polling && time.nanos() - lastPacketNanos >= QUIET_NANOS) {
      polling = false;
    }
    if (time.nanos() - lookNanos >= 0) {
      table.look();
      lookNanos = nextLook();
    }
    if (time.nanos() - flushNanos >= 0) {
      flush(startWallNanos + intervalNanos());
      table.forget(time.nanos());
      reportDrops();
      beginInterval();
    }
    return 0; // the next packets need not be looked for at once
  }

  @Override
  public long restNanos() {
    if (!polling && !inbox.isEmpty()) {
      return 0; // came before anybody was to be woken
    }
    long now = time.nanos();
    long next = Math.min(lookNanos - now, flushNanos - now);
    if (polling) {
      return Math.max(0, Math.min(POLL_NANOS, next));
    }
    return Math.max(0, loop == null ? Math.min(next, bindNanos - now) : next);
  }

  @Override
  public void finish(long deadlineNanos) {
    close();
    addUp();
    flush(time.wallNanos());
  }

  private void bind() {
    NetLoop opened = NetLoop.open("statsd-net");
    String host = config.address().host();
    int port = config.address().port();
    try {
      if (config.udp()) {
        udp = DatagramListener.open(opened, host, port, config.receiveBufferBytes(), this::take);
        listensAt = udp.address();
        dropsBefore = kernelDrops.at(udp.address().getPort());
      }
      if (config.tcp()) {
        tcp = LineListener.open(opened, host, port, MAX_LINE_BYTES, this::take);
        listensAt = udp == null ? tcp.address() : listensAt;
      }
      loop = opened;
      trouble.recovered("bind", "StatsD can listen again.");
      log.info("StatsD: listening on {}.", config.address().text());
    } catch (IOException e) {
      closeListeners();
      opened.close();
      bindNanos = time.nanos() + BIND_AGAIN_NANOS;
      trouble.error(
          "bind",
          String.valueOf(e.getMessage()),
          "StatsD: " + FileFailure.text(e) + "; it tries again every 10 s.");
    }
  }

  /** A packet, on the loop's thread. */
  private void take(ByteBuf packet) {
    int length = packet.readableBytes();
    switch (inbox.add(length, (to, at) -> packet.readBytes(to, at, length), config.maxPending())) {
      case NO_ROOM -> refusedPackets.incrementAndGet();
      case FIRST -> {
        if (!polling) {
          waker.run();
        }
      }
      case MORE -> {}
    }
  }

  private int addUp() {
    ByteInbox.Taken taken = inbox.take();
    packets.add(taken.packets());
    int start = 0;
    long now = time.nanos();
    for (int i = 0; i < taken.length(); i++) {
      if (taken.bytes()[i] == '\n') {
        int end = i > start && taken.bytes()[i - 1] == '\r' ? i - 1 : i;
        if (end > start) {
          addUp(taken.bytes(), start, end, now);
        }
        start = i + 1;
      }
    }
    series = table.size();
    long refused = refusedPackets.getAndSet(0);
    if (refused > 0) {
      refusals.full(refused);
    }
    return taken.packets();
  }

  private void addUp(byte[] bytes, int start, int end, long nowNanos) {
    if (bytes[start] == '_') {
      refusals.add(Refusals.Reason.EVENT, bytes, start, end);
      return;
    }
    if (end - start > MAX_LINE_BYTES) {
      refusals.add(Refusals.Reason.LENGTH, bytes, start, end);
      return;
    }
    Line.Fault fault = line.read(bytes, start, end);
    if (fault != null) {
      refusals.add(Refusals.Reason.valueOf(fault.name()), bytes, start, end);
      return;
    }
    Aggregate[] into = table.find(line);
    if (into == null) {
      refusals.add(Refusals.Reason.valueOf(table.refusal().name()), bytes, start, end);
      return;
    }
    while (line.hasValue()) {
      if (line.type() != MetricType.SET && !line.nextNumber()) {
        refusals.add(Refusals.Reason.VALUE, bytes, start, end);
        return;
      }
      lines.increment();
      for (Aggregate aggregate : into) {
        aggregate.take(line, nowNanos);
      }
      if (line.type() == MetricType.SET) {
        line.endOfMembers();
      }
    }
  }

  private void flush(long endWallNanos) {
    table.flush(startWallNanos, endWallNanos, out);
  }

  private void beginInterval() {
    long wall = time.wallNanos();
    startWallNanos = wall - Math.floorMod(wall, intervalNanos());
    flushNanos = time.nanos() + intervalNanos() - Math.floorMod(wall, intervalNanos());
  }

  private long nextLook() {
    long every = TimeUnit.SECONDS.toNanos(config.collectionSeconds());
    return time.nanos() + every - Math.floorMod(time.wallNanos(), every);
  }

  private long intervalNanos() {
    return TimeUnit.SECONDS.toNanos(config.intervalSeconds());
  }

  private void reportDrops() {
    if (udp != null) {
      long drops = kernelDrops.at(udp.address().getPort());
      if (drops > dropsBefore) {
        refusals.kernel(drops - dropsBefore);
      }
      dropsBefore = drops;
    }
  }

  private void close() {
    closeListeners();
    if (loop != null) {
      loop.close();
    }
  }

  private void closeListeners() {
    if (udp != null) {
      udp.close();
      udp = null;
    }
    if (tcp != null) {
      tcp.close();
      tcp = null;
    }
    listensAt = null;
  }
}
