package io.groundwatch.input.collectd;

import io.groundwatch.config.CollectdConfig;
import io.groundwatch.input.collectd.Refusals.Reason;
import io.groundwatch.net.PacketInbox;
import io.groundwatch.net.PacketListener;
import io.groundwatch.net.PacketPort;
import io.groundwatch.pipeline.PacedSink;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.pipeline.aggregate.Intervals;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for collectd's packets, puts values together over an interval, and hands on
 * notifications. A loop's thread of its own takes packets off the socket; everything else is the
 * input's thread's. What is being put together is handed over at a stop and a reload; a kill loses
 * it, as the protocol has no acknowledgement.
 */
public final class CollectdInput implements Worker {
  private static final Logger log = LoggerFactory.getLogger(CollectdInput.class);
  private static final Duration REPEAT_TROUBLE = Duration.ofMinutes(5);
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

  /** Of packets; the values in it that wait for lanes, each on its own, take ten times as much. */
  private static final int MAX_WAITING_BYTES = 512 << 10;

  private static final int MAX_WAITING_PACKETS = 10_000;

  /** Where nothing is put together, drops of the kernel are looked for this often. */
  private static final int LOOK_SECONDS = 60;

  private final CollectdConfig config;
  private final CollectdOutlets outlets;
  private final TimeSource time;
  private final ThrottledLog trouble;
  private final Refusals refusals;
  private final PacedSink out;
  private final RecordFanout logs;
  private final LongAdder packets;
  private final LongAdder values;
  private final PacketPort port;
  private final Intervals intervals;
  private final PacketInbox inbox =
      new PacketInbox(MAX_WAITING_BYTES, MAX_WAITING_PACKETS, () -> this.waker.run());
  private @Nullable Totals totals;
  private @Nullable PacketReader reader;
  private volatile Runnable waker = () -> {};
  private volatile int series;

  /** Listens as {@code config} says, from the first {@link #work} on. */
  public CollectdInput(
      CollectdConfig config, CollectdOutlets outlets, TimeSource time, SelfMetrics metrics) {
    this.config = config;
    this.outlets = outlets;
    this.time = time;
    this.trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
    this.refusals = new Refusals(metrics, trouble);
    this.out = outlets.metrics();
    this.logs = outlets.logs();
    this.packets = metrics.counter("agent_collectd_packets_total");
    this.values = metrics.counter("agent_collectd_values_total");
    this.port =
        new PacketPort(
            "collectd",
            new PacketListener.Place(
                config.address().host(),
                config.address().port(),
                true,
                false,
                RECEIVE_BUFFER_BYTES,
                0,
                0),
            inbox::add,
            time,
            trouble);
    this.intervals =
        new Intervals(
            time, config.aggregationSeconds() == 0 ? LOOK_SECONDS : config.aggregationSeconds());
    metrics.gauge("agent_collectd_series", () -> series);
  }

  @Override
  public String name() {
    return "collectd";
  }

  @Override
  public void wakeWith(Runnable wake) {
    waker = wake;
  }

  /** Where it listens; null where it does not yet. Any thread. */
  @Nullable InetSocketAddress address() {
    return port.address();
  }

  @Override
  public int work() {
    port.work();
    int done = readWaiting();
    if (intervals.isOver()) {
      flush(intervals.endWallNanos());
      refusals.add(Reason.KERNEL, port.newKernelDrops());
      totals().forget();
      intervals.next();
    }
    out.work();
    logs.flushIfDue();
    return done;
  }

  @Override
  public long restNanos() {
    if (!inbox.isEmpty() && out.isEmpty()) {
      return 0;
    }
    long rest = Math.min(intervals.dueInNanos(), port.restNanos());
    return Math.max(0, Math.min(rest, Math.min(out.restNanos(), logs.dueInNanos())));
  }

  @Override
  public void finish(long deadlineNanos) {
    port.close();
    logs.ending();
    out.handOnAll();
    read();
    flush(time.wallNanos());
    out.handOnAll();
    logs.finish();
  }

  /** What was handed over goes on first: else what waits for lanes would grow without bound. */
  private int readWaiting() {
    return out.isEmpty() ? read() : 0;
  }

  private int read() {
    int taken = inbox.take();
    packets.add(taken);
    while (inbox.hasNext()) {
      inbox.next();
      reader().read(ByteBuffer.wrap(inbox.bytes(), inbox.start(), inbox.length()).slice());
    }
    series = totals().size();
    refusals.add(Reason.FULL, port.newRefusals());
    return taken;
  }

  /** What the last interval came to has had its time. */
  private void flush(long endWallNanos) {
    if (config.aggregationSeconds() > 0) {
      out.handOnAll();
      totals().flush(intervals.startWallNanos(), endWallNanos, out);
    }
  }

  private Totals totals() {
    Totals known = totals;
    if (known == null) {
      known = new Totals(names(), config, time, refusals, values);
      totals = known;
    }
    return known;
  }

  /** Made at the first work, since it reads files. */
  private SeriesNames names() {
    TypesDb types =
        TypesDb.read(
            config.typesDb().orElse(TypesDb.USUAL_PLACES),
            text -> {
              if (config.typesDb().isPresent()) {
                log.warn("collectd_typesdb cannot be read, so some values are numbered: {}", text);
              }
            });
    return new SeriesNames(config, outlets.namespace(), outlets.base(), types, refusals);
  }

  private PacketReader reader() {
    PacketReader known = reader;
    if (known == null) {
      Notifications notifications = new Notifications(config.logGroup(), logs, time, refusals);
      Totals into = totals();
      known =
          new PacketReader(
              config.security(),
              new PacketKeys(new AuthFile(config.authFile(), time, trouble)),
              new PacketReader.Taker() {
                @Override
                public void values(Parts parts) {
                  into.add(parts, out);
                }

                @Override
                public void notification(Parts parts, String message) {
                  notifications.take(parts, message);
                }
              },
              refusals);
      reader = known;
    }
    return known;
  }
}
