package io.groundwatch.input.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.groundwatch.config.SyslogConfig;
import io.groundwatch.model.LogOrigin;
import io.groundwatch.net.PacketInbox;
import io.groundwatch.net.PacketListener;
import io.groundwatch.net.PacketPort;
import io.groundwatch.net.TlsFiles;
import io.groundwatch.pipeline.LogPlaceholders;
import io.groundwatch.pipeline.RecordFanout;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import io.groundwatch.telemetry.SelfMetrics;
import io.groundwatch.telemetry.ThrottledLog;
import io.groundwatch.text.TextDecoder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for syslog: over UDP a message a packet, over TCP with their lengths or a line each.
 * While a lane takes nothing, senders over TCP wait; packets of UDP that find no room are counted.
 * A loop's thread of its own takes messages off the socket; everything else is the input's
 * thread's.
 */
public final class SyslogInput implements Worker {
  /** What every backend takes. */
  static final int MAX_MESSAGE_BYTES = 256 << 10;

  /** With as many unfinished messages, they take 16 MiB. */
  private static final int MAX_CONNECTIONS = 64;

  private static final Logger log = LoggerFactory.getLogger(SyslogInput.class);
  private static final Duration REPEAT_TROUBLE = Duration.ofMinutes(5);
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long BLOCKED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int MAX_WAITING_BYTES = 2 << 20;
  private static final int MAX_WAITING_PACKETS = 10_000;

  /** Of the names of hosts; past it they are made anew each time. */
  private static final int MAX_ORIGINS = 1000;

  private final SyslogConfig config;
  private final RecordFanout out;
  private final LogPlaceholders host;
  private final TimeSource time;
  private final SelfMetrics metrics;
  private final ThrottledLog trouble;
  private final LongAdder received;
  private final PacketPort port;
  private final PacketInbox inbox =
      new PacketInbox(MAX_WAITING_BYTES, MAX_WAITING_PACKETS, () -> this.waker.run());
  private final SyslogMessage message;
  private final TextDecoder text = new TextDecoder(UTF_8);
  private final Map<String, LogOrigin> origins =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LogOrigin> eldest) {
          return size() > MAX_ORIGINS;
        }
      };
  private volatile Runnable waker = () -> {};
  private boolean blocked;
  private boolean ending;
  private long reportNanos;

  /**
   * Listens as {@code config} says, from the first {@link #work} on.
   *
   * @param host what placeholders of the names of groups and streams stand for
   * @param zone of times that name none
   */
  public SyslogInput(
      SyslogConfig config,
      RecordFanout out,
      LogPlaceholders host,
      ZoneId zone,
      TimeSource time,
      SelfMetrics metrics) {
    this.config = config;
    this.out = out;
    this.host = host;
    this.time = time;
    this.metrics = metrics;
    this.trouble = new ThrottledLog(log, time, REPEAT_TROUBLE);
    this.received = metrics.counter("agent_syslog_messages_total");
    this.message = new SyslogMessage(new SyslogTime(zone));
    this.port =
        new PacketPort(
            "Syslog",
            new PacketListener.Place(
                config.address().host(),
                config.address().port(),
                config.udp(),
                config.tcp(),
                RECEIVE_BUFFER_BYTES,
                MAX_MESSAGE_BYTES,
                MAX_CONNECTIONS,
                PacketListener.Framing.SYSLOG,
                config.tls().map(t -> new TlsFiles(t.caFile(), t.certFile(), t.keyFile()))),
            inbox::add,
            time,
            trouble);
    this.reportNanos = time.nanos() + REPORT_NANOS;
  }

  @Override
  public String name() {
    return "syslog";
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
    int done = takeWaiting();
    out.flushIfDue();
    if (time.nanos() - reportNanos >= 0) {
      reportLosses();
      reportNanos = time.nanos() + REPORT_NANOS;
    }
    return done;
  }

  @Override
  public long restNanos() {
    if (!inbox.isEmpty()) {
      return blocked ? BLOCKED_NANOS : 0;
    }
    long rest = Math.min(port.restNanos(), reportNanos - time.nanos());
    return Math.max(0, Math.min(rest, out.dueInNanos()));
  }

  @Override
  public void finish(long deadlineNanos) {
    port.close();
    ending = true;
    out.ending();
    takeWaiting(); // what is left of the last that were taken
    takeWaiting();
    out.finish();
    reportLosses();
  }

  /** Takes what waited when it was called, or what of that is left, while lanes have room. */
  private int takeWaiting() {
    inbox.take();
    int count = 0;
    blocked = false;
    while (inbox.hasNext()) {
      if (!ending && !out.mayGoOn(inbox.nextLength())) {
        blocked = true;
        return count;
      }
      inbox.next();
      if (inbox.length() > 0) {
        record(inbox.bytes(), inbox.start(), inbox.length());
        count++;
      }
    }
    return count;
  }

  private void record(byte[] bytes, int start, int length) {
    received.increment();
    message.read(bytes, start, length, time.wallNanos());
    text.decode(bytes, message.start(), message.length(), false);
    out.accept(
        origins.computeIfAbsent(message.host(), this::origin),
        message.timeNanos(),
        text.bytes(),
        text.offset(),
        text.length(),
        message.attributes());
  }

  private LogOrigin origin(String of) {
    Map<String, String> values = host.values();
    String stream =
        config.stream()
            .map(name -> LogPlaceholders.fill(name, values))
            .orElse(of.isEmpty() ? LogPlaceholders.fill("{hostname}", values) : of);
    return new LogOrigin(
        LogPlaceholders.fill(config.group(), values),
        stream,
        "",
        of.isEmpty() ? Map.of() : Map.of("syslog.hostname", of));
  }

  private void reportLosses() {
    report("full", port.newRefusals(), "found no room: they come faster than lanes take them.");
    report("length", port.newLongLines(), "were longer than 256 KiB, and are left out.");
    report(
        "kernel",
        port.newKernelDrops(),
        "were dropped by the kernel: its receive buffer was full. Raise net.core.rmem_max.");
  }

  private void report(String reason, long packets, String what) {
    if (packets > 0) {
      metrics.counter("agent_syslog_dropped_total", "reason", reason).add(packets);
      trouble.warn(reason, "", packets + " messages of syslog " + what);
    }
  }
}
